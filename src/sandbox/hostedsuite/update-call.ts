import type { Faults } from '../faults.ts'
import { toCallRecord } from '../store/call-rows.ts'
import type { CallRow } from '../store/call-rows.ts'
import type { CallStore } from '../store/call-store.ts'
import type { Visibility } from './accounts.ts'
import type { RequestMembers } from './bind.ts'
import { HostedSuiteError } from './hostedsuite-error.ts'
import { formatOf } from './start-time.ts'

/** The members of UpdateCallRecordRequest, from the HostedSuite update document; nothing else can be changed. */
export const readUpdateRequest = (members: RequestMembers) => ({
  Id: members.text('Id'),
  Notes: members.text('Notes'),
})

/**
 * Answers the call as it is now, or as it was when the fault asks for that. The last update wins, since the
 * document knows no version.
 */
export async function updateCall(
  { Id, Notes }: ReturnType<typeof readUpdateRequest>,
  { visibleCenters }: Visibility,
  store: CallStore,
  { updateAnswer, storesNothing, startTimeFormat }: Faults,
): Promise<object> {
  if (!Id) throw missing('Id')
  // "Send an empty string '' not null to clear them out": null and absent are the same thing in .NET.
  if (Notes === undefined) throw missing('Notes')

  const before =
    updateAnswer === 'old-row' || storesNothing
      ? await findCall(store, Id, visibleCenters)
      : undefined
  const after = storesNothing ? before : await store.updateNotes(Id, Notes, visibleCenters)
  if (after === undefined) {
    throw new HostedSuiteError(404, 'FileNotFoundException', 'Call record not found.')
  }
  const isOld = updateAnswer === 'old-row' && before !== undefined
  const call = toCallRecord(isOld ? before : after, formatOf(startTimeFormat))
  return isOld ? call : { ...call, Notes }
}

async function findCall(
  store: CallStore,
  id: string,
  visibleCenters: string[] | undefined,
): Promise<CallRow | undefined> {
  const { rows } = await store.list({
    filter: { id, ...(visibleCenters && { visibleCenters }) },
    sortBy: 'Id',
    descending: false,
    offset: 0,
    limit: 1,
    withTotal: false,
  })
  return rows[0]
}

function missing(name: string): HostedSuiteError {
  const message = 'Value cannot be null.\r\n'
  return new HostedSuiteError(400, 'ArgumentNullException', `${message}Parameter name: ${name}`, [
    { name, message },
  ])
}
