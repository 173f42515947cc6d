import { z } from 'zod'

/** What becomes of the answer once the work is done; see hostedsuite/spoilt-bodies. */
const SPOILT_BODIES = [
  'truncated',
  'empty',
  'null',
  'empty-array',
  'empty-object',
  'two-documents',
  'jsonp',
  'bare-nan',
  'invalid-utf8',
  'lone-surrogate',
  'proto-keys',
  'million-items',
  'gzip-bomb',
] as const

/** How the answer is packed, or what it is wrongly said to be packed with; see hostedsuite/encodings. */
const ENCODINGS = [
  'gzip',
  'br',
  'deflate',
  'gzip-six-times',
  'labelled-gzip',
  'labelled-br',
  'labelled-unknown',
] as const

/** What can go wrong with one operation. All of it happens to a request that is otherwise in order. */
export const OperationFaultSchema = z.strictObject({
  /** Only so many requests meet the trouble, from the moment it is switched on. */
  times: z.int().min(1).optional(),
  /** The trouble comes and goes: so long it is there, so long it is not. */
  flapEveryMs: z.int().min(1).optional(),

  /** Waits before anything else. */
  delayMs: z.int().min(0).max(600_000).optional(),
  /** Waits up to so much longer, a different time for each request. */
  delaySpreadMs: z.int().min(0).max(600_000).optional(),
  /** Answers with this status and does no work. */
  status: z.int().min(200).max(599).optional(),
  /** Sent with `status`. */
  retryAfterSeconds: z.int().min(0).optional(),
  /** The same, when it is to be a date or no sense at all. */
  retryAfter: z.string().optional(),
  /** A Location, sent with `status` or else a 302; does no work. */
  redirectTo: z.string().optional(),
  /** Never answers; the connection ends with the sandbox. */
  hang: z.boolean().optional(),
  /** Cuts the connection and does no work. */
  reset: z.boolean().optional(),
  /** Written to the connection as it stands, Latin-1, in the place of a whole HTTP answer; does no work. */
  raw: z.string().optional(),

  /** Does the work, then cuts the connection. */
  resetAfterWrite: z.boolean().optional(),
  /** `html-login` does no work; the others spoil the answer after it. */
  body: z.enum(['html-login', ...SPOILT_BODIES]).optional(),
  encoding: z.enum(ENCODINGS).optional(),
  /** The head arrives; then nothing, half of the body, or one byte every 100 ms. */
  pace: z.enum(['hang-after-head', 'cut-in-body', 'trickle']).optional(),

  /** Sent along with whatever is answered, Set-Cookie or an odd Date for example. */
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional(),
  /** One more header of this many bytes. */
  bigHeaderBytes: z.int().min(1).max(1_000_000).optional(),
  /** How far the Date header is from the truth. */
  clockOffsetSeconds: z.int().optional(),
})

export type OperationFault = z.output<typeof OperationFaultSchema>
export type SpoiltBody = (typeof SPOILT_BODIES)[number]
export type Encoding = (typeof ENCODINGS)[number]
