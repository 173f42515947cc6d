import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expectNoAxeViolations } from './accessibility.ts'
import { expect, test as base } from './fixtures.ts'
import { makeSessionKeys, startGateway } from './gateway-client.ts'
import { CallsPage } from './pages/calls-page.ts'
import { CrmPart, isLog, readCrmRecords } from './pages/crm-part.ts'
import { RatedCall } from './pages/rated-call.ts'
import { demoUsers, SignInPage } from './pages/sign-in-page.ts'
import { hold } from './requests.ts'

const test = base.extend<{ crm: CrmPart; openTalk: (row: number) => Promise<string> }>({
  crm: async ({ page }, provide) => provide(new CrmPart(page)),

  /** Opens the nth of the calls with some talk, waits for its CRM part, and gives its id. */
  openTalk: async ({ callsPage, crm }, provide) => {
    await provide(async (row) => {
      await callsPage.goto('?minTalk=30&sort=-TalkTimeInSeconds&size=25')
      await callsPage.open(row)
      await expect(crm.log).toBeVisible()
      const { 'Call ID': id = '' } = await callsPage.drawer.facts()
      return id
    })
  },
})

test('T-37 W-12 a call is logged after it is shown what leaves, and its long ID arrives whole', async ({
  openTalk,
  crm,
  product,
}) => {
  const id = await openTalk(1)
  await crm.interactionId.fill('9007199254740993')
  await expect(crm.group).toContainText('ExternalSystemCallId')
  await expect(crm.group).toContainText(id)
  await expect(crm.group).toContainText(/\d+ transcript messages/)
  const shown = await crm.group.getByRole('listitem').count()
  await crm.log.click()
  await expect(crm.status).toHaveText(new RegExp(`^Logged as ${id}`))

  const [record = '', ...more] = await readCrmRecords(product, id)
  expect(more).toEqual([])
  expect(record).toContain('"InteractionId":9007199254740993')
  expect(record.match(/"MessageContent":"[\w+/=]+"/g)).toHaveLength(shown)
})

test('without an Interaction ID the button says what is missing', async ({ openTalk, crm }) => {
  await openTalk(2)
  await crm.log.click()
  await expect(crm.group).toContainText('Enter the ID of the interaction in the CRM')
  await expect(crm.interactionId).toBeFocused()
  await crm.logAs('9223372036854775808')
  await expect(crm.group).toContainText('a whole number of at most 19 digits')
  await expect(crm.status).toBeHidden()
})

test('a double click makes one record', async ({ openTalk, crm, product, page }) => {
  const id = await openTalk(3)
  const sent: string[] = []
  page.on('request', (request) => {
    if (isLog(request)) sent.push(request.url())
  })
  await product.setFaults({ oracle: { create: { delayMs: 500 } } })
  await crm.interactionId.fill('7')
  await crm.log.dblclick()
  await expect(crm.status).toHaveText(/^Logged as/)
  expect(sent).toHaveLength(1)
  expect(await readCrmRecords(product, id)).toHaveLength(1)
})

test('T-36 W-11 after an answer that was lost, logging again makes one record', async ({
  openTalk,
  crm,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/502 \(Bad Gateway\)/)
  const id = await openTalk(4)
  await product.setFaults({ oracle: { create: { resetAfterWrite: true, times: 2 } } })
  await crm.logAs('7')
  await expect(crm.alert).toContainText('It is not certain that the call was logged.')
  await crm.log.click()
  await expect(crm.alert).toContainText('there will be one record')
  await expect(crm.log).toBeEnabled()
  await crm.log.click()
  await expect(crm.status).toHaveText(/^Logged as/)
  await expect(crm.alert).toBeHidden()
  expect(await readCrmRecords(product, id)).toHaveLength(1)
})

test('a page that is left while it logs remembers what it was about, and there is one record', async ({
  openTalk,
  crm,
  page,
  product,
}) => {
  const id = await openTalk(5)
  // Only the log that is left waits so long.
  await product.setFaults({ oracle: { create: { delayMs: 5000, times: 1 } } })
  const leaving = page.waitForRequest(isLog)
  await crm.logAs('4711')
  await leaving
  await page.reload()
  await expect(crm.status).toHaveText(/^It is not certain that the CRM has it/)
  await expect(crm.interactionId).toHaveValue('4711')
  await crm.log.click()
  await expect(crm.status).toHaveText(/^Logged as/)
  expect(await readCrmRecords(product, id)).toHaveLength(1)
  await page.reload()
  await expect(crm.status).toHaveText(new RegExp(`^Logged as ${id}`))
  await expect(crm.interactionId).toHaveValue('4711')
})

