import { expect, test } from 'vitest'
import { KEYS } from '../features/calls/view.ts'
import { withoutSecrets } from './without-secrets.ts'

const LIST = 'https://calls.example.com/calls'

test.each(['Password', 'password', 'passwd', 'PWD', 'pass', 'user_password', 'access_token'])(
  'a password that somebody has put into an address under %s is taken out of it (F-16)',
  (key) => {
    const address = `${LIST}?direction=incoming&${key}=hunter2&page=3&${key}=again`
    expect(withoutSecrets(address)).toBe(`${LIST}?direction=incoming&page=3`)
  },
)

test('an address without one stays as it was written, and no key of the list looks like one (F-16)', () => {
  const query = Object.keys(KEYS).map((key) => `${key}=a,b:c%20d`)
  const address = `${LIST}?${query.join('&')}`
  expect(withoutSecrets(address)).toBe(address)
})
