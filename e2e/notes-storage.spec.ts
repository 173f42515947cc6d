import { createCipheriv, randomBytes } from 'node:crypto'
// oxlint-disable typescript/unbound-method, typescript/no-unsafe-type-assertion -- Parts of the browser are
// replaced where they stand, and called as before.
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import type { CallDrawer } from './pages/call-drawer.ts'
import { demoUsers, SignInPage } from './pages/sign-in-page.ts'
import { saveTooLate } from './save-too-late.ts'
import { alertAfterMs, watchForAlert } from './watch-alert.ts'

/** What a browser can do to a page that wants to keep something, each set up before the page begins. */
const FAULTS = {
  noIndexedDb: () => Object.defineProperty(window, 'indexedDB', { value: undefined }),
  openThrows: () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('Not here.', 'SecurityError')
    }
  },
  openFails: () => {
    const open = IDBFactory.prototype.open
    IDBFactory.prototype.open = function fail(name) {
      // A newer version is there, which an older page cannot open.
      open.call(this, name, 3)
      return open.call(this, name, 2)
    }
  },
  neverAnswers: () => {
    // What another page blocks is open to nobody: no success, no error.
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest
  },
  connectionDies: () => {
    const transaction = IDBDatabase.prototype.transaction
    let isDead = false
    addEventListener('connection dies', () => {
      isDead = true
    })
    IDBDatabase.prototype.transaction = function die(...args) {
      if (isDead) {
        isDead = false
        throw new DOMException('The database connection is closing.', 'InvalidStateError')
      }
      return transaction.apply(this, args)
    }
  },
  fullAtPut: () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('Full.', 'QuotaExceededError')
    }
  },
  fullAtCommit: () => {
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function abort(...args) {
      const request = put.apply(this, args)
      request.addEventListener('success', () => this.transaction.abort())
      return request
    }
  },
  noLocalStorage: () =>
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('Not here.', 'SecurityError')
      },
    }),
  localStorageFills: () => {
    addEventListener('localStorage ends', () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('Full.', 'QuotaExceededError')
      }
    })
  },
  localStorageCloses: () => {
    addEventListener('localStorage ends', () => {
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('Not any more.', 'SecurityError')
        },
      })
    })
  },
} satisfies Record<string, () => void>

type Fault = keyof typeof FAULTS

const inject = async (page: Page, faults: Fault[]) => {
  for (const fault of faults) await page.addInitScript(FAULTS[fault])
}

const tell = (page: Page, what: string) =>
  page.evaluate((type) => void dispatchEvent(new Event(type)), what)

const notKept = (drawer: CallDrawer) =>
  drawer.alert.filter({ hasText: 'NOT kept — copy your text' })

for (const [fault, end] of [
  ['noIndexedDb', 'localStorageCloses'],
  ['openThrows', 'localStorageCloses'],
  ['openFails', 'localStorageFills'],
  ['neverAnswers', 'localStorageCloses'],
  ['fullAtPut', 'localStorageFills'],
  ['fullAtCommit', 'localStorageFills'],
] satisfies [Fault, Fault][]) {
  test(`with ${fault} localStorage keeps the text; once ${end} the page says so, copies and saves (R-08, D-01, D-03, D-05)`, async ({
    callsPage,
    context,
    page,
  }) => {
    const { drawer } = callsPage
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await inject(page, [fault, end])
    await watchForAlert(page, 'input', 'NOT kept')
    await callsPage.goto('?sort=StartTime&size=25')
    await callsPage.open(1)
    await drawer.notes.fill('Kept in second place')
    await expect(drawer.status).toHaveText(/^Kept on this device/)
    await page.reload()
    await expect(drawer.notes).toHaveValue('Kept in second place')
    await expect(drawer.status).toHaveText(/^Kept on this device/)

    await tell(page, 'localStorage ends')
    await drawer.notes.press('End')
    await drawer.notes.pressSequentially(`, then nowhere: ${fault}`, { delay: 20 })
    await expect(notKept(drawer)).toBeVisible()
    const text = `Kept in second place, then nowhere: ${fault}`
    await expect(drawer.notes).toHaveValue(text)
    const afterMs = await alertAfterMs(page)
    process.stdout.write(`R-08: ${fault}, ${end}: banner after ${afterMs} ms\n`)
    expect(afterMs).toBeLessThanOrEqual(1000)

    await notKept(drawer).getByRole('button', { name: 'Copy' }).click()
    await expect(notKept(drawer).getByRole('button', { name: 'Copied' })).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text)
    await drawer.save.click()
    await expect(drawer.status).toHaveText(/^Saved/)
    await expect(drawer.alert).toBeHidden()
  })
}

