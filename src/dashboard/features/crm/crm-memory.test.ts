import { expect, test } from 'vitest'
import { createCrmMemory } from './crm-memory.ts'

/** A storage that can be full, and what it holds. */
function makeStorage() {
  const items = new Map<string, string>()
  const storage = {
    length: 0,
    isFull: false,
    clear: () => items.clear(),
    key: () => null,
    getItem: (name: string) => items.get(name) ?? null,
    removeItem: (name: string) => void items.delete(name),
    setItem(name: string, value: string) {
      if (storage.isFull) throw new DOMException('Full.', 'QuotaExceededError')
      items.set(name, value)
    },
  }
  return storage
}

const blocked = (): Storage => {
  throw new DOMException('Blocked.', 'SecurityError')
}

test('what is written is there for the next page of the same person, and for nobody else', () => {
  const storage = makeStorage()
  createCrmMemory('ada', () => storage).write('call-1', { interactionId: '7' })
  expect(createCrmMemory('ada', () => storage).read('call-1')).toEqual({ interactionId: '7' })
  expect(createCrmMemory('eve', () => storage).read('call-1')).toEqual({})
})

test('two pages do not forget what the other one wrote', () => {
  const storage = makeStorage()
  const [one, other] = [
    createCrmMemory('ada', () => storage),
    createCrmMemory('ada', () => storage),
  ]
  one.write('call-1', { interactionId: '1' })
  other.write('call-2', { interactionId: '2' })
  one.write('call-3', { interactionId: '3' })
  expect(other.read('call-1')).toEqual({ interactionId: '1' })
  expect(one.read('call-2')).toEqual({ interactionId: '2' })
})

test('where storage is blocked or full, the page remembers', () => {
  const memory = createCrmMemory('ada', blocked)
  memory.write('call-1', { callNumber: '9' })
  expect(memory.read('call-1')).toEqual({ callNumber: '9' })

  const storage = makeStorage()
  const full = createCrmMemory('ada', () => storage)
  storage.isFull = true
  full.write('call-1', { callNumber: '9' })
  full.write('call-2', { callNumber: '8' })
  expect([full.read('call-1'), full.read('call-2')]).toEqual([
    { callNumber: '9' },
    { callNumber: '8' },
  ])
})

test('of many calls the oldest are forgotten first', () => {
  const storage = makeStorage()
  const memory = createCrmMemory('ada', () => storage)
  for (let at = 0; at < 500; at += 1) memory.write(`call-${at}`, { interactionId: '1' })
  memory.write('call-0', { interactionId: '2' })
  memory.write('call-500', { interactionId: '1' })
  expect(memory.read('call-0')).toEqual({ interactionId: '2' })
  expect(memory.read('call-1')).toEqual({})
})

test.each(['{', '[]', '{}', '[{"callId":"call-1","interactionId":7}]', 'null'])(
  'what somebody else left there (%s) is nothing',
  (text) => {
    const storage = makeStorage()
    storage.setItem('ada', text)
    expect(createCrmMemory('ada', () => storage).read('call-1')).toEqual({})
  },
)
