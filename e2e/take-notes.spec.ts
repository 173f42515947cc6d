import type { Page, Route } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { readNote, writeNote } from './product.ts'

/** What the page asks the gateway to save, from now on. */
function watchSaves(page: Page): string[] {
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'PUT') asked.push(request.postData() ?? '')
  })
  return asked
}

test('a failed save keeps the text and stays put, and the next one stores it and goes on', async ({
  callsPage,
  page,
  product,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/502 \(Bad Gateway\)/, /404 \(Not Found\)/)
  const { drawer } = callsPage
  await callsPage.goto('?sort=StartTime')
  await callsPage.open(3)
  await expect(drawer.interactions.first()).toBeVisible()
  const address = page.url()
  await product.setFaults({ update: { status: 500 } })
  await drawer.notes.fill('Promised a quote by Friday')
  await drawer.notes.press('Control+Shift+Enter')
  await expect(drawer.alert).toContainText('The note was not saved')
  await expect(drawer.status).toHaveText(/^Kept on this device \d\d:\d\d:\d\d$/)
  await expect(drawer.notes).toHaveValue('Promised a quote by Friday')
  await expect(page).toHaveURL(address)

  // Refused for good: nobody tries that again (N-17).
  await product.setFaults({ update: { status: 404 } })
  await drawer.save.click()
  await expect(drawer.alert).toContainText('There is no such call')
  await expect(drawer.copy).toBeVisible()
  await expect(drawer.notes).toHaveValue('Promised a quote by Friday')

  await product.clearFaults()
  await drawer.saveAndNext.click()
  await expect(page).not.toHaveURL(address)
  await expect(drawer.notes).not.toHaveValue('Promised a quote by Friday')
  await drawer.previous.click()
  await expect(drawer.notes).toHaveValue('Promised a quote by Friday')
  await expect(drawer.status).toHaveText(/^Saved to HostedSuite \d\d:\d\d:\d\d$/)
})

test('a slow save says that it is under way, takes what is typed meanwhile, and the next one waits for it', async ({
  callsPage,
  page,
  product,
}) => {
  const { drawer } = callsPage
  await callsPage.goto('?sort=StartTime')
  await callsPage.open(4)
  await expect(drawer.interactions.first()).toBeVisible()
  const { 'Call ID': id = '' } = await drawer.facts()
  const held: Route[] = []
  await page.route(/\/notes$/, (route) => void held.push(route), { times: 1 })
  await drawer.writeNotes('First')
  await expect(drawer.status).toHaveText('Saving…')
  await drawer.notes.press('End')
  await drawer.notes.pressSequentially(' and second', { delay: 20 })
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  await expect(drawer.notes).toHaveValue('First and second')
  await drawer.notes.press('Control+Enter')
  await expect(drawer.status).toHaveText('Saving…')
  await drawer.next.click()
  await expect(drawer.notes).not.toHaveValue('First and second')
  await drawer.previous.click()
  await expect(drawer.status).toHaveText('Saving…')
  for (const route of held) await route.continue()
  await expect(drawer.status).toHaveText(/^Saved/)
  await expect(drawer.notes).toHaveValue('First and second')
  expect(await readNote(product, id)).toBe('First and second')

  // The keys that save are no keys that type, nor those that choose among what is being composed (N-07).
  const asked = watchSaves(page)
  const cdp = await page.context().newCDPSession(page)
  await drawer.notes.press('End')
  await cdp.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 })
  await drawer.notes.evaluate((field) => {
    const key = { key: 'Enter', ctrlKey: true, isComposing: true, bubbles: true }
    field.dispatchEvent(new KeyboardEvent('keydown', key))
  })
  await cdp.send('Input.insertText', { text: '日本' })
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  expect(asked).toEqual([])
  await page.reload()
  await expect(drawer.notes).toHaveValue('First and second日本')
})