test('with no storage at all the text outlives the session, and the page says what a reload would do (R-08, D-04)', async ({
  callsPage,
  page,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/401 /)
  const { drawer } = callsPage
  await inject(page, ['noIndexedDb', 'noLocalStorage'])
  await watchForAlert(page, 'input', 'NOT kept')
  await callsPage.goto('?sort=StartTime&size=25')
  await callsPage.open(2)
  await drawer.notes.fill('Nowhere but here')
  await expect(notKept(drawer)).toContainText('it is lost when this page closes')
  await expect(drawer.status).toHaveText('NOT kept')
  const afterMs = await alertAfterMs(page)
  process.stdout.write(`R-08: no storage at all: banner after ${afterMs} ms\n`)
  expect(afterMs).toBeLessThanOrEqual(1000)

  await saveTooLate(page)
  const signInPage = new SignInPage(page)
  await signInPage.password.fill(demoUsers.supervisor.password)
  await signInPage.password.press('Enter')
  await expect(drawer.status).toHaveText(/^Saved/)
  await expect(drawer.notes).toHaveValue('Nowhere but here')
  await expect(drawer.alert).toBeHidden()
})

test('a database that fails, is emptied or wanted by a later version loses nothing (D-02, D-07, D-09)', async ({
  callsPage,
  context,
  page,
}) => {
  const { drawer } = callsPage
  await inject(page, ['connectionDies', 'noLocalStorage'])
  await callsPage.goto('?sort=StartTime&size=25')
  await callsPage.open(3)
  await drawer.notes.fill('Before')
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  await tell(page, 'connection dies')
  await drawer.notes.fill('Before and after')
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  await expect(drawer.alert).toBeHidden()
  await page.reload()
  await expect(drawer.notes).toHaveValue('Before and after')
  await expect(drawer.status).toHaveText(/^Kept on this device/)

  const cdp = await context.newCDPSession(page)
  await cdp.send('Storage.clearDataForOrigin', {
    origin: new URL(page.url()).origin,
    storageTypes: 'indexeddb,local_storage',
  })
  await drawer.notes.fill('Cleared and written')
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  await page.reload()
  await expect(drawer.notes).toHaveValue('Cleared and written')
  await expect(drawer.status).toHaveText(/^Kept on this device/)

  const openedAfterMs = await page.evaluate(async () => {
    const begunAt = performance.now()
    const request = indexedDB.open('call-review-drafts', 2)
    await new Promise((resolve) => request.addEventListener('success', resolve))
    return performance.now() - begunAt
  })
  expect(openedAfterMs).toBeLessThanOrEqual(3000)
  await drawer.notes.fill('Beside a later version')
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  await expect(drawer.alert).toBeHidden()
  await page.reload()
  await expect(drawer.notes).toHaveValue('Beside a later version')
})

type Seed = { callId: string; text: string; daysAgo: number }

/** AES-256-GCM under the name of the record, the tag behind the text. */
function sealDraft(key: string, name: string, { callId, text, daysAgo }: Seed): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(key, 'base64url'), iv)
  cipher.setAAD(Buffer.from(name))
  const plain = JSON.stringify({ callId, text, base: '' })
  const body = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  const at = Date.now() - daysAgo * 86_400_000
  const [ivText, bodyText] = [iv, body].map((bytes) => bytes.toString('base64'))
  return JSON.stringify({ schema: 1, rev: 1, at, iv: ivText, body: bodyText })
}

