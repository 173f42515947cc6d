import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveDraftKey } from './draft-key.ts'
import { makeGateway } from './make-gateway.ts'

const KEY = { kid: 'a', secret: new Uint8Array(32).fill(1) }
const OTHER_KEY = { kid: 'b', secret: new Uint8Array(32).fill(2) }
const ADA = { customerName: 'acme', userName: 'ada' }

test('a person gets the same key again, in whatever letter case the names were typed', () => {
  const { id, key } = deriveDraftKey(KEY, ADA)
  expect(Buffer.from(key, 'base64url')).toHaveLength(32)
  expect(deriveDraftKey(KEY, { customerName: 'ACME', userName: 'Ada' })).toEqual({ id, key })
})

test('no two people and no two secrets share a key or its name', () => {
  const names = fc.string({ minLength: 1 }).map((name) => name.toLowerCase())
  const person = fc.record({ customerName: names, userName: names })
  fc.assert(
    fc.property(person, person, (one, other) => {
      fc.pre(one.customerName !== other.customerName || one.userName !== other.userName)
      const [mine, theirs] = [deriveDraftKey(KEY, one), deriveDraftKey(KEY, other)]
      expect(mine.key).not.toBe(theirs.key)
      expect(mine.id).not.toBe(theirs.id)
    }),
  )
  expect(deriveDraftKey(OTHER_KEY, ADA).key).not.toBe(deriveDraftKey(KEY, ADA).key)
})

test('the session brings the keys of the signed-in person, the newest first', async () => {
  const { askSignedIn } = makeGateway(undefined, { draftKeys: [OTHER_KEY, KEY] })
  const { draftKeys } = (await askSignedIn({ url: '/session' })).json()
  expect(draftKeys).toEqual([deriveDraftKey(OTHER_KEY, ADA), deriveDraftKey(KEY, ADA)])
})

test('nobody gets a key without a session', async () => {
  const { ask } = makeGateway()
  expect((await ask({ url: '/session' })).json()).toEqual({ authenticated: false })
})
