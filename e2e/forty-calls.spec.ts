import { expect, test } from './fixtures.ts'
import { listCalls } from './product.ts'

const CALLS = 40
/** Every fourth call is worth a note. */
const isNoted = (number: number) => number % 4 === 0
const noteOf = (number: number) => `Number ${number} asked for a call back.`

test('forty calls are reviewed and ten of them noted with 55 keys at most', async ({
  callsPage,
  page,
  product,
}) => {
  const { drawer } = callsPage
  const newest = { ItemsPerPage: CALLS, SortField: 'StartTime', SortDir: 'Desc' }
  const before = await listCalls(product, newest)
  await callsPage.goto('?size=25')
  await expect(callsPage.status).toHaveText('1–25 of 2,000 calls')

  let pressed = 0
  const press = async (key: string) => {
    pressed += 1
    await page.keyboard.press(key)
  }
  const seen: string[] = []
  await press('j')
  for (let number = 1; number <= CALLS; number += 1) {
    await expect(drawer.position).toHaveText(`Call ${number} of 2,000`)
    await expect(drawer.interactions.first()).toBeVisible()
    // The address follows what is shown a moment later.
    await expect.poll(() => callsPage.openId(), { intervals: [20] }).not.toBe(seen.at(-1) ?? '')
    seen.push(callsPage.openId())
    if (isNoted(number)) {
      // What is typed before there is a field goes nowhere.
      await expect(drawer.notes).toBeVisible()
      await press('e')
      // Behind what is there already, if anything is.
      await page.keyboard.type(noteOf(number))
      await press('Control+Shift+Enter')
    } else {
      await press('j')
    }
  }
  await expect(drawer.position).toHaveText(`Call ${CALLS + 1} of 2,000`)
  process.stdout.write(
    `Keys pressed for ${CALLS} calls and 10 notes, typed text aside: ${pressed}\n`,
  )
  expect(pressed).toBeLessThanOrEqual(55)
  expect(seen).toEqual(before.map(({ Id }) => Id))

  const after = await listCalls(product, newest)
  for (const [at, { Notes }] of after.entries()) {
    const { Notes: old } = before[at] ?? {}
    if (isNoted(at + 1)) {
      expect(Notes).toContain(noteOf(at + 1))
      // A field has line ends of its own.
      expect(Notes).toContain((old ?? '').replaceAll('\r\n', '\n'))
    } else {
      expect(Notes).toBe(old)
    }
  }
})
