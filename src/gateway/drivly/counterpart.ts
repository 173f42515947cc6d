import { type Call, CallIdSchema } from '../../contract/calls.ts'

/** HostedSuite's fields, under its names, of which Driv.ly's id of a call may be made. */
const FIELDS = new Map<string, (call: Call) => string | undefined>([
  ['Id', ({ id }) => id],
  ['ClientId', ({ clientId }) => clientId],
  ['ClientName', ({ clientName }) => clientName],
  ['CenterId', ({ centerId }) => centerId],
  ['StartTime', ({ startTime }) => startTime?.raw],
  ['CallerName', ({ callerName }) => callerName],
  ['CallerNumber', ({ callerNumber }) => callerNumber],
  ['TransferToNumber', ({ transferToNumber }) => transferToNumber],
  ['AnsweredBy', ({ answeredBy }) => answeredBy],
  ['Server', ({ server }) => server],
  ['ScreenPop', ({ screenPop }) => screenPop],
])

const PLACES = /\{([^{}]*)\}/g

/** Known fields in braces, at least one, and around them what an id is made of. */
export function isCallIdTemplate(template: string): boolean {
  const names = Array.from(template.matchAll(PLACES), ([, name = '']) => name)
  return (
    names.length > 0 &&
    names.every((name) => FIELDS.has(name)) &&
    CallIdSchema.safeParse(template.replaceAll(PLACES, 'x')).success
  )
}

/**
 * Driv.ly's id of a call. Undefined where a field that it is made of is missing, or holds what would mean
 * something in a path.
 */
export function counterpartId(template: string, call: Call): string | undefined {
  const values = Array.from(template.matchAll(PLACES), ([, name = '']) => FIELDS.get(name)?.(call))
  if (values.includes(undefined)) return undefined
  const id = template.replaceAll(PLACES, () => values.shift() ?? '')
  return CallIdSchema.safeParse(id).data
}
