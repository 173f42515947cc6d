import { expect, test } from './fixtures.ts'
import { countCalls, listCalls } from './product.ts'

test('every filter narrows the list, says so, and is in the address', async ({
  callsPage,
  page,
  product,
}) => {
  const { filters } = callsPage
  const [{ ClientId: client = '' } = {}] = await listCalls(product, {
    CallType: 'Incoming',
    MinCallDuration: 30,
    MaxCallDuration: 300,
    SortDir: 'Desc',
  })
  await callsPage.goto()
  await expect(callsPage.status).toHaveText('1–50 of 2,000 calls')
  await filters.choose(filters.dateRange, 'Last 30 days')
  await filters.choose(filters.direction, 'Incoming')
  await filters.enter(filters.clientId, client)
  await filters.enter(filters.minimumTalkTime, '30')
  await filters.enter(filters.maximumTalkTime, '5m')
  await expect(filters.chips).toHaveText([
    'Last 30 days',
    'Incoming',
    `Client ID ${client}`,
    'Talk time from 0:30',
    'Talk time to 5:00',
  ])
  await expect(page).toHaveURL(
    new RegExp(`\\?range=last30d&direction=incoming&client=${client}&minTalk=30&maxTalk=300$`),
  )
  await expect(callsPage.table).toHaveAttribute('aria-busy', 'false')
  const rows = await callsPage.rows()
  expect(rows.length).toBeGreaterThan(0)
  expect(new Set(rows.map(({ Client }) => Client)).size).toBe(1)
  expect(rows.every(({ Talk = '' }) => /^[0-5]:\d\d$/.test(Talk))).toBe(true)

  await filters.remove(`Client ID ${client}`)
  await expect(filters.clientId).toHaveValue('')
  await filters.clear.click()
  await expect(callsPage.status).toHaveText('1–50 of 2,000 calls')
  await expect(page).toHaveURL(/\/calls$/)
})

test('a fixed range takes days and minutes, whole days to the end', async ({ callsPage, page }) => {
  const { filters } = callsPage
  await callsPage.goto('?range=yesterday')
  await expect(callsPage.status).toHaveText(/^1–/)
  const yesterday = await callsPage.status.innerText()
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)

  await filters.enter(filters.from, day)
  await filters.enter(filters.to, day)
  await expect(filters.dateRange).toHaveValue('fixed')
  await expect(page).toHaveURL(new RegExp(`from=${day}&to=${day}`))
  await expect(callsPage.status).toHaveText(yesterday)

  await filters.enter(filters.to, `${day} 0:00`)
  await expect(page).toHaveURL(new RegExp(`to=${day}T00:00`))
  await expect(callsPage.status).not.toHaveText(yesterday)
})

test('what cannot be meant is told in place and never sent (F-01, F-03)', async ({
  callsPage,
  page,
}) => {
  const { filters } = callsPage
  const sent: string[] = []
  page.on('request', (request) => {
    const body = request.postData() ?? ''
    if (/"(from|to|m(in|ax)TalkSeconds)":/.test(body)) sent.push(body)
  })
  await callsPage.goto()
  await expect(callsPage.status).toHaveText('1–50 of 2,000 calls')
  for (const text of ['2026-02-30', '2025-13-01', '0001-01-01', '9999-12-31', '1793523600000']) {
    await filters.enter(filters.from, text)
    await expect(filters.from).toHaveAccessibleDescription(/Write a date as 2026-11-30/)
    await expect(filters.from).toHaveValue(text)
  }
  for (const text of ['long', '-5', '1e309', 'NaN', '0x10', '١٢', '9'.repeat(400)]) {
    await filters.enter(filters.minimumTalkTime, text)
    await expect(filters.minimumTalkTime).toHaveAccessibleDescription(/150, 2:30 or 2m30s/)
  }
  await expect(page).toHaveURL(/\/calls$/)

  await callsPage.goto('?minTalk=300&maxTalk=60')
  await expect(callsPage.alert).toContainText('The minimum talk time is above the maximum')
  await callsPage.goto('?from=2026-11-02&to=2026-11-01')
  await expect(callsPage.alert).toContainText('The range ends before it begins')
  expect(sent).toEqual([])
})

