// Generators of requests: most are in order but for one thing, so that they get past the first check.
import fc from 'fast-check'

type Session = 'valid' | 'none' | 'broken'

export type StrangeRequest = {
  session: Session
  /** Makes the Cookie header of a valid one; undefined leaves it out. */
  cookie: (valid: string) => string | undefined
  method: string
  target: string
  headers: [name: string, value: string][]
  body: Buffer
}

type Route = { method: string; path: string; body?: fc.Arbitrary<unknown> }

/** `usual` in so many of ten cases. */
const mostly = <T, U>(tenths: number, usual: fc.Arbitrary<T>, strange: fc.Arbitrary<U>) =>
  fc.oneof({ weight: tenths, arbitrary: usual }, { weight: 10 - tenths, arbitrary: strange })

const text = fc.string({ unit: 'binary', maxLength: 40 })
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(null, -1, 1e308, '', [], {}),
)
const orAnything = <T>(usual: fc.Arbitrary<T>) => mostly(9, usual, anything)

const day = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

const SORT_FIELDS = [
  'StartTime',
  'Notes',
  'TalkTimeInSeconds',
  'Id',
  'Flagged',
  '__proto__',
  'Notes; drop',
]

const query = fc.record(
  {
    range: orAnything(fc.constantFrom('today', 'last7d', 'thismonth', 'lastweek')),
    from: mostly(8, day, fc.constantFrom('2026-02-30', '0001-01-01', '9999-12-31T23:59')),
    to: orAnything(day),
    timeZone: mostly(8, fc.constantFrom('UTC', 'Asia/Kolkata'), text),
    clientId: mostly(7, fc.constantFrom('1', '7', '<script>', '\u202etxt'), text),
    centerId: orAnything(text),
    direction: orAnything(fc.constantFrom('incoming', 'outgoing')),
    id: orAnything(text),
    minTalkSeconds: orAnything(fc.nat(600)),
    maxTalkSeconds: orAnything(fc.double({ noNaN: true, min: 0, max: 3000 })),
    sort: orAnything(
      fc.record({ field: fc.constantFrom(...SORT_FIELDS), descending: fc.boolean() }),
    ),
    page: mostly(8, fc.integer({ min: 1, max: 9 }), fc.constantFrom(0, -1, 1e6, 1e9, 1.5, 'abc')),
    size: mostly(9, fc.constantFrom(25, 50, 100, 200), fc.constantFrom(0, 1, 100_000)),
  },
  { requiredKeys: ['sort', 'page', 'size'] },
)

const credentials = fc.oneof(
  fc.constant({ customerName: 'demo', userName: 'supervisor', password: 'supervisor' }),
  // Never wrong for somebody who exists: that one would be locked out.
  fc.record({
    customerName: orAnything(text),
    userName: fc.string({ maxLength: 130 }).map((name) => `stranger ${name}`),
    password: orAnything(fc.string({ unit: 'binary', maxLength: 300 })),
  }),
)

const note = fc.record({
  opId: mostly(9, fc.uuid(), text),
  base: orAnything(fc.oneof(fc.constant(''), text)),
  text: orAnything(fc.oneof(text, fc.string({ unit: 'grapheme', maxLength: 2000 }))),
})

const ids = (known: string[]) =>
  mostly(
    6,
    fc.constantFrom(...known),
    fc.oneof(
      fc.constantFrom(
        '..',
        '.',
        '%2F',
        '..%2f..',
        '%00',
        '%ZZ',
        '%E0%A4',
        '@',
        '?',
        'x'.repeat(129),
      ),
      fc.webSegment(),
    ),
  )

const routes = (callIds: string[]): fc.Arbitrary<Route> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant({ method: 'POST', path: '/api/calls', body: query }) },
    {
      weight: 6,
      arbitrary: ids(callIds).map((id) => ({
        method: 'PUT',
        path: `/api/calls/${id}/notes`,
        body: note,
      })),
    },
    {
      weight: 4,
      arbitrary: ids(callIds).map((id) => ({ method: 'GET', path: `/api/calls/${id}` })),
    },
    { weight: 2, arbitrary: fc.constant({ method: 'POST', path: '/session', body: credentials }) },
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        { method: 'GET', path: '/session' },
        { method: 'GET', path: '/session/probe' },
        { method: 'POST', path: '/session/touch' },
        { method: 'DELETE', path: '/session' },
        { method: 'GET', path: '/' },
        { method: 'GET', path: '/calls' },
        { method: 'GET', path: '/assets/none.js' },
        { method: 'GET', path: '/api/nothing' },
        { method: 'GET', path: '/healthz' },
        { method: 'GET', path: '/readyz' },
        { method: 'GET', path: '/metrics' },
      ),
    },
  )

const METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'FOO',
  'PURGE',
]

/** What is done to a path on its way: nothing here may lead out of the build or past a check. */
const detour = fc.constantFrom<(path: string) => string>(
  (path) => `${path}?format=csv&callback=x`,
  (path) => `${path}?Password=secret`,
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => `${path};x`,
  (path) => `/api/..${path}`,
  (path) => `/api/%2e%2e${path}`,
  (path) => `/assets/../index.html#${path}`,
  (path) => path.replaceAll('/', '\\'),
  (path) => path.toUpperCase(),
  (path) => `http://elsewhere.example${path}`,
  (path) => `${path}?${'q'.repeat(9000)}`,
  () => '*',
  () => '/%c0%ae%c0%ae/etc/passwd',
)

