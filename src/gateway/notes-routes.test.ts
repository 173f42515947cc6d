import { expect, test } from 'vitest'
import type { GatewayDependencies } from './app.ts'
import { HostedSuiteError } from './hostedsuite/errors.ts'
import { makeGateway, makeList, makeRow, NOW, PASSWORD, type Sent } from './make-gateway.ts'

let operations = 0

/** A new save; the same object asked twice is one save that is asked again. */
const save = (base: string, text: string, opId = `operation-${(operations += 1)}`) =>
  ({
    method: 'PUT',
    url: '/api/calls/call-1/notes',
    payload: { opId, base, text },
  }) as const

type Update = (text: string, keep: (text: string) => void) => unknown

const keepAndAnswer: Update = (text, keep) => {
  keep(text)
  return makeRow({ Notes: text })
}

/** A HostedSuite with one call, whose note `update` may keep, refuse or lose. */
function makeNotes(
  notes: string | undefined,
  update: Update = keepAndAnswer,
  dependencies: Partial<GatewayDependencies> = {},
) {
  let stored = notes
  const answer = ({ path, body }: Sent) => {
    if (path === '/api/calls') return makeList([makeRow({ Notes: stored })])
    return update(String(body['Notes']), (text) => void (stored = text))
  }
  const made = makeGateway(answer, {}, dependencies)
  return { ...made, writes: () => made.requests.filter(({ kind }) => kind === 'write') }
}

test('a note is written whole, once HostedSuite still holds what it was based on', async () => {
  const { askSignedIn, writes } = makeNotes('old')
  const answer = await askSignedIn(save('old', ' new\t<b>\u{1F600}\n'))
  expect(answer.json()).toEqual({ notes: ' new\t<b>\u{1F600}\n', savedAt: NOW.toISOString() })
  expect(writes()).toEqual([
    {
      path: '/api/calls/update',
      kind: 'write',
      body: {
        Id: 'call-1',
        Notes: ' new\t<b>\u{1F600}\n',
        CustomerName: 'acme',
        UserName: 'ada',
        Password: PASSWORD,
      },
    },
  ])
})

test('clearing a note sends an empty text', async () => {
  const { askSignedIn, writes } = makeNotes('old', (text, keep) => {
    keep(text)
    return makeRow()
  })
  expect((await askSignedIn(save('old', ''))).json()).toMatchObject({ notes: '' })
  expect(writes()[0]?.body['Notes']).toBe('')
})

test('a first note is based on no note', async () => {
  const { askSignedIn } = makeNotes(undefined)
  expect((await askSignedIn(save('', 'new'))).json()).toMatchObject({ notes: 'new' })
})

test('a note that someone else changed is not overwritten', async () => {
  const { askSignedIn, writes } = makeNotes('theirs')
  const answer = await askSignedIn(save('old', 'mine'))
  expect(answer.json()).toMatchObject({ status: 409, code: 'CONFLICT', current: 'theirs' })
  expect(writes()).toEqual([])
})

test('a note that already says so counts as saved, without writing', async () => {
  const { askSignedIn, writes } = makeNotes('same')
  expect((await askSignedIn(save('old', 'same'))).json()).toMatchObject({ notes: 'same' })
  expect(writes()).toEqual([])
})

test('line ends alone are no conflict and no failed save', async () => {
  const { askSignedIn } = makeNotes('one\r\ntwo', (text, keep) => {
    const stored = text.replaceAll('\n', '\r\n')
    keep(stored)
    return makeRow({ Notes: stored })
  })
  const answer = await askSignedIn(save('one\ntwo', 'one\ntwo\nthree'))
  expect(answer.json()).toMatchObject({ notes: 'one\r\ntwo\r\nthree' })
})

test.each<[string, Update]>([
  ['nothing', () => undefined],
  ['an empty object', () => ({})],
  ['the old row', () => makeRow({ Notes: 'old' })],
  ['the new row', () => makeRow({ Notes: 'new' })],
  ['another call', () => makeRow({ Id: 'call-2', Notes: 'new' })],
])('when an update answers %s, reading again decides (N-15)', async (_what, answer) => {
  const kept = makeNotes('old', (text, keep) => {
    keep(text)
    return answer(text, keep)
  })
  expect((await kept.askSignedIn(save('old', 'new'))).json()).toEqual({
    notes: 'new',
    savedAt: NOW.toISOString(),
  })
  const lost = makeNotes('old', answer)
  expect((await lost.askSignedIn(save('old', 'new'))).json()).toMatchObject({
    notes: 'old',
    rewritten: true,
  })
  expect(lost.writes()).toHaveLength(1)
})

