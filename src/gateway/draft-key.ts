import { hkdfSync } from 'node:crypto'
import type { DraftKey, User } from '../contract/session.ts'
import type { Key } from './config.ts'

const KEY_BYTES = 32
const ID_BYTES = 12

/**
 * The same at every gateway and sign-in, in whatever letter case the names are typed; without `secret` nobody
 * can tell whose it is.
 */
export function deriveDraftKey({ secret }: Key, { customerName, userName }: User): DraftKey {
  const person = JSON.stringify([customerName, userName]).toLowerCase()
  const info = `call-review draft ${person}`
  const derived = Buffer.from(hkdfSync('sha256', secret, '', info, KEY_BYTES + ID_BYTES))
  return {
    id: derived.subarray(KEY_BYTES).toString('base64url'),
    key: derived.subarray(0, KEY_BYTES).toString('base64url'),
  }
}
