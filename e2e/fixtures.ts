import type { Cookie } from '@playwright/test'
import { expect, test as base } from '@playwright/test'
import { CallsPage } from './pages/calls-page.ts'
import { demoUsers, SignInPage } from './pages/sign-in-page.ts'
import type { Product } from './product.ts'
import { startProduct } from './product.ts'

type TestFixtures = {
  /** Nobody is signed in, unless the test asks for `callsPage` as well. */
  signInPage: SignInPage
  /**
   * The supervisor is signed in, but the page is still blank. All tests of a worker share that
   * session: a test that ends it signs in by itself instead, through `signInPage`.
   */
  callsPage: CallsPage
  /**
   * Push what the browser may complain about in this test; any other console error or uncaught
   * exception fails it. Chromium reports every answer of 400 and above as one, with its address in
   * brackets.
   */
  expectedConsoleErrors: RegExp[]
  faultsEndWithTheTest: void
}

type WorkerFixtures = {
  /**
   * The data of the product: `test.use` other arguments, and a product of its own is started for
   * them.
   */
  productArgs: string[]
  product: Product
  supervisorCookies: Cookie[]
}

/** By name, because Chromium takes Secure cookies over plain http from `localhost` only. */
const addressOf = (product: Product) => product.url.replace('127.0.0.1', 'localhost')

export const test = base.extend<TestFixtures, WorkerFixtures>({
  productArgs: [['--generate', '2000', '--seed', '7'], { option: true, scope: 'worker' }],

  product: [
    async ({ productArgs }, provide) => {
      const product = await startProduct(productArgs)
      await provide(product)
      const exitCode = await product.stop()
      // Windows knows no SIGTERM, so that nothing can end there by itself.
      if (process.platform !== 'win32') {
        expect(exitCode, `exit code of the product, which printed:\n${product.output()}`).toBe(0)
      }
    },
    { scope: 'worker', timeout: 90_000 },
  ],

  // Once per worker, because most tests are about what comes after.
  supervisorCookies: [
    async ({ browser, product }, provide) => {
      const context = await browser.newContext({ baseURL: addressOf(product) })
      const page = await context.newPage()
      const signInPage = new SignInPage(page)
      await signInPage.goto()
      await signInPage.signIn(demoUsers.supervisor)
      await new CallsPage(page).heading.waitFor()
      const cookies = await context.cookies()
      await context.close()
      await provide(cookies)
    },
    { scope: 'worker' },
  ],

  baseURL: ({ product }, provide) => provide(addressOf(product)),

  signInPage: ({ page }, provide) => provide(new SignInPage(page)),

  callsPage: async ({ page, context, supervisorCookies }, provide) => {
    await context.addCookies(supervisorCookies)
    await provide(new CallsPage(page))
  },

  expectedConsoleErrors: [
    async ({ context }, provide) => {
      const seen: string[] = []
      context.on('console', (message) => {
        if (message.type() === 'error') seen.push(`${message.text()} (${message.location().url})`)
      })
      context.on('weberror', (webError) => seen.push(String(webError.error())))
      const expected: RegExp[] = []
      await provide(expected)
      const unexpected = seen.filter((text) => !expected.some((pattern) => pattern.test(text)))
      expect(unexpected, 'console errors that the test did not expect').toEqual([])
    },
    { auto: true },
  ],

  faultsEndWithTheTest: [
    async ({ product }, provide, testInfo) => {
      await provide()
      await product.clearFaults()
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('product output', { body: product.output() })
      }
    },
    { auto: true },
  ],
})

export { expect }