test('a note comes back as it was written, to the byte', async ({ callsPage, page, product }) => {
  const { drawer } = callsPage
  // N-02, N-04 and N-21.
  const text =
    '  <b>“quotes”</b> <img src=x onerror=alert(1)> {{7*7}} 👩🏽‍🚒 e\u0301 עברית \u202eright to left\u202c ' +
    `\u2028\n\n\ttabs and spaces   \n</textarea>`
  await callsPage.goto('?sort=StartTime')
  await callsPage.open(7)
  await expect(drawer.interactions.first()).toBeVisible()
  const { 'Call ID': id = '' } = await drawer.facts()
  await drawer.writeNotes(text)
  await expect(drawer.status).toHaveText(/^Saved/)
  expect(await readNote(product, id)).toBe(text)
  await page.reload()
  await expect(drawer.notes).toHaveValue(text)

  // Line ends of another system are no change and no conflict, however many they are (N-03).
  const lines = 'One\r\nTwo\rThree' + '\r\n\tline'.repeat(5000)
  const shown = lines.replaceAll(/\r\n?/g, '\n')
  await writeNote(product, id, lines)
  await page.reload()
  await expect(drawer.notes).toHaveValue(shown)
  await drawer.notes.press('ControlOrMeta+End')
  await drawer.notes.press('!')
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  await drawer.notes.press('Backspace')
  await expect(drawer.status).toHaveText('')
  await drawer.notes.press('!')
  await drawer.notes.press('Control+Enter')
  await expect(drawer.status).toHaveText(/^Saved/)
  expect(await readNote(product, id)).toBe(`${shown}!`)

  // What was there before is put back at once, also where the browser could not type it.
  await drawer.notes.fill('Short')
  await drawer.earlierVersions.click()
  const version = drawer.root.getByRole('listitem').filter({ hasText: 'Three' })
  await version.first().getByRole('button', { name: 'Restore' }).click()
  await expect(drawer.notes).toHaveValue(`${shown}!`)
})

test('a text that cannot be stored says why, is not sent, and stays', async ({
  callsPage,
  page,
  product,
}) => {
  const { drawer } = callsPage
  await callsPage.goto('?sort=StartTime')
  await callsPage.open(9)
  await expect(drawer.interactions.first()).toBeVisible()
  const { 'Call ID': id = '' } = await drawer.facts()
  const longest = 'x'.repeat(65_536)
  await drawer.writeNotes(longest)
  await expect(drawer.notes).toHaveAccessibleDescription('65,536 of 65,536 bytes')
  await expect(drawer.status).toHaveText(/^Saved/)
  expect(await readNote(product, id)).toBe(longest)

  const asked = watchSaves(page)
  const address = page.url()
  for (const [length, told] of [
    [65_537, '65,537'],
    [1_000_000, '1,000,000'],
  ] as const) {
    const text = 'y'.repeat(length)
    await drawer.notes.fill(text)
    await expect(drawer.notes).toHaveAccessibleDescription(
      `This note is longer than 64 KB. ${told} of 65,536 bytes`,
    )
    await drawer.save.click()
    await drawer.saveAndNext.click()
    await expect(drawer.status).toHaveText(/^Kept on this device/)
    await expect(drawer.notes).toHaveValue(text)
  }
  // Half of a character, as a program may paste it (N-05).
  await drawer.notes.fill('half')
  await drawer.notes.press('End')
  await page.evaluate("document.execCommand('insertText', false, ' \\ud83d')")
  await expect(drawer.notes).toHaveAccessibleDescription(/characters that cannot be stored/)
  await drawer.notes.press('Control+Enter')
  await drawer.notes.press('Control+Shift+Enter')
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  await expect(page).toHaveURL(address)
  expect(asked).toEqual([])
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
  await expect(drawer.status).toHaveText(/^Saved/)

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
  const asked = watchSaves(page)
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

test('an earlier version is restored into the editor, and the browser’s Undo takes it back (N-19)', async ({
  callsPage,
  page,
  product,
}) => {
  const { drawer } = callsPage
  await callsPage.goto('?sort=StartTime')
  // Seen once, and never typed into.
  await writeNote(product, await callsPage.idOf(16), 'From before')
  await callsPage.open(16)
  await expect(drawer.notes).toHaveValue('From before')
  await drawer.writeNotes('Version one')
  await expect(drawer.status).toHaveText(/^Saved/)
  await drawer.notes.press('End')
  await drawer.notes.pressSequentially(' and two')
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  await drawer.notes.press('Home')
  await drawer.notes.press('Control+Enter')
  await expect(drawer.status).toHaveText(/^Saved/)
  // Neither keeping nor saving it has moved the caret or taken the browser’s Undo away.
  await drawer.notes.pressSequentially('>')
  await expect(drawer.notes).toHaveValue('>Version one and two')
  await drawer.notes.press('ControlOrMeta+z')
  await drawer.notes.press('ControlOrMeta+z')
  await expect(drawer.notes).not.toHaveValue('Version one and two')
  await drawer.notes.press('ControlOrMeta+Shift+z')
  await expect(drawer.notes).toHaveValue('Version one and two')

  await page.reload()
  await expect(drawer.notes).toHaveValue('Version one and two')
  await drawer.earlierVersions.click()
  for (const text of ['Version one', 'From before']) {
    const version = drawer.root.getByRole('listitem').filter({ hasText: text })
    await version.getByRole('button', { name: 'Restore' }).click()
    await expect(drawer.notes).toHaveValue(text)
    await expect(drawer.status).toHaveText(/^Kept on this device/)
    await drawer.notes.press('ControlOrMeta+z')
    await expect(drawer.notes).toHaveValue('Version one and two')
  }
})