test('a log goes on while the person does, and is told on the way back', async ({
  callsPage,
  openTalk,
  crm,
  page,
}) => {
  await openTalk(6)
  const letGo = await hold(page, '**/crm', isLog)
  await crm.logAs('12')
  await callsPage.drawer.next.click()
  await expect(crm.interactionId).toHaveValue('')
  await callsPage.drawer.previous.click()
  await expect(crm.interactionId).toHaveValue('12')
  await expect(crm.status).toHaveText('Logging to the CRM…')
  letGo()
  await expect(crm.status).toHaveText(/^Logged as/)
})

for (const [what, fault, sentence] of [
  ['is busy', { status: 503 }, 'This service cannot be used at the moment.'],
  ['refuses the account', { status: 401 }, 'does not accept the key'],
] as const) {
  test(`W-14 a CRM that ${what} says so in its part, and notes are saved`, async ({
    callsPage,
    openTalk,
    crm,
    product,
    expectedConsoleErrors,
  }) => {
    expectedConsoleErrors.push(/503 \(Service Unavailable\)/)
    await openTalk(7)
    await product.setFaults({ oracle: { create: fault } })
    await crm.logAs('7')
    await expect(crm.alert).toContainText('The call was not logged.')
    await expect(crm.alert).toContainText(sentence)
    await callsPage.drawer.writeNotes(`The CRM ${what}`)
    await expect(callsPage.drawer.root.getByText(/^Saved to HostedSuite \d/)).toBeVisible()
  })
}

test('a transcript that cannot be read is left out only on request', async ({
  openTalk,
  crm,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/400 \(Bad Request\)/, /503 \(Service Unavailable\)/)
  const id = await openTalk(8)
  await product.setFaults({ drivly: { read: { status: 500 } } })
  await crm.interactionId.focus()
  await expect(crm.group).toContainText('The transcript could not be read from Driv.ly.')
  await crm.logAs('7')
  await expect(crm.alert).toContainText('TranscriptMessage: This could not be read from Driv.ly.')
  expect(await readCrmRecords(product, id)).toEqual([])
  await crm.group.getByRole('checkbox', { name: 'Leave TranscriptMessage out' }).check()
  await crm.log.click()
  await expect(crm.status).toHaveText(/^Logged as/)
})

for (const [colorScheme, width] of [
  ['light', 1000],
  ['dark', 320],
] as const) {
  test.describe(`at ${width} pixels in ${colorScheme} colours`, () => {
    test.use({ colorScheme, viewport: { width, height: 900 } })

    test('logging has no accessibility violations', async ({ openTalk, crm, page }) => {
      await openTalk(9)
      await crm.logAs('7')
      await expect(crm.status).toHaveText(/^Logged as/)
      await expect(crm.group).toContainText('transcript messages')
      await crm.interactionId.fill('seven')
      await expect(crm.interactionId).toHaveAttribute('aria-invalid', 'true')
      await expectNoAxeViolations(page)
    })
  })
}

test('a gateway that was told of neither system shows no trace of them', async ({
  page,
  product,
}) => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'call-review-'))
  const gateway = await startGateway({
    HOSTEDSUITE_URL: `${product.sandboxUrl}/hostedsuite`,
    SESSION_KEYS: makeSessionKeys(),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'warn',
  })
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.goto(`${gateway.address.replace('127.0.0.1', 'localhost')}/calls?minTalk=30`)
  await new SignInPage(page).signIn(demoUsers.supervisor)
  const callsPage = new CallsPage(page)
  await callsPage.open(1)
  await callsPage.drawer.writeNotes('No services')
  await expect(callsPage.drawer.status).toHaveText(/^Saved/)
  await expect(new CrmPart(page).group).toBeHidden()
  await expect(new RatedCall(page).group).toBeHidden()
  expect(
    asked.filter((each) => /\/(rating|recording|crm)$|reviewed-call|log-to-crm/.test(each)),
  ).toEqual([])
  expect(await gateway.stop()).toBe(0)
  rmSync(dataDir, { recursive: true })
})
