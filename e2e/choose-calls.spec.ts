import { expectNoAxeViolations } from './accessibility.ts'
import { expect, test } from './fixtures.ts'
import { hold } from './requests.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

const readClipboard = 'navigator.clipboard.readText()'

/** The cells of each line, as a spreadsheet takes them: line ends in quotes are a note's own. */
const readTsv = (text: string) =>
  text
    .split(/\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((line) => line.split(/\t(?=(?:[^"]*"[^"]*")*[^"]*$)/))

test('calls are chosen on two pages, by mouse and by keyboard, counted and copied', async ({
  callsPage,
  page,
}) => {
  const { selection, pager, filters, drawer } = callsPage
  await callsPage.goto('?size=25')
  await expect(callsPage.status).toHaveText('1–25 of 2,000 calls')
  const placeOfRow = await callsPage.row(4).boundingBox()

  await callsPage.check(2).click()
  await expect(selection.root).toContainText('1 call selected, 1 on this page')
  await expect(selection.page).toBeChecked({ indeterminate: true })
  await callsPage.row(4).click({ modifiers: ['Shift'] })
  await expect(selection.root).toContainText('3 calls selected, 3 on this page')
  await callsPage.row(3).click({ modifiers: ['ControlOrMeta'] })
  await expect(selection.root).toContainText('2 calls selected, 2 on this page')
  await expect(callsPage.check(3)).not.toBeChecked()
  await expect(drawer.root).toBeHidden()
  expect(await callsPage.row(4).boundingBox()).toEqual(placeOfRow)
  await expectNoAxeViolations(page)
  const chosen = (await callsPage.rows()).filter((_, at) => at === 1 || at === 3)

  await pager.next.click()
  await expect(callsPage.status).toHaveText('26–50 of 2,000 calls')
  await expect(selection.root).toContainText('2 calls selected, 0 on this page')
  await callsPage.row(1).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+Space')
  await expect(selection.root).toContainText('5 calls selected, 3 on this page')
  chosen.push(...(await callsPage.rows()).slice(0, 3))

  await selection.copyTsv.click()
  await expect(selection.root).toContainText('Copied as TSV')
  const [head, ...lines] = readTsv(await page.evaluate<string>(readClipboard))
  expect(head?.join()).toBe(
    'Start,Direction,Caller,Client,Agent,Talk (s),Hold (s),Time split,Notes',
  )
  expect(lines.map((cells) => cells[3])).toEqual(chosen.map(({ Client }) => Client))

  await callsPage.header('Talk').getByRole('button').click()
  await pager.show(50)
  await expect(callsPage.status).toHaveText('1–50 of 2,000 calls')
  await expect(selection.root).toContainText(/^5 calls selected/)
  await selection.copyMarkdown.click()
  await expect(selection.root).toContainText('Copied as Markdown')
  expect((await page.evaluate<string>(readClipboard)).split('\n')).toHaveLength(7)

  await filters.choose(filters.direction, 'Incoming')
  await expect(selection.root).toHaveText('')
})

test('what is chosen can be given up where the page that is asked for does not come', async ({
  callsPage,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/502 \(Bad Gateway\)/)
  const { selection, pager } = callsPage
  await callsPage.goto('?size=25')
  await callsPage.check(2).check()
  await expect(selection.root).toContainText('1 call selected')
  await product.setFaults({ list: { status: 500 } })
  await pager.last.click()
  await expect(callsPage.alert).toContainText('The calls could not be loaded')
  await selection.clear.click()
  await expect(selection.root).toHaveText('')
})

test('the keyboard walks by sights, copies what is chosen and gives it up', async ({
  callsPage,
  page,
}) => {
  const { selection, drawer } = callsPage
  const letGo = await hold(page, '**/api/calls')
  await callsPage.goto('?size=25')
  // There is nothing to choose before the calls have come.
  await expect(selection.page).toBeDisabled()
  letGo()
  await selection.page.check()
  await expect(selection.root).toContainText('25 calls selected, 25 on this page')
  await selection.page.uncheck()
  await expect(selection.root).toHaveText('')

  await callsPage.row(1).focus()
  await page.keyboard.press('PageDown')
  await expect(callsPage.row(1)).not.toBeFocused()
  await expect(callsPage.row(2)).not.toBeFocused()
  await page.keyboard.press('PageUp')
  await expect(callsPage.row(1)).toBeFocused()
  await page.keyboard.press('End')
  await expect(callsPage.row(25)).toBeFocused()
  await expect(callsPage.row(25)).toBeInViewport()
  // Where the focus has been, it comes back to. The handles of the headers lie in between, once they have come.
  await expect(page.getByRole('separator', { name: 'Width of Notes', exact: true })).toBeVisible()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Tab')
  await expect(callsPage.row(25)).toBeFocused()

  await page.keyboard.press('Space')
  await expect(selection.copyTsv).toBeVisible()
  await page.keyboard.press('ControlOrMeta+c')
  await expect(selection.root).toContainText('Copied as TSV')
  expect(await page.evaluate<string>(readClipboard)).toMatch(/^Start\t.*\n[^\n]*$/)

  await page.keyboard.press('Enter')
  await expect(drawer.root).toBeVisible()
  await callsPage.row(25).focus()
  await page.keyboard.press('Escape')
  await expect(selection.root).toHaveText('')
  await expect(drawer.root).toBeVisible()
  await expect(callsPage.row(25)).toBeFocused()
})

test('where a page may copy nothing, the text is there to be copied by hand', async ({
  callsPage,
  page,
}) => {
  await page.addInitScript(() => {
    Object.assign(navigator.clipboard, { writeText: () => Promise.reject(new Error('No')) })
    document.execCommand = () => false
  })
  const { selection } = callsPage
  await callsPage.goto('?size=25')
  await callsPage.check(1).check()
  await selection.copyMarkdown.click()
  const box = page.getByRole('dialog').getByRole('textbox')
  await expect(box).toHaveValue(/^\| Start \|.*\n\| --- \|.*\n\| .*$/)
  await expect(box).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(selection.copyMarkdown).toBeFocused()
  await selection.clear.click()
  await expect(callsPage.row(1)).toBeFocused()
})
