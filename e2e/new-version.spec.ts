import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from './fixtures.ts'
import { makeSessionKeys } from './gateway-client.ts'
import { CallsPage } from './pages/calls-page.ts'
import { demoUsers, SignInPage } from './pages/sign-in-page.ts'
import { startProcess } from './server-process.ts'

/** Makes of a build what another commit would: every file of the dashboard has another name. */
async function renameAssets(dashboard: string): Promise<void> {
  const assets = path.join(dashboard, 'assets')
  const names = (await readdir(assets)).filter((name) => /\.(js|css)$/.test(name))
  const renamed = (text: string) =>
    names.reduce((made, name) => made.replaceAll(name, `next-${name}`), text)
  for (const name of names) {
    const file = path.join(assets, name)
    await writeFile(file, renamed(await readFile(file, 'utf8')))
    await rename(file, path.join(assets, `next-${name}`))
    // Compressed at build time, under the old name and with the old names inside.
    for (const ending of ['br', 'gz']) await rm(`${file}.${ending}`, { force: true })
  }
  const page = path.join(dashboard, 'index.html')
  await writeFile(page, renamed(await readFile(page, 'utf8')))
  for (const ending of ['br', 'gz']) await rm(`${page}.${ending}`, { force: true })
}

test('a new version under an open page takes nothing away, and reloads nothing by itself (R-24)', async ({
  page,
  product,
  expectedConsoleErrors,
}, testInfo) => {
  expectedConsoleErrors.push(/404 /, /ERR_CONNECTION_REFUSED/, /Refused to apply style/)
  const build = testInfo.outputPath('build')
  await cp(path.join(import.meta.dirname, '../dist'), build, { recursive: true })
  const env = {
    HOSTEDSUITE_URL: `${product.sandboxUrl}/hostedsuite`,
    SESSION_KEYS: makeSessionKeys(),
    DATA_DIR: testInfo.outputPath('data'),
    TZ: 'UTC',
  }
  const start = (port: string) =>
    startProcess({
      command: process.execPath,
      args: [path.join(build, 'server/start.js')],
      env: { ...env, PORT: port },
      ready: [/^Call Review ready on (http:\/\/\S+)\r?$/m],
    })
  const before = await start('0')
  const { port } = new URL(before.readyWords[0] ?? '')
  const signInPage = new SignInPage(page)
  const callsPage = new CallsPage(page)
  const { drawer } = callsPage
  await signInPage.goto(`http://localhost:${port}/calls?sort=StartTime`)
  await signInPage.signIn(demoUsers.supervisor)
  await callsPage.open(9)
  await drawer.notes.fill('')
  await drawer.notes.pressSequentially('Half a thou', { delay: 20 })
  let loads = 0
  page.on('load', () => {
    loads += 1
  })

  await before.stop()
  await renameAssets(path.join(build, 'dashboard'))
  const after = await start(port)
  await page.getByRole('button', { name: 'supervisor' }).focus()
  await expect(callsPage.alert.filter({ hasText: 'did not arrive' })).toBeVisible()
  await drawer.notes.press('End')
  await drawer.notes.pressSequentially('ght', { delay: 20 })
  await expect(drawer.notes).toHaveValue('Half a thought')
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  expect(loads).toBe(0)

  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(drawer.notes).toHaveValue('Half a thought')
  await expect(drawer.status).toHaveText(/^Kept on this device/)
  expect(loads).toBe(1)
  expect(await page.content()).toContain('/assets/next-')
  await drawer.notes.press('Control+Enter')
  await expect(drawer.status).toHaveText(/^Saved/)
  await page.close()
  await after.stop()
})
