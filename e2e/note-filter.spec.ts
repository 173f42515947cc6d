import { expectNoAxeViolations } from './accessibility.ts'
import { expect, test } from './fixtures.ts'
import { listCalls } from './product.ts'
import { step } from './step.ts'

test('the note filter says how far it knows, and can be removed', async ({ callsPage }) => {
  const { filters } = callsPage
  await callsPage.goto('?size=25')
  await expect(callsPage.status).toHaveText('1–25 of 2,000 calls')
  const notes = (await callsPage.rows()).map(({ Notes = '' }) => Notes)
  const without = notes.filter((note) => note === '').length

  await filters.choose(filters.notes, 'Without a note')
  await expect(callsPage.page).toHaveURL(/\?note=without&size=25|\?size=25&note=without/)
  await expect(callsPage.status).toHaveText(
    `1–25 of 2,000 calls · ${without} of the 25 calls on this page have no note`,
  )
  expect(await callsPage.rows()).toHaveLength(without)
  await filters.choose(filters.notes, 'With a note')
  const withNote = 25 - without
  await expect(callsPage.status).toHaveText(
    `1–25 of 2,000 calls · ${withNote} of the 25 calls on this page ${withNote === 1 ? 'has' : 'have'} a note`,
  )
  await filters.remove('With a note')
  await expect(callsPage.status).toHaveText('1–25 of 2,000 calls')
})

test('a row that a note takes out of the filter stays, says why, and goes when it is told to', async ({
  callsPage,
  page,
}) => {
  const { drawer } = callsPage
  await callsPage.goto('?size=25&note=without&sort=StartTime')
  await expect(callsPage.status).toContainText('have no note')
  const count = (await callsPage.rows()).length
  const [id, nextId] = [await callsPage.idOf(2), await callsPage.idOf(3)]
  await callsPage.open(2)
  await drawer.notes.fill('Told the client')
  await drawer.notes.press('Control+Enter')
  await expect(drawer.status).toHaveText(/^Saved/)

  await expect(callsPage.row(2)).toContainText('no longer matches: has a note')
  await expect(callsPage.row(2)).toHaveAttribute('aria-current', 'true')
  await expect(drawer.notes).toBeFocused()
  expect(await callsPage.idOf(2)).toBe(id)
  expect(await callsPage.rows()).toHaveLength(count)
  await expect(callsPage.status).toContainText(
    `${count - 1} of the 25 calls on this page have no note · 1 call no longer matches`,
  )

  await callsPage.applyAgain.press('Enter')
  await expect(callsPage.row(2)).toBeFocused()
  expect(await callsPage.idOf(2)).toBe(nextId)
  await expect(callsPage.status).not.toContainText('no longer')
  await expect(callsPage.applyAgain).toBeHidden()
  await expect(drawer.root).toBeVisible()
  await page.keyboard.press('j')
  await expect.poll(() => callsPage.openId()).toBe(nextId)
})

test('the steps walk what the filter lets through, over pages', async ({ callsPage, product }) => {
  const calls = await listCalls(product, {
    ItemsPerPage: 60,
    SortField: 'StartTime',
    SortDir: 'Desc',
  })
  const expected = calls.filter(({ Notes = '' }) => Notes !== '').map(({ Id }) => Id)
  await callsPage.goto('?size=25&note=with')
  await callsPage.open(1)
  const seen = [callsPage.openId()]
  while (seen.length < expected.length) seen.push(await step(callsPage, 'j'))
  expect(seen).toEqual(expected)
})

test('greyed rows and the shortcuts have no accessibility violations, in light colours and in dark', async ({
  callsPage,
  page,
}) => {
  const { drawer, shortcuts } = callsPage
  await callsPage.goto('?size=25&note=without&sort=TalkTimeInSeconds')
  await callsPage.open(1)
  await drawer.writeNotes('Told the client')
  await expect(callsPage.row(1)).toContainText('no longer matches')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectNoAxeViolations(page)
    await shortcuts.opener.click()
    await expect(shortcuts.root).toBeVisible()
    await expectNoAxeViolations(page)
    await page.keyboard.press('Escape')
  }
})
