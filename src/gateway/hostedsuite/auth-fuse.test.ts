import { expect, test } from 'vitest'
import { NOW } from '../make-gateway.ts'
import { createAuthFuse } from './auth-fuse.ts'
import { HostedSuiteError } from './errors.ts'

test('refused credentials do not pile up for ever: the oldest are forgotten', async () => {
  const fuse = createAuthFuse(() => NOW)
  const refuse = (key: string) =>
    fuse.guard(key, () => Promise.reject(new HostedSuiteError('auth'))).catch(() => undefined)
  for (let key = 0; key <= 10_000; key += 1) await refuse(`${key}`)
  expect(await fuse.guard('0', async () => 'asked')).toBe('asked')
  await expect(fuse.guard('1', async () => 'asked')).rejects.toMatchObject({ fault: 'auth' })
})
