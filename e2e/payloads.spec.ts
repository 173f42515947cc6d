import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test as base } from './fixtures.ts'
import { makeCall, makeCalls, PAYLOADS } from './payloads.ts'

/** The newest ones, among which every address meets the field that is shown as a link; PAYLOAD_CALLS=all for the rest. */
const OPENED = process.env.PAYLOAD_CALLS === 'all' ? PAYLOADS.length : 73

/** What a slow machine draws in seconds, with texts as strange as these. */
const ROWS = 100

const SPOOFED = {
  Id: 'spoofed',
  StartTime: '2026-02-01T09:30:00',
  CallerName: 'Ann \u202Enosredna',
  CallerNumber: '\u202E5550001',
  ClientName: 'Acme \u202B\u202D\u2066',
  TransferToName: 'Bob \u202Egnp.exe',
  TransferToNumber: '+15550002',
  AnsweredBy: '\u2067Carla',
  Notes: 'A note \u202E that turns',
  Type: 'Incoming',
  ScreenPop: 'https://ok.example/a?b=c',
  Interactions: [
    { StartTime: '2026-02-01T09:30:05', Type: 'Hold \u202E', Description: 'On hold \u202B' },
    { StartTime: '2026-02-01T09:30:09', Type: 'Talk', Description: 'Talking again' },
  ],
  DurationInSeconds: 60,
  TalkTimeInSeconds: 60,
}

type Fixtures = {
  /** What the page did that no text may make it do. What the policy stops is a console error, and fails the test too. */
  misdeeds: string[]
}

const test = base.extend<Fixtures>({
  productArgs: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from its pattern.
    async ({}, provide) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'call-review-payloads-'))
      const file = path.join(folder, 'calls.ndjson')
      const lines = [...makeCalls(), SPOOFED].map((call) => JSON.stringify(call))
      await writeFile(file, lines.join('\n'))
      await provide(['--calls', file])
      await rm(folder, { recursive: true })
    },
    { scope: 'worker' },
  ],

  misdeeds: async ({ page, baseURL }, provide) => {
    const misdeeds: string[] = []
    await page.exposeFunction('__ran', () => misdeeds.push('a script ran'))
    page.on('dialog', (dialog) => {
      misdeeds.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(`${baseURL}/`)) misdeeds.push(`asked ${request.url()}`)
    })
    page.on('popup', (popup) => misdeeds.push(`opened ${popup.url()}`))
    await provide(misdeeds)
  },
})

/** The links of the page that leave it. */
const readOuterLinks = (page: Page) =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll('a'))
      .filter(({ origin }) => origin !== window.location.origin)
      .map(({ host, protocol, username, target, rel, referrerPolicy }) => ({
        host,
        protocol,
        username,
        target,
        rel,
        referrerPolicy,
      })),
  )

/** Where the sandbox's Driv.ly keeps the conversation of every call. */
const CONVERSATIONS = 'conversations.example'

const SAFE_LINK = {
  host: expect.any(String),
  protocol: expect.stringMatching(/^https?:$/),
  username: '',
  target: '_blank',
  rel: 'noopener noreferrer',
  referrerPolicy: 'no-referrer',
}

test('R-19 T-28 T-30 R-17 no text of a call runs, loads or leads anywhere, in any field of any view', async ({
  callsPage,
  page,
  misdeeds,
}) => {
  test.setTimeout(90_000 + OPENED * 1500)
  expect(PAYLOADS.length).toBeGreaterThanOrEqual(300)
  const listed = makeCalls().length + 1
  for (let number = 1; (number - 1) * ROWS < listed; number += 1) {
    await callsPage.goto(`?size=${ROWS}&page=${number}`)
    await expect(callsPage.status).toHaveText(new RegExp(`^${(number - 1) * ROWS + 1}–`))
    expect(await readOuterLinks(page)).toEqual([])
  }

  let links = 0
  await callsPage.goto(`?size=${ROWS}`)
  await callsPage.open(1)
  for (let at = PAYLOADS.length - 1; at >= PAYLOADS.length - OPENED; at -= 1) {
    await callsPage.drawer.next.click()
    await expect(callsPage.drawer.notes).toHaveValue(makeCall(at).Notes)
    for (const link of await readOuterLinks(page)) {
      expect(link).toEqual(SAFE_LINK)
      if (link.host !== CONVERSATIONS) links += 1
    }
  }
  // The three addresses among the payloads that are in order.
  expect(links).toBe(3)
  expect(misdeeds).toEqual([])
  process.stdout.write(
    `${PAYLOADS.length} payloads in 17 fields: ${listed} calls listed, ${OPENED} opened, ` +
      `${misdeeds.length} executed or loaded\n`,
  )
})

test('T-27 a page opened from a call cannot reach back, and is not told where it was opened', async ({
  callsPage,
  context,
}) => {
  await context.route('https://ok.example/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' }),
  )
  await callsPage.goto('?call=spoofed')
  const opening = context.waitForEvent('page')
  await callsPage.drawer.root.getByRole('link', { name: 'ok.example/a' }).click()
  const opened = await opening
  await expect(opened).toHaveTitle('Elsewhere')
  expect(await opened.evaluate(() => [window.opener, document.referrer])).toEqual([null, ''])
})

test('T-29 a careless innerHTML, document.write or inline script is stopped by the browser', async ({
  callsPage,
  page,
  misdeeds,
  expectedConsoleErrors,
}) => {
  expectedConsoleErrors.push(/Trusted ?(Type|HTML|Script)/)
  await callsPage.goto()
  await expect(callsPage.heading).toBeVisible()
  const thrown = await page.evaluate(() => {
    const planted = '<img src=x onerror=__ran()>'
    const sinks = [
      () => (document.body.innerHTML = planted),
      () => document.body.insertAdjacentHTML('beforeend', planted),
      () => document.write(planted),
      () => (document.createElement('script').text = '__ran()'),
      () => (document.createElement('iframe').srcdoc = planted),
      () => document.createElement('div').setAttribute('onclick', '__ran()'),
    ]
    return sinks.map((sink) => {
      try {
        sink()
        return 'done'
      } catch (error) {
        return error instanceof TypeError ? 'stopped' : String(error)
      }
    })
  })
  expect(thrown).toEqual(thrown.map(() => 'stopped'))
  await expect(callsPage.heading).toBeVisible()
  expect(misdeeds).toEqual([])
})

test('T-44 a text that turns the reading direction turns nothing beside it', async ({
  callsPage,
  page,
}) => {
  await callsPage.goto('?call=spoofed')
  await expect(callsPage.drawer.interactions).toHaveCount(2)
  const turned = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent ?? ''
      if (/[\u202A-\u202E\u2066-\u2069]/.test(text)) continue
      const letters = [...text.matchAll(/[\p{L}\p{N}]/gu)]
      const [start, end] = [letters.at(0), letters.at(-1)].map((letter) => {
        const range = document.createRange()
        range.setStart(node, letter?.index ?? 0)
        range.setEnd(node, (letter?.index ?? -1) + 1)
        return range.getBoundingClientRect()
      })
      if (start?.top === end?.top && Number(start?.left) > Number(end?.left)) found.push(text)
    }
    return found
  })
  expect(turned).toEqual([])
})
