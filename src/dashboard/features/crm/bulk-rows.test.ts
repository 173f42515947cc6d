import { expect, test } from 'vitest'
import { makeCall } from '../../../contract/examples.ts'
import { type BulkRow, countRows, isReady, spreadColumn, toJobs } from './bulk-rows.ts'

const makeRow = (id: string, overrides: Partial<BulkRow> = {}): BulkRow => ({
  call: makeCall({ id }),
  entry: {},
  outcome: undefined,
  leaveOut: [],
  ...overrides,
})

const LOGGED = { interactionId: '1', callNumber: 'N 1', loggedAt: '2026-11-14T12:00:00Z' }
const rows = [
  makeRow('logged', { entry: LOGGED }),
  makeRow('lacking'),
  makeRow('wrong', { entry: { interactionId: 'seven' } }),
  makeRow('ready', { entry: { interactionId: ' 2 ' }, leaveOut: ['PhoneNumber'] }),
  makeRow('open', { entry: { ...LOGGED, isOpen: true } }),
  makeRow('queued', { entry: { interactionId: '3' }, outcome: { step: 'queued' } }),
  makeRow('failed', {
    entry: { interactionId: '4' },
    outcome: { step: 'failed', error: new Error('no') },
  }),
]

test('what is logged already, or lacks its Interaction ID, or is under way is not sent', () => {
  expect(rows.filter(isReady).map(({ call }) => call.id)).toEqual(['ready', 'open'])
  expect(toJobs(rows.filter(isReady))).toEqual([
    { callId: 'ready', interactionId: '2', leaveOut: ['PhoneNumber'] },
    { callId: 'open', interactionId: '1', leaveOut: [] },
  ])
})

test('every call is counted for what it is', () => {
  expect(countRows(rows)).toEqual({ total: 7, logged: 1, failed: 1, missing: 2 })
})

test('a pasted column fills the calls in their order, past those that are fixed', () => {
  expect(spreadColumn(rows, ['10', '', '30', '40', '50', '60'])).toEqual([
    ['lacking', '10'],
    ['ready', '30'],
    ['open', '40'],
    ['failed', '50'],
  ])
})
