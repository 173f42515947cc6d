import { expect, test } from 'vitest'
import { createRememberedSwitch } from './remembered-switch.ts'

function makeStorage() {
  const items = new Map<string, string>()
  return {
    items,
    open: () => ({
      getItem: (name: string) => items.get(name) ?? null,
      setItem: (name: string, value: string) => void items.set(name, value),
    }),
  }
}

test('a switch is remembered by the browser, and read anew', () => {
  const { open, items } = makeStorage()
  createRememberedSwitch('keys', open).write(false)
  expect(createRememberedSwitch('keys', open).read()).toBe(false)
  items.set('keys', 'on')
  expect(createRememberedSwitch('keys', open).read()).toBe(true)
  expect(createRememberedSwitch('other', open).read()).toBe(true)
})

test('where nothing may be stored it holds all the same', () => {
  const forbidden = createRememberedSwitch('keys', () => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  })
  expect(forbidden.read()).toBe(true)
  forbidden.write(false)
  expect(forbidden.read()).toBe(false)
})
