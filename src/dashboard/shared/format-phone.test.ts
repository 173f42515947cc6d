import { afterEach, expect, test, vi } from 'vitest'
import { formatPhone } from './format-phone.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

test.each([
  ['en-US', '2085550188', '(208) 555-0188'],
  ['en-US', '208-555-0188', '(208) 555-0188'],
  ['en-US', '+14055550163', '+1 405 555 0163'],
  ['en-US', '+442079460958', '+44 20 7946 0958'],
  ['en-GB', '02079460958', '020 7946 0958'],
  ['en-GB', '2085550188', '(208) 555-0188'],
  ['de', '030 901820', '030 901820'],
  ['en-US', 'Anonymous', 'Anonymous'],
  ['en-US', '911', '911'],
  ['en-US', '', ''],
])('in %s %j reads %j', (language, number, text) => {
  vi.stubGlobal('navigator', { language })
  expect(formatPhone(number)).toBe(text)
})
