import { randomBytes } from 'node:crypto'
import { askAtRate } from './constant-rate.ts'
import { post } from './http.ts'
import { type Spread, spreadOf } from './samples.ts'
import { startServer } from './server.ts'
import { formatTable, ms, say } from './table.ts'

const PER_SECOND = 50
const SECONDS = 60
const WARM_UP_SECONDS = 5
/** What HostedSuite takes for each list, besides the sandbox's own work. */
const HOSTEDSUITE_MS = 20

const USERS = ['supervisor', 'agent']
const OWN_HEADERS = { 'x-call-review': '1', 'sec-fetch-site': 'same-origin' }

/**
 * What the gateway adds to the time of a list. The same rate goes to it and straight to HostedSuite, at the same
 * time and with the questions half an interval apart, so that a busy moment of the machine meets both.
 */
export async function benchGateway(folder: string): Promise<void> {
  say(
    `Asking the gateway, and HostedSuite itself, ${PER_SECOND} times a second each for ${SECONDS} s …\n`,
  )
  const faults = JSON.stringify({ list: { delayMs: HOSTEDSUITE_MS } })
  const sandbox = await startServer('sandbox', [
    '--port',
    '0',
    '--data',
    ':memory:',
    '--generate',
    '20000',
    '--faults',
    faults,
  ])
  const hostedSuite = `${sandbox.url}/hostedsuite`
  const gateway = await startServer('start', ['--port', '0'], {
    HOSTEDSUITE_URL: hostedSuite,
    SESSION_KEYS: `bench:${randomBytes(32).toString('base64url')}`,
    DATA_DIR: folder,
  })
  const cookies = await Promise.all(USERS.map((user) => signIn(gateway.url, user)))

  const throughGateway = (number: number) =>
    post(
      `${gateway.url}/api/calls`,
      { sort: { field: 'StartTime', descending: true }, page: 1, size: 25 },
      { ...OWN_HEADERS, cookie: cookies[number % cookies.length] ?? '' },
    )
  const straight = (number: number) => {
    const user = USERS[number % USERS.length]
    return post(`${hostedSuite}/api/calls`, {
      SortField: 'StartTime',
      SortDir: 'Desc',
      Page: 0,
      ItemsPerPage: 25,
      CustomerName: 'demo',
      UserName: user,
      Password: user,
    })
  }
  const askBoth = (seconds: number) => {
    const startAt = performance.now() + 100
    const rate = { perSecond: PER_SECOND, seconds }
    const halfAnInterval = 500 / PER_SECOND
    return Promise.all([
      askAtRate(throughGateway, { ...rate, startAt }),
      askAtRate(straight, { ...rate, startAt: startAt + halfAnInterval }),
    ])
  }
  await askBoth(WARM_UP_SECONDS)
  const [gatewayAsked, directlyAsked] = await askBoth(SECONDS)
  await gateway.stop()
  await sandbox.stop()

  const [viaGateway, direct] = [spreadOf(gatewayAsked.times), spreadOf(directlyAsked.times)]
  say(
    formatTable([
      ['A list, ms from the moment it was due', 'p50', 'p95', 'p99', 'most', 'errors'],
      row('Through the gateway', gatewayAsked.errors, viaGateway),
      row(
        `Straight to HostedSuite, which takes ${HOSTEDSUITE_MS} ms`,
        directlyAsked.errors,
        direct,
      ),
      [
        'What the gateway adds',
        ms(viaGateway.median - direct.median),
        ms(viaGateway.p95 - direct.p95),
        ms(viaGateway.p99 - direct.p99),
      ],
    ]),
  )
}

const row = (name: string, errors: number, { median, p95, p99, most }: Spread) => [
  name,
  ...[median, p95, p99, most].map(ms),
  String(errors),
]

/** The session's cookie, as a browser would send it back. */
async function signIn(gatewayUrl: string, user: string): Promise<string> {
  const credentials = { customerName: 'demo', userName: user, password: user }
  const reply = await post(`${gatewayUrl}/session`, credentials, OWN_HEADERS)
  return reply.header('set-cookie')?.split(';')[0] ?? ''
}
