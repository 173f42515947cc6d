import type { Call, CallPage, CallQuery } from '../../contract/calls.ts'
import type { SavedNotes, SaveNotes } from '../../contract/notes.ts'
import type { Credentials } from '../../contract/session.ts'
import type { FirstPage } from '../config.ts'
import { createCallLock } from './call-lock.ts'
import { HostedSuiteError, type Operation, toProblem } from './errors.ts'
import { createFirstPage } from './first-page.ts'
import { toCall, toCallSummary } from './map-call.ts'
import { noticesAbout } from './page-notices.ts'
import { resolveRange, type WallRange } from './ranges.ts'
import { saveNotes } from './save-notes.ts'
import type { SendJson } from './send.ts'
import { type CallRow, type ListAnswer, parseCallRow, parseListAnswer } from './wire.ts'

export type CallsClientOptions = {
  send: SendJson
  clock: () => Date
  firstPage: FirstPage
  hostedSuiteTimeZone: string
}

/** What a person can do with HostedSuite's calls, each with that person's own credentials. */
export type CallsClient = {
  /** Throws INVALID_CREDENTIALS unless HostedSuite lets them list calls. */
  checkCredentials: (credentials: Credentials) => Promise<void>
  /** `gone` ends a read that nobody waits for any more; a write is always finished. */
  listCalls: (credentials: Credentials, query: CallQuery, gone: AbortSignal) => Promise<CallPage>
  /** Throws NOT_FOUND for a call that does not exist or that this person may not see. */
  readCall: (credentials: Credentials, id: string, gone: AbortSignal) => Promise<Call>
  saveNotes: (credentials: Credentials, id: string, save: SaveNotes) => Promise<SavedNotes>
}

/** Of a whole operation, however many requests it takes. */
const LIST_DEADLINE_MS = 15_000
const READ_DEADLINE_MS = 10_000
const SAVE_DEADLINE_MS = 15_000

/** HostedSuite's first direction is Asc when none is sent: oldest first, so it is always sent. */
const NEWEST_FIRST = { SortField: 'StartTime', SortDir: 'Desc' }

export function createCallsClient(options: CallsClientOptions): CallsClient {
  const { send, clock, hostedSuiteTimeZone: zone } = options
  const firstPage = createFirstPage(options.firstPage)
  const inTurn = createCallLock()

  const list = async (credentials: Credentials, body: object, signal: AbortSignal) =>
    parseListAnswer(
      await send('/api/calls', withCredentials(credentials, body), { kind: 'read', signal }),
    )

  /** Sent without any other filter; a host that ignores it answers with other calls, so the id decides. */
  async function findRow(
    credentials: Credentials,
    id: string,
    signal: AbortSignal,
  ): Promise<CallRow | undefined> {
    const body = { CallRecordId: id, ItemsPerPage: 25, ...NEWEST_FIRST }
    const { rows } = await list(credentials, body, signal)
    return rows.find((row) => row.Id === id)
  }

  async function readRow(credentials: Credentials, id: string, signal: AbortSignal) {
    const row = await findRow(credentials, id, signal)
    if (row === undefined) throw new HostedSuiteError('not-found')
    return row
  }

  async function findById(credentials: Credentials, id: string, gone: AbortSignal) {
    const row = await findRow(credentials, id, deadline(READ_DEADLINE_MS, gone))
    const calls = row === undefined ? [] : [toCallSummary(row, zone)]
    return { calls, page: 1, size: 1, total: calls.length, hasMore: false, notices: [] }
  }

  async function readPage(
    credentials: Credentials,
    query: CallQuery,
    gone: AbortSignal,
  ): Promise<CallPage> {
    const signal = deadline(LIST_DEADLINE_MS, gone)
    const range = resolveRange(query, zone, clock())
    const asked = { ...toFilters(query, range), ...toSort(query) }
    const first = await firstPage(credentials.customerName, (page) =>
      list(credentials, { ...asked, Page: page, ItemsPerPage: 1 }, signal),
    )
    const read = (page: number) =>
      list(credentials, { ...asked, Page: first + page - 1, ItemsPerPage: query.size }, signal)

    const answer = await read(query.page)
    const lastPage = lastPageOf(answer, query)
    const isPastTheEnd = query.page > lastPage
    const { rows, received, unreadable, total } = isPastTheEnd ? await read(lastPage) : answer
    const page = isPastTheEnd ? lastPage : query.page

    const calls = rows.map((row) => toCallSummary(row, zone))
    return {
      calls,
      page,
      size: query.size,
      total,
      // Where HostedSuite did not count, a full page is the only hint of another one.
      hasMore: total === undefined ? received >= query.size : page * query.size < total,
      notices: noticesAbout(calls, unreadable, { query, range, zone }),
    }
  }

  async function writeNote(
    credentials: Credentials,
    id: string,
    text: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    // '' clears the note; null and a missing member are one thing to HostedSuite, and neither clears it.
    const body = withCredentials(credentials, { Id: id, Notes: text })
    const answer = parseCallRow(await send('/api/calls/update', body, { kind: 'write', signal }))
    return answer?.Id === id ? answer.Notes : undefined
  }

  return {
    checkCredentials: (credentials) =>
      inTermsOf('sign-in', async () => {
        const body = { ItemsPerPage: 1, DisableStats: true, ...NEWEST_FIRST }
        await list(credentials, body, AbortSignal.timeout(LIST_DEADLINE_MS))
      }),

    listCalls: (credentials, query, gone) =>
      inTermsOf('list', () =>
        query.id === undefined
          ? readPage(credentials, query, gone)
          : findById(credentials, query.id, gone),
      ),

    readCall: (credentials, id, gone) =>
      inTermsOf('call', async () => {
        const signal = deadline(READ_DEADLINE_MS, gone)
        return toCall(await readRow(credentials, id, signal), zone)
      }),

    saveNotes: (credentials, id, save) =>
      inTurn(`${credentials.customerName}\n${id}`, () =>
        inTermsOf('call', () => {
          const signal = AbortSignal.timeout(SAVE_DEADLINE_MS)
          const note = {
            read: async () => (await readRow(credentials, id, signal)).Notes ?? '',
            write: (text: string) => writeNote(credentials, id, text, signal),
          }
          return saveNotes(note, save, clock)
        }),
      ),
  }
}

const deadline = (ms: number, gone: AbortSignal) => AbortSignal.any([AbortSignal.timeout(ms), gone])

/** Credentials come last: nothing that was asked can take their place. */
const withCredentials = (credentials: Credentials, body: object) => ({
  ...body,
  CustomerName: credentials.customerName,
  UserName: credentials.userName,
  Password: credentials.password,
})

/** The documented members only. 0 and absent are one thing to HostedSuite, so a bound of 0 is not sent. */
function toFilters(query: CallQuery, { start, end }: WallRange) {
  return {
    StartDate: start,
    EndDate: end,
    ClientId: query.clientId,
    CenterId: query.centerId,
    CallType: query.direction && (query.direction === 'incoming' ? 'Incoming' : 'Outgoing'),
    MinCallDuration: query.minTalkSeconds || undefined,
    MaxCallDuration: query.maxTalkSeconds || undefined,
  }
}

const toSort = ({ sort }: CallQuery) => ({
  SortField: sort.field,
  SortDir: sort.descending ? 'Desc' : 'Asc',
})

/** Infinity where HostedSuite did not count. */
function lastPageOf({ total }: ListAnswer, { size }: CallQuery): number {
  return total === undefined ? Infinity : Math.max(1, Math.ceil(total / size))
}

async function inTermsOf<Result>(
  operation: Operation,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw toProblem(error, operation)
  }
}
