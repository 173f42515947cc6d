import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import { openEmpty } from './open-empty.ts'
import { CallsPage } from './pages/calls-page.ts'
import { demoUsers } from './pages/sign-in-page.ts'
import { readNote } from './product.ts'
import { saveTooLate } from './save-too-late.ts'

/** All that this browser keeps for the page. */
const readDevice = (page: Page) =>
  page.evaluate(async () => {
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- In the page there is nothing else.
    const settled = <Result>(request: IDBRequest<Result>) =>
      new Promise<Result>((resolve) => {
        request.addEventListener('success', () => resolve(request.result))
      })
    const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)]
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name))
      for (const store of database.objectStoreNames) {
        const texts = await settled(database.transaction(store).objectStore(store).getAll())
        found.push(JSON.stringify(texts))
      }
      database.close()
    }
    return found.join('\n')
  })

const CANARY = 'canary-7Hq2 of the supervisor'

async function writeTooLate(page: Page, text: string): Promise<void> {
  const { drawer } = new CallsPage(page)
  await drawer.notes.fill(text)
  await drawer.notes.press('Home')
  await saveTooLate(page)
}

test('a session that ends takes nothing: the same person goes on (N-16), and somebody else sees, sends and loses nothing of it (T-40, T-41)', async ({
  page,
  product,
  signInPage,
  expectedConsoleErrors,
}) => {
  // The call is still in the address, and another center's.
  expectedConsoleErrors.push(/401 /, /404 /)
  const callsPage = new CallsPage(page)
  const { drawer } = callsPage
  await signInPage.goto('/calls?sort=StartTime')
  await signInPage.signIn(demoUsers.supervisor)
  const id = await openEmpty(page, product, 7)
  await writeTooLate(page, 'Typed too late')
  await signInPage.password.fill(demoUsers.supervisor.password)
  await signInPage.password.press('Enter')
  await expect(drawer.status).toHaveText(/^Saved/)
  expect(await readNote(product, id)).toBe('Typed too late')
  // The caret is where it was.
  await expect(drawer.notes).toBeFocused()
  await page.keyboard.type('Not ')
  await expect(drawer.notes).toHaveValue('Not Typed too late')

  await writeTooLate(page, CANARY)
  await signInPage.signIn(demoUsers.agent)
  await expect(page.getByRole('button', { name: 'agent', exact: true })).toBeVisible()
  await callsPage.table.waitFor()
  await page.reload()
  await callsPage.table.waitFor()
  await expect(page.getByRole('button', { name: /^Drafts/ })).toBeHidden()
  expect(await page.content()).not.toContain('canary-7Hq2')
  expect(await readDevice(page)).not.toContain('canary-7Hq2')
  expect(await readNote(product, id)).toBe('Typed too late')

  await page.getByRole('button', { name: 'agent', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await signInPage.form.waitFor()
  await signInPage.signIn(demoUsers.supervisor)
  await expect.poll(() => readNote(product, id)).toBe(CANARY)
})

test('signing out with unsent notes discards or sends them, and only as it is told', async ({
  page,
  product,
  signInPage,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/502 /)
  const { drawer, table } = new CallsPage(page)
  const signOut = async () => {
    await page.getByRole('button', { name: 'supervisor' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
  }
  const dialog = page.getByRole('alertdialog', { name: '1 note not sent' })
  await signInPage.goto('/calls?sort=StartTime')
  await signInPage.signIn(demoUsers.supervisor)
  const id = await openEmpty(page, product, 10)
  await drawer.notes.fill('Unsent')
  await signOut()
  await dialog.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(drawer.notes).toHaveValue('Unsent')
  await signOut()
  await dialog.getByRole('button', { name: 'Discard' }).click()
  await signInPage.form.waitFor()
  await signInPage.signIn(demoUsers.supervisor)
  await table.waitFor()
  await expect(drawer.notes).toHaveValue('')
  await expect(page.getByRole('button', { name: /^Drafts/ })).toBeHidden()
  expect(await readNote(product, id)).toBe('')

  await drawer.notes.fill('To be sent')
  await product.setFaults({ update: { status: 400 } })
  await signOut()
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(dialog).toContainText('1 note could not be sent.')
  await product.clearFaults()
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(signInPage.form).toBeVisible()
  expect(await readNote(product, id)).toBe('To be sent')
})

test('the list of drafts says where they are, opens, copies and sends (D-06)', async ({
  callsPage,
  context,
  page,
  product,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { drawer } = callsPage
  await callsPage.goto('?sort=StartTime')
  const older = await openEmpty(page, product, 12)
  await drawer.notes.fill('The older one')
  const newer = await openEmpty(page, product, 13)
  await drawer.notes.fill('The newer one')
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  // Opened anew, it is no newer.
  await callsPage.goto(`?sort=StartTime&call=${older}`)
  await expect(drawer.notes).toHaveValue('The older one')
  await drawer.close.click()
  await page.getByRole('button', { name: 'Drafts (2)' }).click()
  const list = page.getByRole('dialog', { name: 'Drafts' })
  await expect(list).toContainText('closing a private window, or clearing its data')
  const items = list.getByRole('listitem')
  await expect(items.first()).toContainText('The older one')
  await items.first().getByRole('button', { name: 'Copy' }).click()
  await expect(items.first().getByRole('button', { name: 'Copied' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('The older one')
  await items.first().getByRole('button', { name: 'Send' }).click()
  await expect(items).toHaveCount(1)
  expect(await readNote(product, older)).toBe('The older one')
  await items.first().getByRole('button', { name: 'Open' }).click()
  await expect(page).toHaveURL(new RegExp(`call=${newer}`))
  await expect(drawer.notes).toHaveValue('The newer one')
})
