import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { NOW } from '../make-gateway.ts'
import type { ReadHostPage } from './host-pages.ts'
import { createPageCap } from './page-cap.ts'
import { type CallRow, parseListAnswer } from './wire.ts'

const CUSTOMER = 'acme'

type Host = {
  count: number
  cap: number
  totals: 'told' | 'untold' | 'too-many'
  /** What a page past the end has. */
  pastTheEnd: 'nothing' | 'last-page'
}

/** A HostedSuite with calls 0, 1, 2, … and the pages that it was asked for. */
function makePages({ count, cap, totals, pastTheEnd }: Host) {
  const asked: [page: number, rows: number][] = []
  const read: ReadHostPage = async (page, rows) => {
    asked.push([page, rows])
    const size = Math.min(rows, cap)
    const last = Math.max(0, Math.ceil(count / size) - 1)
    const start = (pastTheEnd === 'last-page' ? Math.min(page, last) : page) * size
    const ids = Array.from({ length: Math.max(0, Math.min(size, count - start)) }, (_, at) => ({
      Id: String(start + at),
    }))
    const total = { told: count, untold: 0, 'too-many': count + 2 * size }[totals]
    return parseListAnswer({ Items: ids, TotalCount: total })
  }
  return { read, asked }
}

const idsOf = ({ rows }: { rows: CallRow[] }) => rows.map(({ Id }) => Number(Id))

const range = (start: number, end: number) =>
  Array.from({ length: Math.max(0, end - start) }, (_, at) => start + at)

const SIZES = [25, 50, 100, 200] as const

const hosts = fc.record({
  count: fc.nat(450),
  cap: fc.integer({ min: 3, max: 250 }),
  totals: fc.constantFrom('told', 'untold', 'too-many'),
  pastTheEnd: fc.constantFrom('nothing', 'last-page'),
}) satisfies fc.Arbitrary<Host>

test('whatever the cap, every page has the rows that belong on it, once', async () => {
  const visits = fc.array(fc.tuple(fc.constantFrom(...SIZES), fc.nat(20)), { minLength: 1 })
  await fc.assert(
    fc.asyncProperty(hosts, visits, async (host, pages) => {
      const readWhole = createPageCap(() => NOW)
      const { read } = makePages(host)
      for (const [size, place] of pages) {
        const page = place % Math.max(1, Math.ceil(host.count / size))
        const answer = await readWhole(CUSTOMER, { page, size }, read)
        expect(idsOf(answer)).toEqual(range(page * size, Math.min(host.count, (page + 1) * size)))
      }
    }),
  )
})

const CAPPED: Host = { count: 60, cap: 10, totals: 'told', pastTheEnd: 'nothing' }

test('a host that keeps the size is asked once a page, and is never doubted again', async () => {
  const readWhole = createPageCap(() => NOW)
  const { read, asked } = makePages({ ...CAPPED, cap: 1000, totals: 'untold' })
  for (const page of [0, 1, 2]) await readWhole(CUSTOMER, { page, size: 25 }, read)
  expect(asked).toEqual([
    [0, 25],
    [1, 25],
    [2, 25],
  ])
})

test('a cap is found once for a customer, and its pages are then read in parts', async () => {
  const readWhole = createPageCap(() => NOW)
  const { read, asked } = makePages(CAPPED)
  const first = await readWhole(CUSTOMER, { page: 1, size: 25 }, read)
  expect(idsOf(first)).toEqual(range(25, 50))
  expect(asked).toEqual([
    [1, 25],
    [0, 25],
    [1, 25],
    [2, 10],
    [3, 10],
    [4, 10],
  ])
  asked.length = 0
  expect(idsOf(await readWhole(CUSTOMER, { page: 2, size: 25 }, read))).toEqual(range(50, 60))
  expect(asked).toEqual([[5, 10]])
  asked.length = 0
  await readWhole('other', { page: 0, size: 25 }, read)
  expect(asked[0]).toEqual([0, 25])
})

test('a host that is upgraded is found out again', async () => {
  const clock = { now: NOW }
  const readWhole = createPageCap(() => clock.now)
  const [generous, strict] = [makePages({ ...CAPPED, cap: 1000 }), makePages(CAPPED)]
  const read = async (host: typeof strict) =>
    idsOf(await readWhole(CUSTOMER, { page: 1, size: 25 }, host.read))
  for (const host of [generous, strict, strict, generous]) {
    expect(await read(host)).toEqual(range(25, 50))
  }
  clock.now = new Date(NOW.getTime() + 60 * 60_000)
  generous.asked.length = 0
  expect(await read(generous)).toEqual(range(25, 50))
  expect(generous.asked).toEqual([[1, 25]])
})

test('a host that gives more than was asked for is not asked again', async () => {
  const readWhole = createPageCap(() => NOW)
  const { read, asked } = makePages({ ...CAPPED, cap: 1000 })
  const generous: ReadHostPage = (page, rows) => read(page, rows + 5)
  expect(idsOf(await readWhole(CUSTOMER, { page: 0, size: 25 }, generous))).toEqual(range(0, 30))
  expect(asked).toHaveLength(1)
})

test('a short answer with a wrong total is no cap', async () => {
  const readWhole = createPageCap(() => NOW)
  const { read, asked } = makePages({ ...CAPPED, count: 3, cap: 1000, totals: 'too-many' })
  expect(idsOf(await readWhole(CUSTOMER, { page: 0, size: 25 }, read))).toEqual([0, 1, 2])
  expect(asked).toEqual([
    [0, 25],
    [1, 25],
  ])
})

test('a host that answers every page with the same rows is not asked for ever', async () => {
  const readWhole = createPageCap(() => NOW)
  const { read } = makePages(CAPPED)
  await readWhole(CUSTOMER, { page: 0, size: 25 }, read)
  const asked: number[] = []
  const stuck: ReadHostPage = async (page) => {
    asked.push(page)
    return parseListAnswer({ Items: range(0, 10).map((Id) => ({ Id: String(Id) })) })
  }
  expect(idsOf(await readWhole(CUSTOMER, { page: 0, size: 200 }, stuck))).toEqual(range(0, 10))
  expect(asked).toEqual([0, 1])
})

test('what cannot be read in a part is counted, and its rows keep their places', async () => {
  const readWhole = createPageCap(() => NOW)
  const { read } = makePages(CAPPED)
  const spoilt: ReadHostPage = async (page, rows) => {
    const answer = await read(page, rows)
    return {
      ...answer,
      rows: answer.rows.filter(({ Id }) => Id !== '13'),
      unreadable: page === 1 ? 1 : 0,
    }
  }
  const answer = await readWhole(CUSTOMER, { page: 0, size: 25 }, spoilt)
  expect(answer).toMatchObject({ received: 25, unreadable: 1, total: 60 })
  expect(idsOf(answer)).toEqual(range(0, 25).filter((id) => id !== 13))
})
