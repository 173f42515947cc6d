// Oracle's phone calls as its document names them, with integers of 64 bits that never become a Number.
import * as z from 'zod'
import type { CrmPreview, LogToCrm } from '../../contract/crm.ts'
import { disarm } from '../upstream/disarm-json.ts'
import { replaceTokens } from '../upstream/json-tokens.ts'
import { messageNumber } from './phone-call.ts'

/** The body of a request, with the Interaction ID as the number that it is. */
export function formatPhoneCall(
  callId: string,
  { fields, messages }: CrmPreview,
  { interactionId, leaveOut = [] }: LogToCrm,
): string {
  const names = new Set<string>(leaveOut)
  const body = {
    ...Object.fromEntries(
      fields.filter(({ name }) => !names.has(name)).map(({ name, value }) => [name, value]),
    ),
    ...(!names.has('TranscriptMessage') && {
      TranscriptMessage: messages.map(({ text, postedBy }, at) => ({
        MessageNumber: messageNumber(callId, at),
        MessageContent: Buffer.from(text).toString('base64'),
        ...(postedBy !== undefined && { PostedByDisplayName: postedBy }),
      })),
    }),
  }
  // Without the zeros that people put in front, which JSON does not know.
  return `{"InteractionId":${BigInt(interactionId)},${JSON.stringify(body).slice(1)}`
}

/** Whole or not: of a fraction the digits alone would look like an integer. */
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/
/** Up to 15 digits every integer is exact as a number. */
const LONG_INTEGER = /^-?\d{16,}$/

/** JSON with its long integers as text; undefined for what is not JSON. */
export function parseExactly(json: string): unknown {
  try {
    const quoted = replaceTokens(json, NUMBER, (number) =>
      LONG_INTEGER.test(number) ? `"${number}"` : number,
    )
    return disarm(JSON.parse(quoted))
  } catch {
    return undefined
  }
}

const StoredSchema = z.object({
  CallNumber: z
    .union([z.string().min(1), z.number().transform(String)])
    .optional()
    .catch(undefined),
})

/** The CRM's own number of the call; undefined where it does not say. */
export const storedCallNumber = (answer: unknown): string | undefined =>
  StoredSchema.safeParse(answer).data?.CallNumber

const detail = z.object({ 'o:errorPath': z.string().optional().catch(undefined) })
const RefusalSchema = detail.extend({ 'o:errorDetails': z.array(detail).catch([]) })

/** The attributes that a refusal names: the first name of paths such as `/TranscriptMessage/0/MessageNumber`. */
export function refusedAttributes(answer: unknown): string[] {
  const refusal = RefusalSchema.safeParse(answer).data
  if (refusal === undefined) return []
  return [refusal, ...refusal['o:errorDetails']]
    .map((each) => each['o:errorPath']?.split('/').find((name) => name !== ''))
    .filter((name) => name !== undefined)
}
