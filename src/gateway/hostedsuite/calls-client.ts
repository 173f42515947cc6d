import type { Call, CallPage, CallQuery } from '../../contract/calls.ts'
import type { SavedNotes, SaveNotes } from '../../contract/notes.ts'
import type { Credentials } from '../../contract/session.ts'
import type { DateStyle, FirstPage } from '../config.ts'
import { hearOut, withDeadline } from '../upstream/deadline.ts'
import type { SendOptions } from '../upstream/exchange.ts'
import { createCallLock } from '../upstream/call-lock.ts'
import { createCredentialGuard } from './credential-guard.ts'
import { HostedSuiteError, type Operation, toProblem } from './errors.ts'
import type { TellFinding } from './findings.ts'
import { guardSend, type Observe } from './guarded-send.ts'
import { OWN_ORDER } from './host-order.ts'
import { createPageReader } from './list-page.ts'
import { toCall, toCallSummary } from './map-call.ts'
import { saveNotes } from './save-notes.ts'
import type { SendJson } from './send.ts'
import { type CallRow, type ListAnswer, parseListAnswer } from './wire.ts'

export type CallsClientOptions = {
  send: SendJson
  clock: () => Date
  firstPage: FirstPage
  hostedSuiteTimeZone: string
  hostedSuiteDates: DateStyle
  observe?: Observe | undefined
  onFinding?: TellFinding | undefined
  deadlines?: Deadlines | undefined
}

/** Milliseconds of a whole operation, however many requests it takes. */
export type Deadlines = { list: number; read: number; save: number }

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

/** A person is told of a save that stalls within fifteen seconds; half a second of them is for the way to the page. */
const DEADLINES: Deadlines = { list: 15_000, read: 10_000, save: 14_500 }

/** One person within one deadline. */
type Asker = { credentials: Credentials; signal: AbortSignal }
type Question = [path: Parameters<SendJson>[0], body: object, kind: SendOptions['kind']]

export function createCallsClient(options: CallsClientOptions): CallsClient {
  const {
    clock,
    hostedSuiteTimeZone: zone,
    hostedSuiteDates: dates,
    deadlines = DEADLINES,
  } = options
  const send = guardSend(options.send, options.observe)
  const guard = createCredentialGuard(clock)
  const readPage = createPageReader(options)
  const inTurn = createCallLock()

  const ask = ({ credentials, signal }: Asker, ...[path, body, kind]: Question): Promise<unknown> =>
    guard.run(
      credentials,
      () =>
        hearOut(signal, (heard) =>
          send(path, withCredentials(credentials, body), { kind, signal: heard }),
        ),
      signal,
    )

  const list = async (asker: Asker, body: object): Promise<ListAnswer> =>
    parseListAnswer(await ask(asker, '/api/calls', body, 'read'))

  /** Sent without any other filter; a host that ignores it answers with other calls, so the id decides. */
  async function findRow(asker: Asker, id: string): Promise<CallRow | undefined> {
    const { rows } = await list(asker, { CallRecordId: id, ItemsPerPage: 25, ...OWN_ORDER })
    return rows.find((row) => row.Id === id)
  }

  async function readRow(asker: Asker, id: string): Promise<CallRow> {
    const row = await findRow(asker, id)
    if (row === undefined) throw new HostedSuiteError('not-found')
    return row
  }

  async function findById(asker: Asker, id: string): Promise<CallPage> {
    const row = await findRow(asker, id)
    const calls = row === undefined ? [] : [toCallSummary(row, zone, dates)]
    return { calls, page: 1, size: 1, total: calls.length, range: {}, hasMore: false, notices: [] }
  }

  return {
    // Past the guard: whoever types a password wants it tried, and one that works is trusted again.
    checkCredentials: (credentials) =>
      inTermsOf('sign-in', () =>
        withDeadline(deadlines.list, async (signal) => {
          const body = { ItemsPerPage: 1, DisableStats: true, ...OWN_ORDER }
          const own = withCredentials(credentials, body)
          parseListAnswer(await send('/api/calls', own, { kind: 'read', signal }))
          guard.trust(credentials)
        }),
      ),

    listCalls: (credentials, query, gone) =>
      inTermsOf('list', () => {
        const { id } = query
        if (id !== undefined) {
          return withDeadline(
            deadlines.read,
            (signal) => findById({ credentials, signal }, id),
            gone,
          )
        }
        return withDeadline(
          deadlines.list,
          (signal) =>
            readPage(credentials.customerName, query, (body) =>
              list({ credentials, signal }, body),
            ),
          gone,
        )
      }),

    readCall: (credentials, id, gone) =>
      inTermsOf('call', () =>
        withDeadline(
          deadlines.read,
          async (signal) => toCall(await readRow({ credentials, signal }, id), zone, dates),
          gone,
        ),
      ),

    // Waiting for its turn counts: who comes late waits with the same patience as who comes first.
    saveNotes: (credentials, id, save) =>
      inTermsOf('call', () =>
        withDeadline(deadlines.save, (signal) => {
          const asker = { credentials, signal }
          const note = {
            read: async () => (await readRow(asker, id)).Notes ?? '',
            // '' clears the note; null and a missing member are one thing to HostedSuite, and neither clears it.
            write: (text: string) =>
              ask(asker, '/api/calls/update', { Id: id, Notes: text }, 'write'),
          }
          return inTurn(`${credentials.customerName}\n${id}`, () => saveNotes(note, save, clock))
        }),
      ),
  }
}

/** Credentials come last: nothing that was asked can take their place. */
const withCredentials = (credentials: Credentials, body: object) => ({
  ...body,
  CustomerName: credentials.customerName,
  UserName: credentials.userName,
  Password: credentials.password,
})

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
