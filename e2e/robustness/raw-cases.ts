// What no HTTP client lets one send: each flaw at each address, with and without a session.

export type RawCase = { name: string; bytes: Buffer; expected?: number[] }

type Parts = { line: string; headers: string[]; body: string }
type Flaw = {
  name: string
  /** The bytes that are sent in the place of a request in order. */
  spoil: (parts: Parts) => string | Buffer
  /** Undefined where it depends on the address and the session. */
  expected?: number[]
}

const write = ({ line, headers, body }: Parts) =>
  `${[line, ...headers].join('\r\n')}\r\n\r\n${body}`
const withHeaders =
  (...more: string[]) =>
  (parts: Parts) =>
    write({ ...parts, headers: [...parts.headers, ...more] })
const without = (name: string, { headers, ...parts }: Parts) => ({
  ...parts,
  headers: headers.filter((header) => !header.startsWith(`${name}:`)),
})
const withBody =
  (body: string | Buffer, ...more: string[]) =>
  (parts: Parts) => {
    const { line, headers } = without('content-length', parts)
    const head = write({
      line,
      headers: [...headers, ...more, `content-length: ${body.length}`],
      body: '',
    })
    return Buffer.concat([Buffer.from(head), Buffer.from(body)])
  }
const chunked = (chunks: string) => (parts: Parts) => {
  const { line, headers } = without('content-length', parts)
  return write({ line, headers: [...headers, 'transfer-encoding: chunked'], body: chunks })
}
const line = (change: (line: string) => string) => (parts: Parts) =>
  write({ ...parts, line: change(parts.line) })

const REFUSED = [400]

