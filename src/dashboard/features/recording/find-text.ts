/**
 * A text in parts, of which every second one matches `words`: in either letter case, and nothing in them is a
 * pattern. Without words there is one part.
 */
export function splitByMatches(text: string, words: string): string[] {
  const wanted = words.trim().replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
  return wanted === '' ? [text] : text.split(new RegExp(`(${wanted})`, 'iu'))
}
