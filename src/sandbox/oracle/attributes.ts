import { z } from 'zod'

/*
 * The attributes of a phone call and of its transcript messages, with the names, types and lengths of the
 * Oracle document. A message begins with the code of the JBO error that it is shown as.
 */

const REQUIRED = 'JBO-27014 is required.'

/** The document does not say what its lengths count; characters, as a database column in Unicode does. */
const text = (maxLength: number) =>
  z
    .string('JBO-27024 must be text.')
    .refine(
      (value) => Array.from(value).length <= maxLength,
      `JBO-27010 is longer than ${maxLength} characters.`,
    )
    .nullish()

/** A "Maximum Length" of 1 is that of the column behind it, Y or N; the JSON has a real boolean. */
const flag = z.boolean('JBO-27024 must be true or false.').nullish()

const NOT_BASE64 = 'JBO-27024 must be Base64.'
/** Bytes are Base64 in JSON, with the standard alphabet and its padding (RFC 4648). */
const bytes = z
  .string(NOT_BASE64)
  .refine((value) => Buffer.from(value, 'base64').toString('base64') === value, NOT_BASE64)
  .nullish()

/** Also from text of digits, since whoever cannot write such a number sends it so. */
const int64 = z.unknown().transform((value, context): bigint => {
  const isInteger =
    typeof value === 'bigint' ||
    (typeof value === 'number' && Number.isSafeInteger(value)) ||
    (typeof value === 'string' && /^-?\d{1,19}$/.test(value))
  const integer = isInteger ? BigInt(value) : undefined
  if (integer !== undefined && BigInt.asIntN(64, integer) === integer) return integer
  const isMissing = value === undefined || value === null
  const message = isMissing ? REQUIRED : 'JBO-27024 must be an integer of 64 bits.'
  context.issues.push({ code: 'custom', message, input: value })
  return z.NEVER
})

const CALL = {
  CallDetailsURL: text(1000),
  CallNumber: text(30),
  CallRecording: bytes,
  DeletedFlag: flag,
  ExternalSystemCallId: text(255),
  InteractionId: int64,
  LeftMessageFlag: flag,
  PhoneNumber: text(30),
  RecordingFormat: text(64),
  RecordingURL: text(1000),
  TranscriptURL: text(1000),
}

const MESSAGE = {
  DeletedFlag: flag,
  MessageContent: bytes,
  MessageNumber: text(30),
  MessageTypeCd: text(30),
  PostedByDisplayName: text(64),
  PostedByPartyId: text(30),
  RoleCd: text(30),
  VisibilityCd: text(30),
}

const AUDIT = {
  CreatedBy: z.string(),
  CreationDate: z.string(),
  LastUpdateDate: z.string(),
  LastUpdatedBy: z.string(),
  LastUpdateLogin: z.string(),
}

const NOT_AN_OBJECT = 'JBO-27024 must be an object.'

/** What a request may hold. CallId and MessageId of a message are accepted, and assigned all the same. */
export const NewPhoneCallSchema = z.strictObject(
  {
    ...CALL,
    TranscriptMessage: z
      .array(
        z.strictObject(
          { ...MESSAGE, CallId: int64.nullish(), MessageId: int64.nullish() },
          NOT_AN_OBJECT,
        ),
        'JBO-27024 must be an array.',
      )
      .nullish(),
  },
  NOT_AN_OBJECT,
)

/** What is kept of a phone call. A message's CallId and InteractionId are those of its call. */
export const PhoneCallSchema = z.object({
  ...CALL,
  ...AUDIT,
  CallId: int64,
  /** Not on the wire. Counts the changes, from 1 on. */
  version: z.int(),
  TranscriptMessage: z.array(z.object({ ...MESSAGE, ...AUDIT, MessageId: int64 })),
})

export type NewPhoneCall = z.output<typeof NewPhoneCallSchema>
export type PhoneCall = z.output<typeof PhoneCallSchema>
export type TranscriptMessage = PhoneCall['TranscriptMessage'][number]
export type Audit = Pick<PhoneCall, keyof typeof AUDIT>

const READ_ONLY = ['CallId', 'InteractionId', 'links', ...Object.keys(AUDIT)]

/** Why an attribute that the request may not hold is refused. */
export const refusalOf = (name: string) =>
  READ_ONLY.includes(name) ? 'JBO-27024 cannot be set.' : 'JBO-27024 is not known.'

const nulls = (attributes: object) =>
  Object.fromEntries(Object.keys(attributes).map((name) => [name, null]))

/** An answer has every attribute, those without a value too. */
export const EMPTY_CALL = nulls(CALL)
export const EMPTY_MESSAGE = nulls(MESSAGE)
