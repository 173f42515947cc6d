import { defineConfig } from '@playwright/test'
import { findChromium } from './find-chromium.ts'

const launchOptions = await findChromium()

// Playwright runs every project that is not left out, and pictures are only made when asked for by
// name.
const wantsScreenshots = /--project[= ]screenshots\b/.test(process.argv.join(' '))

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  reporter: 'list',
  // Room for a slow machine: what has to be quick is timed by the test that says so.
  timeout: 90_000,
  expect: { timeout: 30_000 },
  use: { launchOptions, timezoneId: 'UTC', trace: 'off' },
  projects: [
    { name: 'browser', testMatch: '*.spec.ts' },
    {
      name: 'screenshots',
      testMatch: 'screenshots.ts',
      testIgnore: wantsScreenshots ? [] : '**',
    },
  ],
})
