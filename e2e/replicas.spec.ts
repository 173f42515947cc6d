import { expect, test } from '@playwright/test'
import { ask, DEMO, LIST, signIn } from './gateway-client.ts'
import { PUBLIC_ORIGIN, type ReplicaSet, startReplicaSet } from './replica-set.ts'

// One set of servers for all, in the order of the file: the last tests stop parts of it.
test.describe.configure({ mode: 'serial' })

let replicas: ReplicaSet | undefined

test.beforeAll(async () => {
  // Installing two packages may come first.
  test.setTimeout(300_000)
  const started = await startReplicaSet()
  if (typeof started !== 'string') {
    replicas = started
    return
  }
  process.stderr.write(`Two gateways are not tested here: ${started}.\n`)
  test.skip(true, started)
})

test.afterAll(() => replicas?.stop())

const BROWSER = { host: new URL(PUBLIC_ORIGIN).host, origin: PUBLIC_ORIGIN }

function servers() {
  if (replicas === undefined) throw new Error('Not started')
  const [one, other] = replicas.gateways
  if (one === undefined || other === undefined) throw new Error('Not two gateways')
  return { ...replicas, one, other }
}

const askAs = (address: string, cookie: string, method: string, path: string, body?: object) =>
  ask(address, {
    method,
    path,
    headers: { ...BROWSER, cookie },
    ...(body !== undefined && { body }),
  })

const sessionAt = async (address: string, cookie: string) =>
  (await askAs(address, cookie, 'GET', '/session')).body

const statusOf = async (address: string, path: string) =>
  (await ask(address, { method: 'GET', path, headers: BROWSER })).status

/** The status of a sign-in with a wrong password by somebody who says to be `forwardedFor`. */
async function failToSignIn(
  address: string,
  userName: string,
  forwardedFor: string,
  localAddress = '127.0.0.1',
): Promise<number> {
  const { status } = await ask(address, {
    method: 'POST',
    path: '/session',
    body: { ...DEMO, userName, password: 'wrong' },
    headers: { ...BROWSER, 'x-forwarded-for': forwardedFor },
    localAddress,
  })
  return status
}

const SIGNED_IN = expect.objectContaining({ authenticated: true })
const SIGNED_OUT = { authenticated: false }

test('a sign-in through the proxy is good at both gateways', async () => {
  const { proxy, one, other } = servers()
  const cookie = await signIn(proxy, { headers: BROWSER })
  for (const { address } of [one, other]) {
    expect(await sessionAt(address, cookie)).toEqual(SIGNED_IN)
    expect((await askAs(address, cookie, 'POST', '/api/calls', LIST)).status).toBe(200)
  }
})

test('a sign-out at one gateway ends the session at both', async () => {
  const { proxy, one, other } = servers()
  const cookie = await signIn(proxy, { headers: BROWSER })
  expect((await askAs(one.address, cookie, 'DELETE', '/session')).status).toBe(204)
  expect(await sessionAt(one.address, cookie)).toEqual(SIGNED_OUT)
  expect(await sessionAt(other.address, cookie)).toEqual(SIGNED_OUT)
  expect(await sessionAt(proxy, cookie)).toEqual(SIGNED_OUT)
})

test('failed sign-ins count together, wherever they arrive', async () => {
  const { one, other } = servers()
  const statuses: number[] = []
  for (const { address } of [one, other, one, other, one, other, one]) {
    // From the address of the proxy, whose word is believed.
    statuses.push(await failToSignIn(address, 'mallory', '203.0.113.7'))
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
})

test('the proxy tells who asks, and nobody can pretend to be somebody else', async () => {
  const { proxy } = servers()
  const statuses: number[] = []
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const claimed = `198.51.100.${attempt}, 203.0.113.${attempt}`
    statuses.push(await failToSignIn(proxy, 'trudy', claimed, '127.0.0.2'))
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
  expect(await failToSignIn(proxy, 'trudy', '127.0.0.2', '127.0.0.3')).toBe(401)
})

test('what only the operator asks is not to be had through the proxy', async () => {
  const { proxy, one } = servers()
  for (const path of ['/metrics', '/readyz']) {
    expect(await statusOf(proxy, path)).toBe(404)
    expect(await statusOf(one.address, path)).toBe(200)
  }
  expect(await statusOf(proxy, '/healthz')).toBe(200)
})

test('without Redis nobody is signed out who still is not, and no gateway is ready', async () => {
  const { proxy, one, other, stopRedis, startRedis } = servers()
  const [staying, leaving] = [
    await signIn(proxy, { headers: BROWSER }),
    await signIn(proxy, { headers: BROWSER }),
  ]
  expect((await askAs(proxy, leaving, 'DELETE', '/session')).status).toBe(204)

  await stopRedis()
  expect(await askAs(proxy, staying, 'DELETE', '/session')).toMatchObject({
    status: 503,
    body: { code: 'UNAVAILABLE', retryable: true },
  })
  for (const { address } of [one, other]) {
    expect(await statusOf(address, '/readyz')).toBe(503)
    expect(await statusOf(address, '/healthz')).toBe(200)
  }

  await startRedis()
  for (const { address } of [one, other]) {
    await expect.poll(() => statusOf(address, '/readyz')).toBe(200)
    expect(await sessionAt(address, staying)).toEqual(SIGNED_IN)
    expect(await sessionAt(address, leaving)).toEqual(SIGNED_OUT)
  }
})

test('when one gateway dies the other carries on with the same cookie', async () => {
  const { proxy, one, other } = servers()
  const cookie = await signIn(proxy, { headers: BROWSER })
  await one.kill()
  // Several, so that the proxy meets the dead one as well.
  for (let attempt = 0; attempt < 4; attempt += 1) {
    expect(await sessionAt(proxy, cookie)).toEqual(SIGNED_IN)
    expect((await askAs(proxy, cookie, 'POST', '/api/calls', LIST)).status).toBe(200)
  }
  expect((await askAs(proxy, cookie, 'DELETE', '/session')).status).toBe(204)
  expect(await sessionAt(other.address, cookie)).toEqual(SIGNED_OUT)
})