test('Back undoes one step each, and controls, rows and address agree', async ({
  callsPage,
  page,
}) => {
  const { filters } = callsPage
  await callsPage.goto()
  await filters.choose(filters.direction, 'Outgoing')
  await expect(callsPage.status).not.toHaveText('1–50 of 2,000 calls')
  const outgoing = await callsPage.status.innerText()
  await callsPage.pager.next.click()
  await expect(callsPage.status).toHaveText(/^51–/)
  await filters.minimumTalkTime.pressSequentially('90')
  await filters.minimumTalkTime.press('Enter')
  await expect(page).toHaveURL(/direction=outgoing&minTalk=90$/)

  await page.goBack()
  await expect(callsPage.status).toHaveText(/^51–/)
  await expect(filters.minimumTalkTime).toHaveValue('')
  await page.goBack()
  await expect(callsPage.status).toHaveText(outgoing)
  await page.goBack()
  await expect(callsPage.status).toHaveText('1–50 of 2,000 calls')
  await expect(filters.direction).toHaveValue('')
  await page.goForward()
  await expect(callsPage.status).toHaveText(outgoing)
  await expect(filters.direction).toHaveValue('outgoing')
})

test('a damaged link shows what is left of it and says what was dropped (F-04, F-06, F-10)', async ({
  callsPage,
  page,
}) => {
  await callsPage.goto(
    '?range=someday&page=-4&size=33&sort=-Nothing&minTalk=abc&tz=Mars/Crater&direction=incoming&x=%ZZ&note=%00&density=%E0%A4&direction=outgoing',
  )
  await expect(callsPage.status).toHaveText(/^1–50 of 1,\d{3} calls$/)
  await expect(page.getByText('Parts of this link could not be used')).toBeVisible()
  await expect(page.getByText(/range: someday/)).toContainText('sort: -Nothing')
  await expect(page.getByText(/range: someday/)).toContainText('x: %ZZ')
  await expect(page).toHaveURL(/\/calls\?direction=incoming$/)
  await page.reload()
  await expect(callsPage.status).toHaveText(/^1–50 of 1,\d{3} calls$/)
  await expect(page.getByText('Parts of this link could not be used')).toBeHidden()
})

test('a client is looked for by the very text that a link names, whatever it is (F-09)', async ({
  callsPage,
  page,
}) => {
  const { filters } = callsPage
  for (const text of ['<script>alert(1)</script>', '\u202Egnp.exe', '👩‍👩‍👧‍👦']) {
    await callsPage.goto(`?client=${encodeURIComponent(text)}`)
    await expect(page.getByText('No calls match')).toBeVisible()
    await expect(filters.chips).toHaveText([`Client ID ${text}`])
    await expect(filters.clientId).toHaveValue(text)
  }
  await callsPage.goto(`?client=${'x'.repeat(5000)}`)
  await expect(callsPage.status).toHaveText('1–50 of 2,000 calls')
  await expect(page.getByText(/^client: x{60}$/)).toBeVisible()
  await filters.enter(filters.clientId, 'x'.repeat(5000))
  await expect(filters.clientId).toHaveAccessibleDescription('No id is that long.')
})

test('a link of 17 KB is answered with a text that says why (F-11)', async ({
  callsPage,
  page,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/431 /)
  const answer = await page.goto(`/calls?client=${'x'.repeat(17_000)}`)
  expect(answer?.status()).toBe(431)
  await expect(page.getByText(/too large/i)).toBeVisible()
  await callsPage.goto()
  await expect(callsPage.status).toHaveText('1–50 of 2,000 calls')
})

test('a page past the end is the last page, and says so (F-04)', async ({ callsPage, page }) => {
  await callsPage.goto('?page=900')
  await expect(callsPage.status).toHaveText('1,951–2,000 of 2,000 calls')
  await expect(page.getByText('There is no page 900')).toBeVisible()
  await expect(callsPage.pager.next).toBeDisabled()
  await callsPage.pager.first.click()
  await expect(callsPage.status).toHaveText('1–50 of 2,000 calls')
  await callsPage.pager.show(200)
  await expect(callsPage.status).toHaveText('1–200 of 2,000 calls')
  await callsPage.pager.last.click()
  await expect(callsPage.status).toHaveText('1,801–2,000 of 2,000 calls')
})

test('an empty result names each filter that could be dropped, with the calls that would be there', async ({
  callsPage,
  page,
  product,
}) => {
  const counts: object[] = []
  page.on('request', (request) => {
    const body = request.postData() ?? ''
    // Whether calls have come in since is asked now and then, too.
    if (/"size":1\b/.test(body) && !body.includes('withLater')) counts.push(JSON.parse(body))
  })
  await callsPage.goto('?client=nobody&direction=incoming')
  await expect(page.getByText('No calls match')).toBeVisible()
  await expect(callsPage.table).toBeHidden()
  const incoming = await countCalls(product, { CallType: 'Incoming' })
  const ways = page.getByRole('listitem').filter({ hasText: 'Drop' })
  await expect(ways).toHaveText([
    'Drop “Incoming”0 calls',
    `Drop “Client ID nobody”${incoming.toLocaleString('en')} calls`,
  ])
  expect(counts).toHaveLength(2)
  await page.getByRole('button', { name: 'Drop “Client ID nobody”' }).click()
  await expect(callsPage.status).toHaveText(`1–50 of ${incoming.toLocaleString('en')} calls`)
})

