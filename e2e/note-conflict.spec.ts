import { expectNoAxeViolations } from './accessibility.ts'
import { expect, test } from './fixtures.ts'
import type { CallsPage } from './pages/calls-page.ts'
import { type Product, readNote, writeNote } from './product.ts'

type Texts = { base: string; theirs: string; yours: string }

/** Two people write one note; gives its call and the dialog that asks the second of them. */
async function makeConflict(callsPage: CallsPage, product: Product, row: number, texts: Texts) {
  const { drawer, page } = callsPage
  await callsPage.goto('?size=25&sort=-TalkTimeInSeconds')
  const id = await callsPage.idOf(row)
  await writeNote(product, id, texts.base)
  await callsPage.open(row)
  await expect(drawer.notes).toHaveValue(texts.base)
  await writeNote(product, id, texts.theirs)
  await drawer.notes.fill(texts.yours)
  await drawer.notes.press('Control+Enter')
  const dialog = page.getByRole('alertdialog', { name: 'This note was changed by someone else' })
  await expect(dialog).toBeVisible()
  return { id, dialog }
}

const TEXTS = {
  base: 'Asked for a quote.\nCall back on Monday.',
  theirs: 'Asked for a quote.\nCall back on Tuesday.',
  yours: 'Asked for a quote.\nCall back at noon.',
}

test.beforeEach(({ expectedConsoleErrors }) => {
  expectedConsoleErrors.push(/409 \(Conflict\)/)
})

test('both texts are whole, with what each changed, and no key waves them away (N-10)', async ({
  callsPage,
  page,
  product,
}) => {
  const { id, dialog } = await makeConflict(callsPage, product, 1, TEXTS)
  const theirs = dialog.getByRole('region', { name: 'Theirs', exact: true })
  const yours = dialog.getByRole('region', { name: 'Yours', exact: true })
  await expect(theirs).toContainText(TEXTS.theirs)
  await expect(yours).toContainText(TEXTS.yours)
  await expect(theirs.getByRole('insertion')).toHaveText('Tuesday')
  await expect(theirs.getByRole('deletion')).toHaveText('Monday')
  await expectNoAxeViolations(page)

  // The person may still be typing, and one of the keys is Enter.
  for (const key of ['Enter', ' ', 'j', 'e', 'Escape', 'Escape']) await page.keyboard.press(key)
  await expect(dialog).toBeVisible()
  expect(await readNote(product, id)).toBe(TEXTS.theirs)

  await dialog.getByRole('button', { name: 'Keep mine', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(callsPage.drawer.status).toHaveText(/^Saved/)
  await expect(callsPage.drawer.notes).toHaveValue(TEXTS.yours)
  expect(await readNote(product, id)).toBe(TEXTS.yours)
})

test('both are combined by hand, beginning with all lines of both', async ({
  callsPage,
  product,
}) => {
  const { id, dialog } = await makeConflict(callsPage, product, 2, TEXTS)
  await dialog.getByRole('button', { name: 'Combine', exact: true }).click()
  const combined = dialog.getByRole('textbox', { name: 'Combined note', exact: true })
  await expect(combined).toBeFocused()
  await expect(combined).toHaveValue(
    'Asked for a quote.\nCall back on Tuesday.\nCall back at noon.',
  )
  await combined.fill('Asked for a quote.\nCall back on Tuesday at noon.')
  await dialog.getByRole('button', { name: 'Save combined note', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect
    .poll(() => readNote(product, id))
    .toBe('Asked for a quote.\nCall back on Tuesday at noon.')
  // Back in the note, the keys type again.
  const { notes } = callsPage.drawer
  await expect(notes).toBeFocused()
  await notes.press('ControlOrMeta+End')
  await callsPage.page.keyboard.type('!')
  await expect(notes).toHaveValue('Asked for a quote.\nCall back on Tuesday at noon.!')
})

const words = (prefix: string) =>
  Array.from({ length: 8000 }, (_, at) => `${prefix}${at}`).join(' ')

test('two long notes without a word in common are shown all the same', async ({
  callsPage,
  product,
}) => {
  const texts = { base: words('a'), theirs: words('b'), yours: words('c') }
  const { id, dialog } = await makeConflict(callsPage, product, 3, texts)
  await expect(dialog).toContainText('Too long to mark what changed.')
  await dialog.getByRole('button', { name: 'Use theirs', exact: true }).click()
  await expect(callsPage.drawer.notes).toHaveValue(texts.theirs)
  expect(await readNote(product, id)).toBe(texts.theirs)
})