/** Drafts as a tab that is gone left them, and texts that nobody can read. */
async function seedDrafts(page: Page, seeds: Seed[], unreadable: string[] = []) {
  const headers = { 'x-call-review': '1' }
  const { draftKeys } = await (await page.request.get('/session', { headers })).json()
  const [{ id, key }] = draftKeys
  const nameOf = (callId: string) => JSON.stringify([id, callId, 'gone'])
  const records = [
    ...seeds.map((seed) => {
      const name = nameOf(seed.callId)
      return [name, sealDraft(key, name, seed)] as const
    }),
    ...unreadable.map((text, at) => [nameOf(`spoilt-${at}`), text] as const),
  ]
  await page.evaluate(async (texts) => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('call-review-drafts')
      request.addEventListener('success', () => resolve(request.result))
    })
    const transaction = database.transaction('texts', 'readwrite')
    for (const [name, text] of texts) transaction.objectStore('texts').put(text, name)
    await new Promise((resolve) => transaction.addEventListener('complete', resolve))
    database.close()
  }, records)
}

test('five hundred drafts are listed at once, the oldest first, and beside them what cannot be read (D-08, D-11, D-12)', async ({
  callsPage,
  page,
}) => {
  await callsPage.goto('?size=25')
  await callsPage.open(1)
  await expect(callsPage.drawer.notes).toBeVisible()
  const seeds = Array.from({ length: 500 }, (_, at) => ({
    callId: `call-${at}`,
    text: `Draft ${at}`,
    daysAgo: at / 50,
  }))
  await seedDrafts(page, seeds, [
    JSON.stringify({ schema: 2, rev: 1, at: Date.now(), body: '' }),
    '{"schema":1,"rev":1,',
    JSON.stringify({ schema: 1, rev: 1, at: Date.now(), iv: 'AAAAAAAAAAAAAAAA', body: 'AAAA' }),
  ])
  await callsPage.goto('?size=25')
  await page.getByRole('button', { name: 'Drafts (503)' }).click()
  const dialog = page.getByRole('dialog', { name: 'Drafts' })
  const items = dialog.getByRole('list', { name: 'Unsent notes' }).getByRole('listitem')
  await expect(items.first()).toContainText('Draft 499')
  await expect(items.first()).toContainText('Not sent for 9 days')
  await page.getByRole('button', { name: 'Show more (450)' }).click()
  await expect(items).toHaveCount(100)

  const spoilt = dialog.getByRole('list', { name: 'Unreadable drafts' }).getByRole('listitem')
  await expect(spoilt).toHaveCount(3)
  for (const item of await spoilt.all()) await expect(item).toContainText('Unreadable draft')
  await spoilt.first().getByRole('button', { name: 'Delete' }).click()
  await expect(spoilt).toHaveCount(2)
  await items.first().getByRole('button', { name: 'Discard', exact: true }).dblclick()
  await expect(items.first()).toContainText('Draft 499')
  await items.first().getByRole('button', { name: 'Discard', exact: true }).click()
  await items.first().getByRole('button', { name: 'Discard this text' }).click()
  await expect(items.first()).toContainText('Draft 498')
  await expect(items.first().getByRole('button', { name: 'Open' })).toBeFocused()
  await page.keyboard.press('Escape')

  const ms = await page.evaluate(async () => {
    const { resolve, promise } = Promise.withResolvers<number>()
    const open = [...document.querySelectorAll('button')].find(({ textContent }) =>
      textContent.startsWith('Drafts ('),
    )
    const begin = performance.now()
    const watcher = new MutationObserver(() => {
      if (document.querySelectorAll('dialog li').length > 0) resolve(performance.now() - begin)
    })
    watcher.observe(document, { childList: true, subtree: true })
    open?.click()
    return promise
  })
  process.stdout.write(`D-11: 500 drafts listed in ${Math.round(ms)} ms\n`)
  expect(ms).toBeLessThan(300)
  await page.reload()
  await expect(page.getByRole('button', { name: 'Drafts (501)' })).toBeVisible()
})

test('a list of drafts that did not arrive is asked for again at the next press', async ({
  callsPage,
  page,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/ERR_FAILED/)
  await callsPage.goto('?sort=StartTime&size=25')
  await callsPage.open(2)
  await callsPage.drawer.notes.fill('Not sent')
  await page.route(/\/drafts-list-[^/]+\.js$/, (route) => route.abort(), { times: 1 })
  await page.getByRole('button', { name: 'Drafts (1)' }).click()
  await page.getByRole('button', { name: 'Drafts: try again' }).click()
  await expect(page.getByRole('dialog', { name: 'Drafts' })).toContainText('Not sent')
})
