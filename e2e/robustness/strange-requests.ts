// Generators of requests: most are in order but for one thing, so that they get past the first check.
import fc from 'fast-check'
import { mostly } from './mostly.ts'
import { credentials, note, query, spoiltBody } from './strange-bodies.ts'
import { contentType, cookie, guardHeaders, noise } from './strange-headers.ts'

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
