/**
 * The seconds that a Retry-After asks for: a number, or a date by the clock that wrote `date`, which may be days
 * away from ours. Undefined for what makes no sense.
 */
export function readRetryAfter(retryAfter: string, date: string): number | undefined {
  const text = retryAfter.trim()
  if (/^\d+$/.test(text)) return Number(text)
  const seconds = Math.ceil((Date.parse(text) - Date.parse(date)) / 1000)
  return seconds >= 0 ? seconds : undefined
}
