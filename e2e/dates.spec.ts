import { expectNoAxeViolations } from './accessibility.ts'
import { expect, test } from './fixtures.ts'
import { listCalls } from './product.ts'

/** `November 29th, 2026`, as the calendar says it. */
function sayDay(day: Date): string {
  const month = day.toLocaleString('en', { month: 'long', timeZone: 'UTC' })
  const date = day.getUTCDate()
  const isTeen = date > 10 && date < 14
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][date % 10] ?? 'th')
  return `${month} ${date}${ending}, ${day.getUTCFullYear()}`
}

const daysAgo = (count: number) => new Date(Date.now() - count * 86_400_000)
const iso = (day: Date) => day.toISOString().slice(0, 10)

test('a range of days is chosen by mouse in either order, and by keyboard alone', async ({
  callsPage,
  page,
}) => {
  const { dates, filters } = callsPage
  await callsPage.goto('?size=25&page=2')
  await expect(callsPage.status).toHaveText('26–50 of 2,000 calls')
  await dates.opener.click()
  await expect(dates.root).toContainText('All dates')
  await expectNoAxeViolations(page)

  await dates.day(sayDay(daysAgo(2))).click()
  await expect(dates.root).toContainText('choose the other end')
  await dates.day(sayDay(daysAgo(9))).click()
  const [from, to] = [iso(daysAgo(9)), iso(daysAgo(2))]
  await expect(page).toHaveURL(new RegExp(`\\?size=25&from=${from}&to=${to}$`))
  await expect(dates.root).toContainText(/From \d+ \w+ \d{4}, 00:00:00 to .*, 23:59:59\./)
  await page.keyboard.press('Escape')
  await expect(dates.opener).toBeFocused()
  await expect(filters.from).toHaveValue(from)
  await expect(filters.chips).toHaveText([`From ${from}`, `To ${to}`])

  await page.keyboard.press('Enter')
  await dates.day(sayDay(daysAgo(2))).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowRight')
  await expect(dates.day(sayDay(daysAgo(8)))).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`from=${iso(daysAgo(8))}&to=${to}$`))
  await page.goBack()
  await expect(filters.from).toHaveValue(from)
})

test.describe('a browser that writes the day first', () => {
  test.use({ locale: 'de-DE' })

  test('takes dates as its reader writes them, and as ISO 8601', async ({ callsPage, page }) => {
    const { filters } = callsPage
    await callsPage.goto()
    await filters.enter(filters.from, '3.11.2026')
    await expect(filters.from).toHaveValue('2026-11-03')
    await filters.enter(filters.to, '2026-11-04 14:05')
    await expect(page).toHaveURL(/from=2026-11-03&to=2026-11-04T14:05$/)
    await filters.enter(filters.to, '2. Nov')
    await expect(callsPage.alert).toContainText('The range ends before it begins')
    await filters.enter(filters.to, '31.11.2026')
    await expect(filters.to).toHaveAccessibleDescription(/2026-11-30 or 30\.11\.2026/)
  })
})

test('a client is found by the name that was seen, and any other id can be typed', async ({
  callsPage,
  page,
  product,
}) => {
  const { filters } = callsPage
  const [call] = await listCalls(product, { ItemsPerPage: 1, SortDir: 'Desc' })
  const { ClientId = '', ClientName = '' } = call ?? {}
  await callsPage.goto('?size=25')
  await expect(callsPage.status).toHaveText('1–25 of 2,000 calls')
  await expect(filters.clientId).toHaveRole('combobox')
  await expect(filters.centerId).toHaveRole('combobox')
  await filters.clientId.focus()
  const offered = filters.root.locator(`option[value="${ClientId}"]`)
  await expect(offered).toHaveText(ClientName)

  await filters.clientId.pressSequentially(ClientName.toUpperCase())
  await expect(page).toHaveURL(new RegExp(`client=${ClientId}$`))
  await expect(filters.chips).toHaveText([`Client ID ${ClientId}`])
  await filters.clientId.press('Enter')
  await expect(filters.clientId).toHaveValue(ClientId)

  await filters.enter(filters.clientId, 'never-seen')
  await expect(page).toHaveURL(/client=never-seen$/)
  await expect(callsPage.status).toHaveText('No calls')
})

test('talk times are typed as seconds, as on a clock and in words', async ({ callsPage, page }) => {
  const { filters } = callsPage
  await callsPage.goto()
  for (const typed of ['150', '2:30', '2m30s']) {
    await filters.enter(filters.minimumTalkTime, typed)
    await expect(page).toHaveURL(/minTalk=150$/)
    await expect(filters.minimumTalkTime).toHaveValue('2:30')
    await filters.clear.click()
    await expect(page).toHaveURL(/calls$/)
  }
})

test('a slow list is told of and need not be waited for, at first and later', async ({
  callsPage,
  page,
  product,
}) => {
  const cancel = page.getByRole('button', { name: 'Cancel', exact: true })
  const again = page.getByRole('button', { name: 'Ask again', exact: true })
  await product.setFaults({ list: { delayMs: 12_000 } })
  await callsPage.goto('?size=25')
  await expect(page.getByText('Waiting for HostedSuite…')).toBeVisible()
  await cancel.click()
  await expect(callsPage.status).toHaveText('No calls: stopped')
  await expect(callsPage.table).toBeHidden()
  await product.clearFaults()
  await again.click()
  await expect(callsPage.status).toHaveText('1–25 of 2,000 calls')

  await product.setFaults({ list: { delayMs: 12_000 } })
  await callsPage.filters.choose(callsPage.filters.direction, 'Outgoing')
  await cancel.click()
  // Rows of another view would be taken for those that were asked for.
  await expect(callsPage.table).toBeHidden()
  await expect(callsPage.filters.chips).toHaveText(['Outgoing'])
  await product.clearFaults()
  await again.click()
  await expect(callsPage.status).toHaveText(/^1–25 of (?!2,000)/)
})
