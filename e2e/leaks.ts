import type { BrowserContext, Page } from '@playwright/test'

/** How a text looks once something has quoted, encoded or packed it. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  // Base64 of the same bytes at each of the three places where they may begin, without what their neighbours change.
  const packed = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4)
      .slice(0, -4),
  )
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    encodeURIComponent(secret),
    new URLSearchParams({ '': secret }).toString().slice(1),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;'),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
    ...packed,
    ...packed.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    bytes.toString('hex'),
  ]
}

/** Where a secret is found in what was seen, by the name it was seen under. */
export function findLeaks(secret: string, seen: Record<string, string>): string[] {
  const forms = formsOf(secret)
  return Object.entries(seen)
    .filter(([, text]) => forms.some((form) => text.includes(form)))
    .map(([name]) => name)
}

/** Keeps all that the page and the gateway say to each other, but for the body of the sign-in itself. */
export function watchTraffic(context: BrowserContext) {
  const seen: Record<string, string> = {}
  const reading: Promise<void>[] = []
  let count = 0
  context.on('request', (request) => {
    const isSignIn = request.method() === 'POST' && new URL(request.url()).pathname === '/session'
    const name = `request ${++count} ${request.method()} ${new URL(request.url()).pathname}`
    const body = isSignIn ? '' : (request.postData() ?? '')
    seen[name] = `${request.url()}\n${JSON.stringify(request.headers())}\n${body}`
  })
  context.on('response', (response) => {
    const name = `answer ${++count} ${response.status()} ${new URL(response.url()).pathname}`
    const read = async () => {
      const headers = JSON.stringify(await response.headersArray())
      seen[name] = `${headers}\n${await response.text().catch(() => '')}`
    }
    reading.push(read())
  })
  return async () => {
    await Promise.all(reading)
    return seen
  }
}

/** Everything of a page that a script on it could read, and all that is left in its browser. */
export async function readPage(page: Page): Promise<Record<string, string>> {
  const shown = await page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const kept: string[] = []
    for (const { name = '' } of databases) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name)
        opening.addEventListener('success', () => resolve(opening.result))
        opening.addEventListener('error', () => reject(opening.error ?? new Error(name)))
      })
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store).getAll()
        await new Promise((resolve) => all.addEventListener('success', resolve))
        kept.push(JSON.stringify(all.result))
      }
      database.close()
    }
    return {
      address: window.location.href,
      title: document.title,
      document: document.documentElement.outerHTML,
      fields: JSON.stringify(
        Array.from(document.querySelectorAll('input, textarea'), (field) =>
          field instanceof HTMLInputElement && field.type === 'password'
            ? ''
            : Reflect.get(field, 'value'),
        ),
      ),
      localStorage: JSON.stringify(Object.entries(localStorage)),
      sessionStorage: JSON.stringify(Object.entries(sessionStorage)),
      history: JSON.stringify(window.history.state),
      databases: kept.join('\n'),
      caches: JSON.stringify(await caches.keys()),
      cookie: document.cookie,
    }
  })
  return { ...shown, cookies: JSON.stringify(await page.context().cookies()) }
}

/** All that the page's scripts still hold, as the browser's own debugger writes it down. */
export async function readHeap(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => void chunks.push(chunk))
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  return chunks.join('')
}
