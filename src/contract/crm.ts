import * as z from 'zod/mini'

const MOST_INT64 = 9_223_372_036_854_775_807n

const isInt64 = (text: string) =>
  /^\d{1,19}$/.test(text) && BigInt(text) > 0n && BigInt(text) <= MOST_INT64

/** In digits, because a number loses the last ones from 2^53 on. HostedSuite does not have it: people do. */
export const InteractionIdSchema = z
  .string()
  .check(z.refine(isInt64, 'An Interaction ID is a whole number of at most 19 digits.'))

const LEAVABLE = [
  'PhoneNumber',
  'CallDetailsURL',
  'RecordingURL',
  'TranscriptURL',
  'TranscriptMessage',
] as const
const LeavableSchema = z.enum(LEAVABLE)
export type LeavableField = z.infer<typeof LeavableSchema>

/** What is sent of a call, under Oracle's names. Without the first two the CRM could not tell calls apart. */
const CrmFieldNameSchema = z.enum(['CallNumber', 'ExternalSystemCallId', ...LEAVABLE])
export type CrmFieldName = z.infer<typeof CrmFieldNameSchema>

/**
 * A field with a problem is not sent, and nothing else is, unless it is left out by name: nothing is cut. TOO_LONG
 * counts characters; `isLongInBytes` tells that a CRM which counts bytes will refuse it. UNREADABLE is what Driv.ly
 * did not give.
 */
const CrmFieldSchema = z.object({
  name: CrmFieldNameSchema,
  value: z.string(),
  limit: z.optional(z.int()),
  problem: z.optional(z.enum(['TOO_LONG', 'UNREADABLE'])),
  isLongInBytes: z.optional(z.literal(true)),
})
export type CrmField = z.infer<typeof CrmFieldSchema>

/** An interaction, or a turn of the transcript. Only a name is ever shortened, and then it says so. */
const CrmMessageSchema = z.object({
  text: z.string(),
  postedBy: z.optional(z.string()),
  isNameShortened: z.optional(z.literal(true)),
  /** A CRM that counts bytes will refuse the name as it is sent. */
  isNameLongInBytes: z.optional(z.literal(true)),
})
export type CrmMessage = z.infer<typeof CrmMessageSchema>

/** All that would be sent of a call now, besides the Interaction ID. */
export const CrmPreviewSchema = z.object({
  fields: z.array(CrmFieldSchema),
  messages: z.array(CrmMessageSchema),
})
export type CrmPreview = z.infer<typeof CrmPreviewSchema>

/**
 * `leaveOut` agrees to do without these fields where they have a problem; without one they are sent all the same.
 * What is left out keeps the value that the CRM has.
 */
export const LogToCrmSchema = z.object({
  interactionId: InteractionIdSchema,
  leaveOut: z.optional(z.array(LeavableSchema)),
})
export type LogToCrm = z.infer<typeof LogToCrmSchema>

/** The CRM's record of a call: `stored` where it did not tell whether it is a new one. `loggedAt` is UTC. */
export const LoggedCallSchema = z.object({
  callNumber: z.string(),
  outcome: z.enum(['created', 'updated', 'stored']),
  loggedAt: z.string(),
})
export type LoggedCall = z.infer<typeof LoggedCallSchema>
