/**
 * Replaces what `tokens` matches in JSON, outside of its texts. A text is passed over piece by piece: a pattern of a
 * whole one would, where a stranger leaves it open, be tried anew from each of its quotes.
 */
export function replaceTokens(
  json: string,
  tokens: RegExp,
  replace: (token: string) => string,
): string {
  let isInText = false
  return json.replace(new RegExp(String.raw`\\.|"|${tokens.source}`, 'gs'), (found) => {
    if (found === '"') isInText = !isInText
    return isInText || found === '"' || found.startsWith('\\') ? found : replace(found)
  })
}
