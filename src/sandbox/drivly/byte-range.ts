/** Both ends included, as HTTP counts. */
export type ByteRange = { first: number; last: number }

/**
 * The one range that a Range header asks for. Undefined when the whole is to be sent, because there is no
 * such header or RFC 9110 allows to ignore it: other units, several ranges, nonsense.
 */
export function readByteRange(
  header: string | undefined,
  length: number,
): ByteRange | 'unsatisfiable' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/i.exec(header?.trim() ?? '') ?? []
  if (from === '' && to === '') return undefined
  if (from !== '' && to !== '' && Number(from) > Number(to)) return undefined

  // Without a beginning the number counts from the end.
  const first = from === '' ? Math.max(0, length - Number(to)) : Number(from)
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1)
  return first > last ? 'unsatisfiable' : { first, last }
}
