import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from './fixtures.ts'
import { CrmPart, readCrmRecords } from './pages/crm-part.ts'
import { RatedCall, readDrivlyCall } from './pages/rated-call.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'call-review-'))
const file = path.join(folder, 'calls.ndjson')
const CALL = {
  Id: 'long-1',
  StartTime: '2026-08-06 08:45:00',
  Type: 'Incoming',
  CallerNumber: '5'.repeat(31),
  AnsweredBy: 'M'.repeat(70),
  TalkTimeInSeconds: 60,
  DurationInSeconds: 60,
}
writeFileSync(file, `${JSON.stringify(CALL)}\n`)
test.use({ productArgs: ['--calls', file] })
test.afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('W-10 texts that are too long are refused by name before anything is sent, and nothing is cut unseen', async ({
  callsPage,
  page,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/400 \(Bad Request\)/)
  const crm = new CrmPart(page)
  await callsPage.goto('?call=long-1')
  await crm.interactionId.focus()
  await expect(crm.group).toContainText('Longer than the 30 characters that the CRM takes.')
  await expect(crm.group).toContainText('The name is shortened to 64 characters.')
  await crm.logAs('7')
  await expect(crm.alert).toContainText('PhoneNumber: This is longer than 30 characters.')
  expect(await readCrmRecords(product, 'long-1')).toEqual([])
  await crm.group.getByRole('checkbox', { name: 'Leave PhoneNumber out' }).check()
  await crm.log.click()
  await expect(crm.status).toHaveText(/^Logged as long-1/)
  const [record = ''] = await readCrmRecords(product, 'long-1')
  expect(record).toContain(`"PostedByDisplayName":"${'M'.repeat(64)}"`)
  expect(record).toContain('"PhoneNumber":null')
})

test('W-08 a number that Driv.ly does not take is left out, the rating is saved, and both are told', async ({
  callsPage,
  page,
  product,
}) => {
  const ratedCall = new RatedCall(page)
  await callsPage.goto('?call=long-1')
  await ratedCall.group
    .getByRole('checkbox', { name: /^Give Driv\.ly the caller’s number/ })
    .check()
  await ratedCall.rate('2.8')
  await expect(ratedCall.group).toContainText('The number was left out')
  const call = await readDrivlyCall(product, 'long-1')
  expect(call).toMatchObject({ rating: 2.8 })
  expect(call).not.toHaveProperty('externalPhoneNumber')
})
