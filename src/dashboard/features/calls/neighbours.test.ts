import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CallPage, CallSummary } from '../../../contract/calls.ts'
import { makeCall } from '../../../contract/examples.ts'
import { type Direction, findNeighbour, searchNeighbour } from './neighbours.ts'

const SIZE = 5

type HostOptions = {
  count: number
  /** How many calls come in before each reading, as far as the list goes. */
  arrivals?: number[]
  tellsTotal?: boolean
}

/** A HostedSuite with the newest call first, and the pages of it that were read. */
function makeHost({ count, arrivals = [], tellsTotal = true }: HostOptions) {
  const calls = Array.from({ length: count }, (_, at) => makeCall({ id: `c${at}` }))
  const pages = new Map<number, CallPage>()
  const coming = [...arrivals]
  const readings: number[] = []
  function readPage(page: number, isAnew: boolean): Promise<CallPage> {
    const known = pages.get(page)
    if (known !== undefined && !isAnew) return Promise.resolve(known)
    readings.push(page)
    for (let left = coming.shift() ?? 0; left > 0; left -= 1)
      calls.unshift(makeCall({ id: `new${calls.length}` }))
    const read: CallPage = {
      calls: calls.slice((page - 1) * SIZE, page * SIZE),
      page,
      size: SIZE,
      total: tellsTotal ? calls.length : undefined,
      range: {},
      hasMore: page * SIZE < calls.length,
      notices: [],
    }
    pages.set(page, read)
    return Promise.resolve(read)
  }
  return { readPage, readings, idsOf: (page: number) => pages.get(page)?.calls.map(({ id }) => id) }
}

const everyCall = () => true

/** All calls that somebody sees who steps on from `id` until there is no further one. */
async function walk(
  { readPage }: ReturnType<typeof makeHost>,
  start: { id: string; page: number },
  direction: Direction,
  isShown: (call: CallSummary) => boolean = everyCall,
): Promise<string[]> {
  const seen = [start.id]
  let from = start
  for (;;) {
    const page = await readPage(from.page, false)
    const next =
      findNeighbour([page], from.id, direction, isShown) ??
      (await searchNeighbour({ from, direction, isShown, readPage }))
    if (next === undefined) return seen
    seen.push(next.id)
    from = next
  }
}

const idsFrom = (first: number, last: number) =>
  Array.from(
    { length: Math.abs(last - first) + 1 },
    (_, at) => `c${first < last ? first + at : first - at}`,
  )

test('every call is stepped to once, over all pages and back', async () => {
  const host = makeHost({ count: 12 })
  expect(await walk(host, { id: 'c0', page: 1 }, 'next')).toEqual(idsFrom(0, 11))
  expect(await walk(host, { id: 'c11', page: 3 }, 'previous')).toEqual(idsFrom(11, 0))
  expect(host.readings).toEqual([1, 2, 3])
})

test('no call comes twice and none is left out while others come in', async () => {
  const arrivals = fc.array(fc.nat(4), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 24 }),
      arrivals,
      fc.boolean(),
      async (count, coming, tellsTotal) => {
        const host = makeHost({ count, arrivals: [0, ...coming], tellsTotal })
        expect(await walk(host, { id: 'c0', page: 1 }, 'next')).toEqual(idsFrom(0, count - 1))
      },
    ),
  )
})

test('nor on the way back', async () => {
  const arrivals = fc.array(fc.nat(4), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 24 }),
      arrivals,
      fc.boolean(),
      async (count, coming, tellsTotal) => {
        const host = makeHost({ count, arrivals: [0, ...coming], tellsTotal })
        const page = Math.ceil(count / SIZE)
        const seen = await walk(host, { id: `c${count - 1}`, page }, 'previous')
        const old = seen.filter((id) => id.startsWith('c'))
        expect(old).toEqual(idsFrom(count - 1, 0))
        expect(new Set(seen).size).toBe(seen.length)
      },
    ),
  )
})

test('a page that was read again and no longer holds the call loses nothing', async () => {
  const host = makeHost({ count: 12, arrivals: [0, 7] })
  await host.readPage(1, false)
  await host.readPage(1, true)
  expect(host.idsOf(1)).not.toContain('c2')
  const from = { id: 'c2', page: 1 }
  const search = { from, isShown: everyCall, readPage: host.readPage }
  expect(await searchNeighbour({ ...search, direction: 'next' })).toEqual({ id: 'c3', page: 3 })
  expect(await searchNeighbour({ ...search, direction: 'previous' })).toEqual({ id: 'c1', page: 2 })
})

const isOneOf =
  (...ids: string[]) =>
  ({ id }: CallSummary) =>
    ids.includes(id)

test('calls that do not pass are stepped over, but not without end', async () => {
  const host = makeHost({ count: 100 })
  expect(await walk(host, { id: 'c0', page: 1 }, 'next', isOneOf('c23', 'c24'))).toEqual([
    'c0',
    'c23',
    'c24',
  ])
  expect(await walk(host, { id: 'c0', page: 1 }, 'next', isOneOf('c99'))).toEqual(['c0'])
  expect(Math.max(...host.readings)).toBe(15)
})