test('one call is found by its id whatever else is filtered', async ({ callsPage }) => {
  await callsPage.goto('?range=lastmonth')
  await callsPage.open(1)
  const { 'Call ID': id = '' } = await callsPage.drawer.facts()
  await callsPage.goto('?range=today')
  await callsPage.filters.enter(callsPage.filters.callId, id)
  await expect(callsPage.status).toHaveText('1–1 of 1 call')
})

test('times can be read in another zone', async ({ callsPage }) => {
  await callsPage.goto('?sort=StartTime')
  await expect(callsPage.row(1)).toBeVisible()
  const here = (await callsPage.rows())[0]?.Start
  await callsPage.goto('?sort=StartTime&tz=Asia/Tokyo')
  await expect(callsPage.row(1)).toBeVisible()
  expect((await callsPage.rows())[0]?.Start).not.toBe(here)
})

test('a press that ends the typing in a filter is not lost', async ({ callsPage, page }) => {
  const { filters, drawer } = callsPage
  await callsPage.goto()
  await expect(callsPage.status).toHaveText('1–50 of 2,000 calls')
  await filters.minimumTalkTime.fill('10')
  await callsPage.header('Talk').getByRole('button').click({ delay: 60 })
  await expect(callsPage.header('Talk')).toHaveAttribute('aria-sort', 'descending')
  await expect(filters.chips).toHaveText(['Talk time from 0:10'])
  // A row that is replaced between press and release is not the one that was pressed.
  await expect(callsPage.table).toHaveAttribute('aria-busy', 'false')

  await filters.from.fill('1999-13')
  await callsPage.row(2).click({ delay: 60 })
  await expect(drawer.root).toBeVisible()
  await expect(filters.from).toHaveAccessibleDescription(/Write a date/)

  await drawer.close.click()
  await filters.clientId.fill('nobody')
  await filters.clear.click({ delay: 60 })
  await expect(filters.chips).toHaveCount(0)
  await expect(page).not.toHaveURL(/client/)
})

test('who types into a filter beside an open call keeps the caret', async ({ callsPage, page }) => {
  const { filters, drawer } = callsPage
  await callsPage.goto()
  await callsPage.open(1)
  await expect(drawer.interactions.first()).toBeVisible()
  await filters.clientId.pressSequentially('QZ')
  await expect(filters.chips).toHaveText(['Client ID QZ'])
  await filters.clientId.press('ArrowLeft')
  await page.keyboard.type('1')
  await expect(filters.chips).toHaveText(['Client ID Q1Z'])
  await page.keyboard.type('2')
  await expect(filters.clientId).toHaveValue('Q12Z')
})

test('Back wins over what is being typed', async ({ callsPage, page }) => {
  const { filters } = callsPage
  await callsPage.goto()
  await filters.choose(filters.direction, 'Outgoing')
  await expect(page).toHaveURL(/direction=outgoing/)
  await expect(callsPage.table).toHaveAttribute('aria-busy', 'false')
  // At the letter itself: what rests for a moment counts as typed, and then Back takes that back.
  await page.evaluate(() =>
    window.addEventListener('input', () => window.history.back(), { once: true }),
  )
  await filters.clientId.fill('PS')
  await expect(filters.clientId).toHaveValue('')
  await expect(callsPage.status).toHaveText('1–50 of 2,000 calls')

  await filters.clientId.pressSequentially('NW')
  await filters.clientId.press('Enter')
  await expect(page).toHaveURL(/\/calls\?client=NW$/)
  await page.goBack()
  await expect(page).toHaveURL(/\/calls$/)
})

test('the keyboard keeps its place when what it pressed goes away', async ({ callsPage, page }) => {
  const { filters, pager } = callsPage
  await callsPage.goto('?direction=incoming&minTalk=1')
  await filters.chips.first().press('Enter')
  await expect(filters.chips).toHaveCount(1)
  await page.keyboard.press('Tab')
  await expect(filters.chips.first()).toBeFocused()
  // How many pages there are now is known with the new rows.
  await expect(callsPage.table).toHaveAttribute('aria-busy', 'false')
  await pager.last.press('Enter')
  await expect(pager.last).toBeDisabled()
  await expect(pager.last).toBeFocused()
})

test('times of another zone can be left again', async ({ callsPage, page }) => {
  await callsPage.goto('?tz=Asia/Tokyo')
  await page.getByRole('button', { name: /^Show times in/ }).click()
  await expect(page).toHaveURL(/\/calls$/)
})