const breakOff = () => {
  throw new HostedSuiteError('outcome-unknown')
}

test('when an update is not answered, reading again decides too', async () => {
  const kept = makeNotes('old', (text, keep) => {
    keep(text)
    breakOff()
  })
  expect((await kept.askSignedIn(save('old', 'new'))).json()).toMatchObject({ notes: 'new' })
  const lost = makeNotes('old', breakOff)
  expect((await lost.askSignedIn(save('old', 'new'))).json()).toMatchObject({
    status: 502,
    code: 'OUTCOME_UNKNOWN',
  })
  expect(lost.writes()).toHaveLength(1)
})

test('what HostedSuite makes of a text is told, not passed off as the text', async () => {
  const { askSignedIn } = makeNotes('old', (text, keep) => keep(text.trim()))
  expect((await askSignedIn(save('old', ' new '))).json()).toMatchObject({
    notes: 'new',
    rewritten: true,
  })
})

test('a save whose answer was lost is answered again, whatever happened to the note since', async () => {
  const { askSignedIn, writes } = makeNotes('old')
  const mine = save('old', 'mine')
  const answer = await askSignedIn(mine)
  await askSignedIn(save('mine', 'theirs'))
  expect((await askSignedIn(mine)).json()).toEqual(answer.json())
  expect(writes()).toHaveLength(2)
})

test('one operation is not two different saves', async () => {
  const { askSignedIn, writes } = makeNotes('old')
  await askSignedIn(save('old', 'new', 'operation'))
  expect((await askSignedIn(save('new', 'newer', 'operation'))).json()).toMatchObject({
    status: 422,
    code: 'OPERATION_REUSED',
  })
  expect(writes()).toHaveLength(1)
})

test('a failed save is tried again under the same name', async () => {
  let attempts = 0
  const { askSignedIn } = makeNotes('old', (text, keep) => {
    attempts += 1
    if (attempts === 1) breakOff()
    keep(text)
  })
  const mine = save('old', 'new')
  expect((await askSignedIn(mine)).statusCode).toBe(502)
  expect((await askSignedIn(mine)).json()).toMatchObject({ notes: 'new' })
})

test('after ten minutes the note alone decides about a save that comes again', async () => {
  let now = NOW
  const { askSignedIn } = makeNotes('old', keepAndAnswer, { clock: () => now })
  const mine = save('old', 'mine')
  await askSignedIn(mine)
  await askSignedIn(save('mine', 'theirs'))
  now = new Date(NOW.getTime() + 10 * 60_000)
  expect((await askSignedIn(mine)).json()).toMatchObject({ code: 'CONFLICT', current: 'theirs' })
})

test('a refused update is a refusal, not an unknown outcome', async () => {
  const { askSignedIn } = makeNotes('old', () => {
    throw new HostedSuiteError('not-found')
  })
  expect((await askSignedIn(save('old', 'new'))).json()).toMatchObject({ code: 'NOT_FOUND' })
})

test('saves of one note take turns, whichever comes first: the second sees what the first wrote', async () => {
  const { askSignedIn, writes } = makeNotes('old')
  const answers = await Promise.all([askSignedIn(save('old', 'a')), askSignedIn(save('old', 'b'))])
  expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409])
  expect(writes()).toHaveLength(1)
})

test('five saves of the same text at once are one write', async () => {
  const { askSignedIn, writes } = makeNotes('old')
  const saves = Array.from({ length: 5 }, () => askSignedIn(save('old', 'new')))
  const answers = await Promise.all(saves)
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200])
  expect(writes()).toHaveLength(1)
})

test('the longest note fits through the door, a longer one is refused', async () => {
  const { askSignedIn } = makeNotes('old')
  expect((await askSignedIn(save('old', '\u0001'.repeat(65_536)))).statusCode).toBe(200)
  const longer = await askSignedIn(save('old', 'x'.repeat(65_537)))
  expect(longer.json()).toMatchObject({ status: 400, code: 'VALIDATION' })
})

test.each(['\ud800', 'a\0b'])('text that would not survive is refused (%#)', async (text) => {
  const { askSignedIn, requests } = makeNotes('old')
  expect((await askSignedIn(save('old', text))).json()).toMatchObject({
    code: 'VALIDATION',
    fields: [{ name: 'text' }],
  })
  expect(requests).toEqual([])
})