const FLAWS: Flaw[] = [
  {
    name: 'Content-Length and Transfer-Encoding',
    spoil: withHeaders('transfer-encoding: chunked'),
    expected: REFUSED,
  },
  { name: 'two Content-Lengths', spoil: withHeaders('content-length: 7'), expected: REFUSED },
  {
    name: 'a negative Content-Length',
    spoil: (parts) => withHeaders('content-length: -1')(without('content-length', parts)),
    expected: REFUSED,
  },
  {
    name: 'a Content-Length with a sign',
    spoil: (parts) => withHeaders('content-length: +5')(without('content-length', parts)),
    expected: REFUSED,
  },
  {
    name: 'a huge Content-Length',
    spoil: (parts) =>
      withHeaders('content-length: 99999999999999999999')(without('content-length', parts)),
    expected: REFUSED,
  },
  { name: 'bare LF', spoil: (parts) => write(parts).replaceAll('\r\n', '\n'), expected: REFUSED },
  { name: 'a folded header', spoil: withHeaders('x-folded: one\r\n two'), expected: REFUSED },
  { name: 'a blank before the colon', spoil: withHeaders('x-blank : one'), expected: REFUSED },
  { name: 'a header without a name', spoil: withHeaders(': nothing'), expected: REFUSED },
  { name: 'a header without a colon', spoil: withHeaders('nothing'), expected: REFUSED },
  { name: 'a NUL in a header', spoil: withHeaders('x-nul: a\0b'), expected: REFUSED },
  { name: 'a CR in a header', spoil: withHeaders('x-cr: a\rb'), expected: REFUSED },
  { name: 'no Host', spoil: (parts) => write(without('host', parts)), expected: REFUSED },
  {
    name: 'no Host in HTTP/1.0',
    spoil: (parts) => write(without('host', { ...parts, line: parts.line.replace('1.1', '1.0') })),
  },
  { name: 'two Hosts', spoil: withHeaders('host: elsewhere.example'), expected: REFUSED },
  {
    name: 'a header of 17 KB',
    spoil: withHeaders(`x-long: ${'x'.repeat(17 * 1024)}`),
    expected: [431],
  },
  {
    name: 'an address of 17 KB',
    spoil: line((text) => text.replace(' HTTP', `?${'q'.repeat(17 * 1024)} HTTP`)),
    expected: [431],
  },
  {
    name: '2,000 small headers',
    spoil: withHeaders(...Array.from({ length: 2000 }, (_, at) => `x-${at}: 1`)),
    expected: [431],
  },
  {
    name: '200 headers',
    spoil: withHeaders(...Array.from({ length: 200 }, (_, at) => `x-${at}: 1`)),
    expected: [431],
  },
  {
    name: '50 cookies',
    spoil: withHeaders(`cookie: ${Array.from({ length: 50 }, (_, at) => `c${at}=1`).join('; ')}`),
    expected: [431],
  },
  { name: 'a chunk without a size', spoil: chunked('xyz\r\n{}\r\n0\r\n\r\n'), expected: REFUSED },
  {
    name: 'a chunk size too large',
    spoil: chunked('fffffffffffffffff\r\n{}\r\n0\r\n\r\n'),
    expected: REFUSED,
  },
  {
    name: 'a chunk longer than it says',
    spoil: chunked('1\r\n{"page":1}\r\n0\r\n\r\n'),
  },
  { name: 'chunks in order', spoil: chunked('1\r\n{\r\n1\r\n}\r\n0\r\n\r\n') },
  { name: 'chunks with trailers', spoil: chunked('2\r\n{}\r\n0\r\ncookie: crd_dev=x\r\n\r\n') },
  {
    name: 'another transfer encoding',
    spoil: (parts) => withHeaders('transfer-encoding: gzip')(without('content-length', parts)),
    expected: REFUSED,
  },
  { name: 'HTTP/0.9', spoil: () => 'GET /session\r\n\r\n' },
  { name: 'HTTP/9.9', spoil: line((text) => text.replace('1.1', '9.9')), expected: REFUSED },
  {
    name: 'the preface of HTTP/2',
    spoil: () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    expected: REFUSED,
  },
  {
    name: 'a TLS hello',
    spoil: () => Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3]),
    expected: REFUSED,
  },
  { name: 'a method in lower case', spoil: line((text) => text.toLowerCase()), expected: REFUSED },
  {
    name: 'an unknown method',
    spoil: line((text) => text.replace(/^\w+/, 'FOO')),
    expected: REFUSED,
  },
  { name: 'TRACE', spoil: line((text) => text.replace(/^\w+/, 'TRACE')) },
  {
    name: 'a blank in the address',
    spoil: line((text) => text.replace(' HTTP', ' x HTTP')),
    expected: REFUSED,
  },
  {
    name: 'a NUL in the address',
    spoil: line((text) => text.replace(' HTTP', '\0 HTTP')),
    expected: REFUSED,
  },
  {
    name: 'bytes above 127 in the address',
    spoil: line((text) => text.replace(' HTTP', '\u00ff\u00fe HTTP')),
  },
  { name: 'a backslash in the address', spoil: line((text) => text.replace(' /', ' \\..\\')) },
  {
    name: 'an encoded slash in the address',
    spoil: line((text) => text.replace(' HTTP', '%2F HTTP')),
  },
  {
    name: 'dot segments in the address',
    spoil: line((text) => text.replace(' /', ' /../../etc/../')),
  },
  {
    name: 'a whole URL as the address',
    spoil: line((text) => text.replace(' /', ' http://elsewhere.example/')),
  },
  {
    name: 'an address that is a port',
    spoil: line((text) => text.replace(/ \S+/, ' elsewhere.example:80')),
  },
  { name: 'a body of UTF-16', spoil: withBody(Buffer.from('{"page":1}', 'utf16le')) },
  { name: 'a body with a BOM', spoil: withBody(Buffer.from('\ufeff{}')) },
  { name: 'a body that is no UTF-8', spoil: withBody(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])) },
  { name: 'a body of 30,000 brackets', spoil: withBody('['.repeat(30_000)) },
  { name: 'a body of 128 KB and one byte', spoil: withBody(`"${'x'.repeat(128 * 1024 - 1)}"`) },
  { name: 'a body of 1 MB', spoil: withBody(' '.repeat(1024 * 1024)) },
  { name: 'a body said to be gzip', spoil: withBody('{}', 'content-encoding: gzip') },
  {
    name: 'two requests at once',
    spoil: (parts) => write(without('connection', parts)) + write(parts),
  },
  { name: 'bytes after the end', spoil: (parts) => `${write(parts)}GET` },
  {
    name: 'an upgrade',
    spoil: (parts) =>
      withHeaders('upgrade: websocket', 'connection: upgrade, close')(without('connection', parts)),
  },
]

const ADDRESSES = [
  ['POST', '/api/calls'],
  ['PUT', '/api/calls/1/notes'],
  ['POST', '/session/touch'],
  ['GET', '/session'],
  ['GET', '/calls'],
] as const

export function makeRawCases(host: string, cookie: string): RawCase[] {
  const askers = [[], [`cookie: ${cookie}`]]
  return FLAWS.flatMap(({ name, spoil, expected }) =>
    ADDRESSES.flatMap(([method, path]) =>
      askers.map((asker) => {
        const body = method === 'GET' ? '' : '{}'
        const headers = [
          `host: ${host}`,
          'connection: close',
          'x-call-review: 1',
          'sec-fetch-site: same-origin',
          ...(body === '' ? [] : ['content-type: application/json']),
          `content-length: ${body.length}`,
          ...asker,
        ]
        const parts = { line: `${method} ${path} HTTP/1.1`, headers, body }
        return {
          name: `${name}, ${method} ${path}${asker.length > 0 ? ', signed in' : ''}`,
          bytes: toBuffer(spoil(parts)),
          ...(expected !== undefined && { expected }),
        }
      }),
    ),
  )
}

const toBuffer = (bytes: string | Buffer) =>
  typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes
