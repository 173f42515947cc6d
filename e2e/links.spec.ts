import { expectNoAxeViolations } from './accessibility.ts'
import { expect, test } from './fixtures.ts'
import { Links } from './pages/links.ts'
import { openWorld } from './world.ts'

const SENT = '2026-07-15T12:00:00Z'
const OPENED = '2026-08-14T12:00:00Z'
const FIRST_COLUMNS =
  'StartTime,Type,CallerName,ClientName,AnsweredBy,TalkTimeInSeconds,HoldTimeInSeconds,TimeSplit,Notes'

/** A call every two hours in the ten days before a moment. */
const callsBefore = (moment: string) =>
  Array.from({ length: 120 }, (_, index) => {
    const start = new Date(Date.parse(moment) - (index + 1) * 7_200_000)
    return {
      Id: `c${start.getTime() / 1000}`,
      ClientId: '7',
      CenterId: 'east',
      StartTime: start.toISOString().slice(0, 19).replace('T', ' '),
      DurationInSeconds: 60 + index,
      TalkTimeInSeconds: 40 + index,
      Type: 'Incoming',
    }
  })

test('a link that names the zone of HostedSuite shows its times as they are', async ({
  callsPage,
  page,
}) => {
  await callsPage.goto('?tz=UTC')
  await expect(callsPage.status).toHaveText(/^1–/)
  await expect(page.getByRole('button', { name: /^Show times in/ })).toHaveCount(0)
  await callsPage.goto('?tz=Asia/Tokyo')
  await expect(page.getByRole('button', { name: 'Show times in UTC' })).toBeVisible()
})

test('a frozen link shows the same calls and times a month later elsewhere, a rolling one goes on', async ({
  browser,
}) => {
  const then = callsBefore(SENT)
  const sender = await openWorld(browser, {
    moment: SENT,
    browserZone: 'America/New_York',
    calls: then,
  })
  const receiver = await openWorld(browser, {
    moment: OPENED,
    browserZone: 'Asia/Tokyo',
    calls: [...then, ...callsBefore(OPENED)],
  })

  await sender.open('/calls?range=last7d&sort=-TalkTimeInSeconds&size=25&page=2')
  await sender.signIn()
  await expect(sender.callsPage.status).toHaveText(/^26–50 of \d+ calls$/)
  const sent = await sender.read()
  const count = await sender.callsPage.status.innerText()
  await sender.callsPage.open(1)
  await expect(sender.callsPage.drawer.root).toBeVisible()
  const links = new Links(sender.page)
  const frozen = await links.copy('Frozen link')
  const rolling = await links.copy('Rolling link')

  await test.step('both name zone, order, size and the open call', () => {
    const [frozenKeys, rollingKeys] = [frozen, rolling].map((link) =>
      Object.fromEntries(new URL(link).searchParams),
    )
    const both = {
      range: 'last7d',
      tz: 'UTC',
      sort: '-TalkTimeInSeconds',
      size: '25',
      columns: FIRST_COLUMNS,
      density: 'comfortable',
    }
    expect(rollingKeys).toEqual({ ...both, call: sent.ids[0] })
    expect(frozenKeys).toEqual({
      ...both,
      call: sent.ids[0],
      page: '2',
      asof: expect.stringMatching(/^2026-07-15T1[12]:\d\d:\d\dZ$/),
    })
  })

  await test.step('frozen: the same calls, at the same times', async () => {
    await receiver.open(frozen)
    await receiver.signIn()
    await expect(receiver.callsPage.status).toHaveText(count)
    await expect(receiver.callsPage.drawer.root).toBeVisible()
    expect(await receiver.read()).toEqual(sent)
    await expect(receiver.page.getByText(/^as of /)).toBeVisible()
    await expect(receiver.callsPage.zone).toHaveText('UTC')
  })

  await test.step('rolling: the range of now', async () => {
    await receiver.open(rolling)
    await expect(receiver.callsPage.status).toHaveText(/^1–25 of \d+ calls$/)
    const { ids } = await receiver.read()
    const weekAgo = Date.parse(OPENED) / 1000 - 8 * 86_400
    expect(ids.every((id) => Number(id.slice(1)) > weekAgo)).toBe(true)
  })

  await test.step('what is unknown or oversized is left out, and told', async () => {
    await receiver.open(`/calls?direction=incoming&colour=red&client=${'7'.repeat(200)}`)
    await expect(receiver.callsPage.status).toHaveText(/^1–50 of \d+ calls$/)
    const told = receiver.page.getByRole('status').filter({ hasText: 'Parts of this link' })
    await expect(told).toContainText('client: 777')
    await expect(told).toContainText('colour: red')
    await expect(receiver.callsPage.filters.chips).toHaveText(['Incoming'])
  })
  await sender.close()
  await receiver.close()
})

test('where the clipboard is refused, the link can be copied by hand', async ({
  callsPage,
  page,
}) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = async () => {
      throw new DOMException('Not allowed', 'NotAllowedError')
    }
    Document.prototype.execCommand = () => false
  })
  await callsPage.goto('?range=last7d')
  await expect(callsPage.status).toHaveText(/^1–/)
  const links = new Links(page)
  await links.opener.click()
  await expect(page.getByRole('menuitem', { name: 'Frozen link' })).toBeVisible()
  await expectNoAxeViolations(page)
  await page.keyboard.press('Escape')
  await links.choose('Rolling link')
  await expect(links.byHand).toBeFocused()
  await expect(links.byHand).toHaveValue(
    /^http:\/\/localhost:\d+\/calls\?range=last7d&tz=UTC&columns=/,
  )
  expect(await page.evaluate(() => getSelection()?.toString())).toMatch(/^http/)
  await page.keyboard.press('Escape')
  await expect(links.opener).toBeFocused()
})
