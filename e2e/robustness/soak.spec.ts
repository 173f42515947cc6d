import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { CallPageSchema, CallSchema } from '../../src/contract/calls.ts'
import { ask, LIST, makeSessionKeys, signIn, startSandbox } from '../gateway-client.ts'
import { startMeasuredGateway } from './measured-gateway.ts'
import { readMetric } from './read-metrics.ts'

/** Of three minutes and more the figures mean something; fewer only show that this test works. */
const MINUTES = Number(process.env.SOAK_MINUTES ?? 1 / 4)
const PEOPLE = 4
const WARM_UP_VISITS = 25
const MOST_BYTES_AN_HOUR = 5e6
/** What one look differs from the next, however long it is between them; more where the code is still being compiled. */
const NOISE_BYTES = { process: 30e6, objects: 3e6 }
/** Connections to HostedSuite that are kept open for a next request. */
const NOISE_SOCKETS = 8

test(`after ${MINUTES.toFixed(1)} minutes of work the gateway holds no more memory and sockets than before`, async () => {
  test.setTimeout(60_000 + MINUTES * 90_000)
  const sandbox = await startSandbox()
  const gateway = await startMeasuredGateway({
    HOSTEDSUITE_URL: sandbox.hostedSuiteUrl,
    SESSION_KEYS: makeSessionKeys(),
    LOG_LEVEL: 'silent',
  })
  const { address } = gateway
  const look = async () => ({
    ...(await gateway.readMemory()),
    sockets: await readMetric(address, 'process_open_fds'),
  })

  let visits = 0
  const cookies: string[] = []
  for (let person = 0; person < PEOPLE; person += 1) cookies.push(await signIn(address))
  const work = (isOver: () => boolean) =>
    Promise.all(
      cookies.map(async (cookie) => {
        while (!isOver()) visits = await visit(address, cookie).then(() => visits + 1)
      }),
    )
  await work(() => visits >= WARM_UP_VISITS)
  const before = await look()
  const endsAt = performance.now() + MINUTES * 60_000
  await work(() => performance.now() >= endsAt)
  const after = await look()
  await gateway.stop()
  await sandbox.stop()

  const wholeProcess = after.process - before.process
  const objects = after.objects - before.objects
  const sockets = after.sockets - before.sockets
  const hours = MINUTES / 60
  process.stdout.write(
    `${MINUTES.toFixed(1)} minutes, ${visits} visits: the gateway has ${(objects / 1e6).toFixed(1)} MB of objects more ` +
      `than before, its process ${(wholeProcess / 1e6).toFixed(1)} MB, and ${sockets} sockets\n`,
  )
  expect(objects).toBeLessThan(NOISE_BYTES.objects + MOST_BYTES_AN_HOUR * hours)
  expect(wholeProcess).toBeLessThan(NOISE_BYTES.process + MOST_BYTES_AN_HOUR * hours)
  expect(sockets).toBeLessThanOrEqual(NOISE_SOCKETS)
})

/** Looks at the list and a call, writes a note, and goes on being there. */
async function visit(address: string, cookie: string): Promise<void> {
  const headers = { cookie }
  const list = await ask(address, { method: 'POST', path: '/api/calls', body: LIST, headers })
  const { calls } = CallPageSchema.parse(list.body)
  const id = calls[Math.floor(Math.random() * calls.length)]?.id ?? ''
  const path = `/api/calls/${id}`
  const call = CallSchema.parse((await ask(address, { method: 'GET', path, headers })).body)
  const body = { opId: randomUUID(), base: call.notes, text: `Seen ${randomUUID()}` }
  const saved = await ask(address, { method: 'PUT', path: `${path}/notes`, body, headers })
  // Somebody else may have been quicker.
  expect([200, 409]).toContain(saved.status)
  const touched = await ask(address, { method: 'POST', path: '/session/touch', headers })
  expect(touched.status).toBe(200)
}
