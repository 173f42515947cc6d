import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { openWorld } from './world.ts'

const DAY_MS = 86_400_000

/** A call every half hour that a clock on the wall of the host shows, from the day before a day to the day after. */
const callsAround = (day: string) =>
  Array.from({ length: 144 }, (_, index) => {
    const start = new Date(Date.parse(day) - DAY_MS + index * 1_800_000)
    const wallClock = start.toISOString().slice(0, 19)
    return {
      Id: `c${wallClock.replaceAll(/\D/g, '')}`,
      StartTime: wallClock.replace('T', ' '),
      Type: 'Incoming',
      TalkTimeInSeconds: 60,
    }
  })

/** As people see them, without the day and from the earliest on. */
const timesOf = (starts: (string | undefined)[]) =>
  starts.map((start = '') => start.replace(/^\d+ \w+ /, '')).toReversed()

for (const { hostZone, forward, back, repeated } of [
  { hostZone: 'America/New_York', forward: '2026-03-08', back: '2026-11-01', repeated: 'EDT/EST' },
  { hostZone: 'Europe/Berlin', forward: '2026-03-29', back: '2026-10-25', repeated: 'CEST/CET' },
  {
    hostZone: 'Australia/Sydney',
    forward: '2026-10-04',
    back: '2026-04-05',
    repeated: 'GMT+11/GMT+10',
  },
]) {
  test(`in ${hostZone} a day of 23 or 25 hours is whole, and the hour that comes twice is marked (F-02)`, async ({
    browser,
  }) => {
    const noonAfter = new Date(Date.parse(back) + 1.5 * DAY_MS).toISOString()
    const { callsPage, open, signIn, read, close } = await openWorld(browser, {
      moment: noonAfter,
      browserZone: 'Asia/Tokyo',
      hostZone,
      calls: [...callsAround(forward), ...callsAround(back)],
    })

    await test.step('yesterday, when the clock went back', async () => {
      await open('/calls?range=yesterday')
      await signIn()
      await expect(callsPage.status).toHaveText('1–48 of 48 calls')
      const times = timesOf((await read()).times)
      expect(times.at(0)).toBe('00:00:00')
      expect(times.at(-1)).toBe('23:30:00')
      const marked = times.filter((time) => time.endsWith(repeated))
      expect(marked.map((time) => time.slice(3, 5))).toEqual(['00', '30'])
      expect(times.filter((time) => time.length > 8)).toEqual(marked)
    })

    await test.step('where the day begins and ends is said', async () => {
      await callsPage.dates.opener.click()
      await expect(callsPage.dates.root).toContainText(/From .*, 00:00:00 to .*, 23:59:59\./)
      await expect(callsPage.dates.root).toContainText(/The clock goes back on .* has 25 hours/)
      await callsPage.dates.close.click()
    })

    await test.step('the day when it went forward', async () => {
      await open(`/calls?from=${forward}&to=${forward}`)
      await expect(callsPage.status).toHaveText('1–48 of 48 calls')
      const times = timesOf((await read()).times)
      expect([times.at(0), times.at(-1)]).toEqual(['00:00:00', '23:30:00'])
      await callsPage.dates.opener.click()
      await expect(callsPage.dates.root).toContainText(/goes forward on .* has 23 hours/)
    })
    await close()
  })
}

/** What a printed page shows of the column. */
async function printedStarts(page: Page): Promise<string[]> {
  await page.emulateMedia({ media: 'print' })
  const starts = await page.locator('tbody td:nth-child(2)').allInnerTexts()
  await page.emulateMedia({ media: 'screen' })
  return starts
}

test('two calls of the same half past one are told apart on screen, on paper and in a copy, in one zone and another', async ({
  browser,
}) => {
  const { page, callsPage, product, open, signIn, read, close } = await openWorld(browser, {
    moment: '2026-11-02T12:00:00Z',
    browserZone: 'Europe/London',
    hostZone: 'America/New_York',
    calls: ['00:30:00', '01:30:00'].map((time) => ({
      Id: `c${time.slice(0, 2)}`,
      StartTime: `2026-11-01 ${time}`,
      TalkTimeInSeconds: 60,
    })),
  })
  // The same times, told with their distance from UTC: half an hour past midnight of winter is half past one of summer.
  await product.setFaults({ startTimeFormat: 'iso-offset' })
  await open('/calls?sort=StartTime')
  await signIn()
  await expect(callsPage.status).toHaveText('1–2 of 2 calls')
  const newYork = ['1 Nov 01:30:00 EDT', '1 Nov 01:30:00 EST']
  expect((await read()).times).toEqual(newYork)
  expect(await printedStarts(page)).toEqual(newYork)
  await callsPage.selection.page.check()
  await callsPage.selection.copyTsv.click()
  await expect(callsPage.selection.root).toContainText('Copied')
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied.split('\n').map((line) => line.split('\t')[0])).toEqual([
    'Start',
    '2026-11-01 01:30:00 EDT',
    '2026-11-01 01:30:00 EST',
  ])

  await callsPage.heading.click()
  await page.keyboard.press('z')
  await expect(callsPage.zone).toHaveText('Europe/London')
  await expect(page).toHaveURL(/tz=Europe\/London/)
  await expect.poll(async () => (await read()).times).toEqual(['1 Nov 05:30:00', '1 Nov 06:30:00'])
  await callsPage.open(2)
  await expect(callsPage.drawer.root).toContainText('1 Nov 01:30:00 EST America/New_York')
  await expect(callsPage.drawer.root).toContainText('1 Nov 06:30:00 UTC')
  await callsPage.drawer.close.click()
  await page.keyboard.press('z')
  await expect(callsPage.zone).toHaveText('America/New_York')
  await expect.poll(async () => (await read()).times).toEqual(newYork)
  await close()
})
