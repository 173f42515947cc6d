// What the gateway's tests have in common: a gateway without a port, and HostedSuite answered by a function.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { InjectOptions } from 'fastify'
import { onTestFinished } from 'vitest'
import { createGateway, type GatewayDependencies } from './app.ts'
import { type GatewayConfig, readGatewayConfig } from './config.ts'
import type { SendJson } from './hostedsuite/send.ts'
import { sealSession } from './session-seal.ts'
import { createLocalState } from './shared-state/local-state.ts'

export const NOW = new Date('2026-08-06T16:00:00Z')
export const ORIGIN = 'https://calls.example.com'
const HOST = new URL(ORIGIN).host
export const PASSWORD = 'pass-w0rd "kept" secret'
export const CREDENTIALS = { customerName: 'acme', userName: 'ada', password: PASSWORD }

export function makeConfig(overrides: Partial<GatewayConfig> = {}): GatewayConfig {
  const config = readGatewayConfig({
    PUBLIC_ORIGIN: ORIGIN,
    HOSTEDSUITE_TIME_ZONE: 'America/New_York',
    HOSTEDSUITE_FIRST_PAGE: '0',
    LOG_LEVEL: 'silent',
  })
  return {
    ...config,
    sessionKeys: [{ kid: 'a', secret: new Uint8Array(32).fill(1) }],
    ...overrides,
  }
}

export type Sent = { path: string; body: Record<string, unknown>; kind: 'read' | 'write' }

/** A HostedSuite that answers with what `answer` gives or throws, and the list of what it was asked. */
function makeHostedSuite(answer: (sent: Sent) => unknown) {
  const requests: Sent[] = []
  const send: SendJson = async (route, body, { kind }) => {
    // Through JSON, so that a test sees what would travel.
    const sent: Sent = { path: route, body: JSON.parse(JSON.stringify(body)), kind }
    requests.push(sent)
    return answer(sent)
  }
  return { send, requests }
}

/** Where a state can keep its file until the end of the test. */
export function makeStateFile(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'call-review-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  return path.join(directory, 'ended-sessions')
}

/** What the dashboard sends with every request of its own. */
const BROWSER = { 'x-call-review': '1', origin: ORIGIN, 'sec-fetch-site': 'same-origin' }

export function makeGateway(
  answer: (sent: Sent) => unknown = () => [],
  overrides: Partial<GatewayConfig> = {},
  dependencies: Partial<GatewayDependencies> = {},
) {
  const config = makeConfig(overrides)
  const { send, requests } = makeHostedSuite(answer)
  const clock = dependencies.clock ?? (() => NOW)
  const gateway = createGateway(config, {
    hostedSuite: send,
    clock,
    wait: async () => {},
    sharedState: createLocalState({ file: makeStateFile(), clock }),
    ...dependencies,
  })

  /** As anything asks that knows our host. */
  const visit = (options: InjectOptions) => gateway.inject({ authority: HOST, ...options })

  /** As the dashboard asks, not signed in. */
  const ask = ({ headers, ...options }: InjectOptions) =>
    visit({ ...options, headers: { ...BROWSER, ...headers } })

  /** As the dashboard of a person who is signed in asks. */
  const askSignedIn = async ({ headers, ...options }: InjectOptions) =>
    ask({ ...options, headers: { cookie: await makeCookie(config), ...headers } })

  /** Signs in as the dashboard does, and gives the session's cookie. */
  const startSession = async (headers = {}, payload = CREDENTIALS) => {
    const signIn = { method: 'POST', url: '/session', payload, headers } as const
    const [cookie] = (await ask(signIn)).cookies
    return `${cookie?.name}=${cookie?.value}`
  }

  return { config, gateway, requests, visit, ask, askSignedIn, startSession }
}

export async function makeCookie(config: GatewayConfig, at: Date = NOW): Promise<string> {
  const seconds = at.getTime() / 1000
  const sealed = await sealSession(
    {
      sid: 'sid',
      credentials: CREDENTIALS,
      issuedAt: seconds,
      lastActiveAt: seconds,
      endsAt: seconds + 8 * 3600,
    },
    config,
  )
  return `__Host-Http-crd=${sealed}`
}

/** Something to wait for, and the way to say that it has happened. */
export function makeSignal() {
  const resolvers: (() => void)[] = []
  const given = new Promise<void>((resolve) => resolvers.push(resolve))
  return { given, give: () => resolvers.forEach((resolve) => resolve()) }
}

/** A row as HostedSuite writes it; a test names only what it is about. */
export const makeRow = (overrides: Record<string, unknown> = {}) => ({
  Id: 'call-1',
  ClientId: '7',
  CenterId: 'east',
  StartTime: '2026-08-06 08:45:00',
  DurationInSeconds: 95,
  TalkTimeInSeconds: 70,
  HoldCount: 0,
  Flagged: false,
  Type: 'Incoming',
  ...overrides,
})

export const makeList = (rows: unknown[], total = rows.length) => ({
  Items: rows,
  Page: 0,
  TotalCount: total,
  TotalPages: 1,
})

export const QUERY = { sort: { field: 'StartTime', descending: true }, page: 1, size: 25 }
