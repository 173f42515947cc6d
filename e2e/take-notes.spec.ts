import { expect, test } from './fixtures.ts'
import { readNote, writeNote } from './product.ts'

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

test('a saved note can be taken back, and asks if somebody has written since', async ({
  callsPage,
  page,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/409 \(Conflict\)/)
  const { drawer } = callsPage
  await callsPage.goto('?sort=StartTime')
  await callsPage.open(14)
  await expect(drawer.interactions.first()).toBeVisible()
  const { 'Call ID': id = '' } = await drawer.facts()
  await drawer.writeNotes('What was right')
  await expect(drawer.status).toHaveText(/^Saved/)
  await drawer.writeNotes('A slip')
  await expect(drawer.status).toHaveText(/^Saved/)
  await drawer.undo.click()
  await expect(drawer.notes).toHaveValue('What was right')
  await expect.poll(() => readNote(product, id)).toBe('What was right')

  await writeNote(product, id, 'Somebody else was here')
  await drawer.undo.click()
  const conflict = page.getByRole('alertdialog', { name: 'This note was changed by someone else' })
  await expect(conflict).toContainText('Somebody else was here')
  expect(await readNote(product, id)).toBe('Somebody else was here')
  await conflict.getByRole('button', { name: 'Use theirs' }).click()
  await expect(drawer.notes).toHaveValue('Somebody else was here')
})

test('clearing is its own action; deleting all text sends nothing', async ({
  callsPage,
  page,
  product,
}) => {
  const { drawer } = callsPage
  const asked: (string | null)[] = []
  page.on('request', (request) => {
    if (request.method() === 'PUT') asked.push(request.postData())
  })
  await callsPage.goto('?sort=StartTime')
  await callsPage.open(15)
  await expect(drawer.interactions.first()).toBeVisible()
  const { 'Call ID': id = '' } = await drawer.facts()
  await drawer.writeNotes('To be cleared')
  await expect(drawer.status).toHaveText(/^Saved/)
  await drawer.writeNotes('')
  await expect(drawer.notes).toHaveAccessibleDescription('Use Clear notes to empty it.')
  await drawer.notes.press('Control+Enter')
  await drawer.notes.fill('To be cleared')
  await drawer.clear.click()
  await expect(drawer.status).toHaveText(/notes cleared$/)
  expect(await readNote(product, id)).toBe('')
  expect(asked).toHaveLength(2)
  expect(asked[1]).toContain('"text":""')
  await drawer.undo.click()
  await expect(drawer.notes).toHaveValue('To be cleared')
  await expect.poll(() => readNote(product, id)).toBe('To be cleared')
})

test('an earlier version is restored into the editor, and the browser’s Undo takes it back', async ({
  callsPage,
  page,
}) => {
  const { drawer } = callsPage
  await callsPage.goto('?sort=StartTime')
  await callsPage.open(16)
  for (const text of ['Version one', 'Version two', 'Version three']) {
    await drawer.writeNotes(text)
    await expect(drawer.status).toHaveText(/^Saved/)
  }
  await page.reload()
  await expect(drawer.notes).toHaveValue('Version three')
  await drawer.earlierVersions.click()
  const version = drawer.root.getByRole('listitem').filter({ hasText: 'Version one' })
  await version.getByRole('button', { name: 'Restore' }).click()
  await expect(drawer.notes).toHaveValue('Version one')
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  await drawer.notes.press('ControlOrMeta+z')
  await expect(drawer.notes).toHaveValue('Version three')
})

test('saving and going on waits for the answer, and a failed save stays put', async ({
  callsPage,
  page,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/502 \(Bad Gateway\)/)
  const { drawer } = callsPage
  await callsPage.goto('?sort=StartTime')
  await callsPage.open(17)
  await expect(drawer.interactions.first()).toBeVisible()
  const address = page.url()
  await product.setFaults({ update: { status: 500 } })
  await drawer.notes.fill('Stays here')
  await drawer.notes.press('Control+Shift+Enter')
  await expect(drawer.alert).toContainText('The note was not saved')
  await expect(page).toHaveURL(address)
  await product.clearFaults()
  await drawer.saveAndNext.click()
  await expect(page).not.toHaveURL(address)
  await expect(drawer.notes).not.toHaveValue('Stays here')
})
