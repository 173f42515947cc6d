import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createOwnViews } from './own-views.ts'

const YESTERDAY = { id: 'a', name: 'Yesterday', query: 'range=yesterday' }
const INCOMING = { id: 'b', name: 'Incoming', query: 'direction=incoming' }

function makeStorage() {
  const texts = new Map<string, string>()
  return {
    texts,
    open: () => ({
      getItem: (name: string) => texts.get(name) ?? null,
      setItem: (name: string, text: string) => void texts.set(name, text),
    }),
  }
}

test('views are kept by the browser, under the name of their person', () => {
  const { open } = makeStorage()
  createOwnViews('ada', open).change(() => [YESTERDAY])
  expect(createOwnViews('ada', open).read()).toEqual([YESTERDAY])
  expect(createOwnViews('bob', open).read()).toEqual([])
})

test('a change keeps what another tab has saved meanwhile', () => {
  const { open } = makeStorage()
  const [here, there] = [createOwnViews('ada', open), createOwnViews('ada', open)]
  expect(here.read()).toEqual([])
  there.change((views) => [...views, YESTERDAY])
  here.change((views) => [...views, INCOMING])
  expect(there.read()).toEqual([YESTERDAY, INCOMING])
})

test('what did not change is the same list again', () => {
  const views = createOwnViews('ada', makeStorage().open)
  views.change(() => [YESTERDAY])
  expect(views.read()).toBe(views.read())
})

test('where nothing may be stored they last as long as the page, and it says so', () => {
  const views = createOwnViews('ada', () => {
    throw new DOMException('The operation is insecure.', 'SecurityError')
  })
  views.change(() => [YESTERDAY])
  expect(views.read()).toEqual([YESTERDAY])
  expect(views.isKept()).toBe(false)
})

test('where no more may be stored they last as long as the page, too', () => {
  const { open } = makeStorage()
  const full = {
    ...open(),
    setItem: () => {
      throw new DOMException('Full', 'QuotaExceededError')
    },
  }
  const views = createOwnViews('ada', () => full)
  views.change(() => [YESTERDAY])
  expect(views.read()).toEqual([YESTERDAY])
  expect(views.isKept()).toBe(false)
})

test('one that is damaged, or of another time, does not take the others with it (F-13)', () => {
  const { texts, open } = makeStorage()
  const older = { version: 0, title: 'Incoming', filters: { direction: 'incoming' } }
  texts.set('ada', JSON.stringify([YESTERDAY, { ...INCOMING, name: '' }, older, null]))
  expect(createOwnViews('ada', open).read()).toEqual([YESTERDAY])
})

test('whatever the browser holds under that name, it is a list', () => {
  const { texts, open } = makeStorage()
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      texts.set('ada', text)
      const views = createOwnViews('ada', open).read()
      expect(views.every(({ id, name, query }) => `${id}${name}${query}` !== '')).toBe(true)
    }),
  )
})
