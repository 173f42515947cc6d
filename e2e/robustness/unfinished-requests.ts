const HEAD =
  'POST /api/calls HTTP/1.1\r\nhost: slow\r\nx-call-review: 1\r\nsec-fetch-site: same-origin\r\n'
const BODY = 'content-type: application/json\r\n'

const IDLE = 200

/** Requests that never come to their end: by a second or two after its limit each has to be told so. */
export const UNFINISHED: { name: string; bytes: Buffer; byteEveryMs?: number }[] = [
  { name: 'a head of one byte every 200 ms', bytes: Buffer.from(HEAD), byteEveryMs: 200 },
  { name: 'a head without its end', bytes: Buffer.from(HEAD) },
  {
    name: 'a body that is shorter than it says',
    bytes: Buffer.from(`${HEAD}${BODY}content-length: 90\r\n\r\n{`),
  },
  {
    name: 'a body of one byte every 200 ms',
    bytes: Buffer.from(`${HEAD}${BODY}content-length: 900\r\n\r\n${' '.repeat(900)}`),
    byteEveryMs: 200,
  },
  {
    name: 'chunks without an end',
    bytes: Buffer.from(`${HEAD}${BODY}transfer-encoding: chunked\r\n\r\n1\r\n{\r\n`),
  },
  ...Array.from({ length: IDLE }, () => ({ name: 'not one byte', bytes: Buffer.alloc(0) })),
]