const headerText = fc.string({ maxLength: 60 })
const noise = fc.oneof(
  fc.tuple(
    fc.constantFrom(
      'accept',
      'accept-encoding',
      'accept-language',
      'authorization',
      'content-encoding',
      'forwarded',
      'if-modified-since',
      'if-none-match',
      'range',
      'te',
      'upgrade',
      'user-agent',
      'x-call-review-session',
      'x-forwarded-for',
      'x-forwarded-host',
      'x-http-method-override',
    ),
    headerText,
  ),
  fc.constantFrom<[string, string]>(
    ['accept-encoding', 'br;q=0, gzip, *;q=0.1'],
    ['expect', '100-continue'],
    ['expect', '200-ok'],
    ['range', 'bytes=5-,0-1,-9'],
    ['x-http-method-override', 'DELETE'],
  ),
  fc.tuple(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), headerText),
)

/** What the guard of the gateway looks at. */
const guardHeaders = mostly(
  8,
  fc.constant<[string, string][]>([
    ['x-call-review', '1'],
    ['sec-fetch-site', 'same-origin'],
  ]),
  fc.tuple(
    fc.constantFrom<[string, string]>(
      ['x-call-review', '1'],
      ['x-call-review', '2'],
      ['x-crd', '1'],
    ),
    fc.constantFrom<[string, string]>(
      ['sec-fetch-site', 'same-site'],
      ['sec-fetch-site', 'cross-site'],
      ['origin', 'null'],
      ['origin', 'https://evil.example'],
      ['origin', 'http://['],
    ),
  ),
)

const contentType = mostly(
  9,
  fc.constant('application/json'),
  fc.constantFrom(
    'application/json; charset=utf-16',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    ';',
    '',
  ),
)

const spoiltBody = fc.oneof(
  fc.json().map((json) => Buffer.from(json)),
  fc.json().map((json) => Buffer.from(json.slice(0, -1))),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(
    Buffer.alloc(0),
    Buffer.from('\ufeff{}'),
    Buffer.from('{"page":1}', 'utf16le'),
    Buffer.from('{"page":1,"page":2}'),
    Buffer.from('{"__proto__":{"admin":true},"constructor":{"prototype":{}}}'),
    Buffer.from('['.repeat(30_000)),
    Buffer.from('{"a":'.repeat(20_000)),
    Buffer.from(`{"text":"${'x'.repeat(128 * 1024)}"}`),
    Buffer.from('{"page":1e400,"size":9007199254740993}'),
    Buffer.from(String.raw`{"clientId":"\ud800"}`),
  ),
)

const cookie = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.constant({ session: 'valid' as const, cookie: (one: string) => one }),
  },
  { weight: 1, arbitrary: fc.constant({ session: 'none' as const, cookie: () => undefined }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(), fc.base64String({ maxLength: 6000 }))
      .chain(([at, junk]) =>
        fc.constantFrom<(one: string) => string>(
          (one) => one.slice(0, at % one.length),
          (one) => one.replace(/=.*/, `=${junk}`),
          (one) => one.replace(/./g, (letter, index) => (index === at % one.length ? '~' : letter)),
          (one) => `${one}; ${one}`,
          (one) => `${one}; ${one.slice(0, -3)}abc`,
          (one) => `${one}${'A'.repeat(8000)}`,
          () => ';;=;%%%=%;crd_dev',
        ),
      )
      .map((spoil) => ({ session: 'broken' as const, cookie: spoil })),
  },
)

/** Valid session in half of the cases, none in a quarter, a broken one in a quarter. */
export const strangeRequests = (callIds: string[]): fc.Arbitrary<StrangeRequest> =>
  routes(callIds).chain(({ method, path, body = fc.constant(undefined) }) =>
    fc
      .record({
        asker: cookie,
        method: mostly(9, fc.constant(method), fc.constantFrom(...METHODS)),
        target: mostly(
          9,
          fc.constant(path),
          detour.map((lead) => lead(path)),
        ),
        guard: guardHeaders,
        type: contentType,
        noise: mostly(7, fc.constant([]), fc.array(noise, { maxLength: 5 })),
        body: mostly(
          8,
          body.map((value) => Buffer.from(value === undefined ? '' : JSON.stringify(value))),
          spoiltBody,
        ),
        address: fc.ipV4(),
      })
      .map(({ asker, guard, type, address, ...request }) => ({
        ...asker,
        ...request,
        headers: [
          ...guard,
          ...(request.body.length > 0 ? [['content-type', type] as [string, string]] : []),
          // Whoever fails to sign in all the time from one address is soon not listened to.
          ['x-forwarded-for', address],
          ...request.noise,
        ],
      })),
  )

/** As it goes over the wire; a value may hold what a client would refuse to send. */
export function toBytes(
  { method, target, headers, body, ...request }: StrangeRequest,
  host: string,
  valid: string,
): Buffer {
  const sent = request.cookie(valid)
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `host: ${host}`,
    'connection: close',
    `content-length: ${body.length}`,
    ...(sent === undefined ? [] : [`cookie: ${sent}`]),
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body])
}
