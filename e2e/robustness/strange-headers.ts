// Headers: what the guard looks at, what a body is said to be, and noise.
import fc from 'fast-check'
import { mostly } from './mostly.ts'

const headerText = fc.string({ maxLength: 60 })
export const noise = fc.oneof(
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
export const guardHeaders = mostly(
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

export const contentType = mostly(
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

export const cookie = fc.oneof(
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
