// The troubles U-02 to U-22 of HostedSuite as switches of the sandbox; U-01 needs hosts that are not there at all,
// and is in src/gateway/hostedsuite/faults.test.ts.
import fc from 'fast-check'

/** Whether it lists or updates. */
const always = (fault: object) => ({ list: fault, update: fault })
const eachOf = (name: string, values: readonly unknown[]) =>
  values.map((value) => always({ [name]: value }))

/** The answers come at once, or within a second. */
const quickFaults = (trap: string): Record<string, object[]> => ({
  'U-04': [...eachOf('reset', [true]), { update: { resetAfterWrite: true } }],
  'U-05': eachOf('body', ['html-login']),
  'U-06': eachOf('body', ['empty', 'truncated', 'two-documents', 'jsonp']),
  'U-07': [
    ...eachOf('body', ['null', 'empty-array', 'empty-object', 'bare-nan']),
    ...['absent', 'minus-one', 'too-many', 'text', 'huge', 'no-pages'].map((totals) => ({
      totals,
    })),
    { items: 'absent' },
    { items: 'null' },
    { bareArray: true },
    { updateAnswer: 'empty' },
    { updateAnswer: 'no-content' },
  ],
  'U-08': [{ oddRows: ['duplicate', 'null', 'bad'] }, { oddRows: ['bad', 'bad'] }],
  'U-09': [{ moreItems: 7 }, { shiftPerPage: 3 }, { cap: 10 }, { echo: 'zero' }],
  'U-10': eachOf('body', ['million-items']),
  'U-11': [
    ...eachOf('body', ['gzip-bomb']),
    ...eachOf('encoding', [
      'gzip',
      'br',
      'deflate',
      'gzip-six-times',
      'labelled-gzip',
      'labelled-br',
      'labelled-unknown',
    ]),
  ],
  'U-12': [301, 302, 303, 307, 308].map((status) => always({ status, redirectTo: trap })),
  'U-13': ['1', '86400', 'Fri, 31 Dec 9999 23:59:59 GMT', '-1', 'soon'].map((retryAfter) =>
    always({ status: 429, retryAfter }),
  ),
  'U-14': [
    ...eachOf('status', [500, 502, 503, 504]),
    always({ status: 500, flapEveryMs: 20 }),
    always({ status: 503, times: 1 }),
  ],
  'U-15': [always({ status: 401, times: 1 })],
  'U-16': ['security-500', '401', '403'].map((authFailure) => ({
    authFailure,
    passwordsChanged: true,
    stackTraceEcho: true,
  })),
  'U-17': [
    {
      ...always({ status: 400 }),
      fieldErrors: [{ name: 'Notes', message: '<script>alert(1)</script>' }],
    },
  ],
  'U-18': [
    { storesNothing: true },
    { updateAnswer: 'old-row' },
    { noteAfterRead: 'Somebody else' },
  ],
  'U-19': eachOf('delaySpreadMs', [50, 500]),
  'U-20': [
    ...eachOf('bigHeaderBytes', [1000, 100_000]),
    ...eachOf('headers', [
      { 'set-cookie': ['a=b', 'crd_dev=; Path=/'], 'content-security-policy': '*' },
    ]),
    ...eachOf('raw', [
      'HTTP/1.1 200 OK\r\nx: a\r\n\tb\r\nContent-Length: 2\r\n\r\n{}',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
      'SSH-2.0-OpenSSH_9.2\r\n',
    ]),
    ...eachOf('pace', ['cut-in-body']),
  ],
  'U-21': eachOf('body', ['invalid-utf8', 'lone-surrogate', 'proto-keys']),
  'U-22': eachOf('clockOffsetSeconds', [-864_000, 864_000]),
  'no trouble': [{}, { camelCase: true }, { ignoreSort: true }, { ignoreFilters: true }],
})

/** Every trouble as often as any other. `trap` is where redirects lead. */
export const quickTrouble = (trap: string): fc.Arbitrary<object> =>
  fc.constantFrom(...Object.values(quickFaults(trap))).chain((faults) => fc.constantFrom(...faults))

/** U-02 and U-03: whoever asks waits to the deadline. */
export const SLOW_TROUBLE: object[] = [
  { list: { hang: true } },
  { list: { pace: 'trickle' } },
  { list: { pace: 'hang-after-head' } },
  { update: { hang: true } },
  { update: { pace: 'trickle' } },
  { update: { pace: 'hang-after-head' } },
]
