import { expect, test } from './fixtures.ts'
import { writeNote } from './product.ts'

test('a failed save keeps the text, and the next one stores it', async ({
  callsPage,
  page,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/502 \(Bad Gateway\)/)
  const { drawer } = callsPage
  await callsPage.goto('?sort=StartTime')
  await callsPage.open(3)
  await product.setFaults({ update: { status: 500 } })
  await drawer.writeNotes('Promised a quote by Friday')
  await expect(drawer.alert).toContainText('The note was not saved')
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  await expect(drawer.notes).toHaveValue('Promised a quote by Friday')

  await product.clearFaults()
  await drawer.notes.press('Control+Enter')
  await expect(drawer.status).toHaveText(/^Saved/)
  await page.reload()
  await expect(drawer.notes).toHaveValue('Promised a quote by Friday')
})

test('a slow save says that it is under way, and takes what is typed meanwhile', async ({
  callsPage,
  product,
}) => {
  const { drawer } = callsPage
  await callsPage.goto('?sort=StartTime')
  await callsPage.open(4)
  await expect(drawer.interactions.first()).toBeVisible()
  await product.setFaults({ update: { delayMs: 1500 } })
  await drawer.writeNotes('First')
  await expect(drawer.status).toHaveText('Saving…')
  await drawer.notes.fill('First and second')
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  await expect(drawer.notes).toHaveValue('First and second')
  await drawer.save.click()
  await expect(drawer.status).toHaveText(/^Saved/)
})

test('a note that somebody else changed is not overwritten unseen', async ({
  callsPage,
  page,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/409 \(Conflict\)/)
  const { drawer } = callsPage
  await callsPage.goto('?sort=StartTime')
  await callsPage.open(5)
  await expect(drawer.interactions.first()).toBeVisible()
  const { 'Call ID': id = '' } = await drawer.facts()
  await drawer.writeNotes('From before')
  await expect(drawer.status).toHaveText(/^Saved/)
  await drawer.notes.fill('Mine')
  await writeNote(product, id, 'Theirs')

  await drawer.save.click()
  const conflict = page.getByRole('alertdialog', { name: 'This note was changed by someone else' })
  await expect(conflict).toContainText('Theirs')
  await expect(conflict).toContainText('Mine')
  await conflict.getByRole('button', { name: 'Keep mine' }).click()
  await expect(drawer.status).toHaveText(/^Saved/)
  await expect(drawer.notes).toHaveValue('Mine')
})

test('text that was not saved is still there after another call', async ({ callsPage }) => {
  const { drawer } = callsPage
  await callsPage.goto('?sort=StartTime')
  await callsPage.open(6)
  await drawer.notes.fill('Unfinished')
  await drawer.next.click()
  await expect(drawer.notes).not.toHaveValue('Unfinished')
  await drawer.previous.click()
  await expect(drawer.notes).toHaveValue('Unfinished')
  await expect(drawer.status).toHaveText(/^Kept on this device/)
})

test('a note comes back as it was written, to the byte', async ({ callsPage, page }) => {
  const { drawer } = callsPage
  const text = '  <b>“quotes”</b> {{7*7}} 👩🏽‍🚒 עברית\n\n\ttabs and spaces   \n</textarea>'
  await callsPage.goto('?sort=StartTime')
  await callsPage.open(7)
  await drawer.writeNotes(text)
  await expect(drawer.status).toHaveText(/^Saved/)
  await page.reload()
  await expect(drawer.notes).toHaveValue(text)
})

test('a save that fails after the person has gone on is told, and leads back', async ({
  callsPage,
  page,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/502 \(Bad Gateway\)/)
  const { drawer } = callsPage
  await callsPage.goto('?sort=StartTime')
  await callsPage.open(8)
  await expect(drawer.interactions.first()).toBeVisible()
  await product.setFaults({ update: { delayMs: 800, status: 500 } })
  await drawer.notes.fill('Never lost')
  await drawer.notes.press('Control+Enter')
  await drawer.next.click()
  await expect(callsPage.alert).toContainText('A note could not be saved')
  await product.clearFaults()
  await page.getByRole('button', { name: 'Open its call' }).click()
  await expect(drawer.notes).toHaveValue('Never lost')
  await expect(drawer.status).toHaveText(/^Saved/)
})

test('a second save waits for the first, and both arrive', async ({ callsPage, page, product }) => {
  const { drawer } = callsPage
  await callsPage.goto('?sort=StartTime')
  await callsPage.open(10)
  await expect(drawer.interactions.first()).toBeVisible()
  await product.setFaults({ update: { delayMs: 800 } })
  await drawer.notes.fill('One')
  await drawer.notes.press('Control+Enter')
  await drawer.notes.fill('One, two')
  await drawer.notes.press('Control+Enter')
  await drawer.next.click()
  await drawer.previous.click()
  await expect(drawer.status).toHaveText('Saving…')
  await expect(drawer.status).toHaveText(/^Saved/)
  await page.reload()
  await expect(drawer.notes).toHaveValue('One, two')
})
