import { z } from 'zod'
import { ConfigurationError } from './configuration-error.ts'
import { START_TIME_FORMATS } from './hostedsuite/start-time.ts'

/** What can go wrong with one operation. All of it happens to a request that is otherwise in order. */
const OperationFaultSchema = z.strictObject({
  /** Waits before anything else. */
  delayMs: z.int().min(0).max(600_000).optional(),
  /** Answers with this status and does no work. */
  status: z.int().min(200).max(599).optional(),
  /** Sent with `status`. */
  retryAfterSeconds: z.int().min(0).optional(),
  /** `html-login` does no work; the other two spoil the answer after it. */
  body: z.enum(['html-login', 'truncated', 'empty']).optional(),
  /** Never answers; the connection ends with the sandbox. */
  hang: z.boolean().optional(),
  /** Cuts the connection and does no work. */
  reset: z.boolean().optional(),
  /** Does the work, then cuts the connection. */
  resetAfterWrite: z.boolean().optional(),
})

/** How HostedSuite may differ from our guesses, or fail. Everything is off by default. */
export const FaultsSchema = z.strictObject({
  firstPage: z.literal([0, 1]).default(0),
  totals: z.enum(['normal', 'absent', 'minus-one']).default('normal'),
  /** The most calls one page can hold. */
  cap: z.int().min(1).default(1000),
  startTimeFormat: z.enum(START_TIME_FORMATS).default('space'),
  camelCase: z.boolean().default(false),
  /** The list answers its Items alone, as sibling operations do. */
  bareArray: z.boolean().default(false),
  updateAnswer: z.enum(['row', 'old-row', 'empty', 'no-content']).default('row'),
  ignoreFilters: z.boolean().default(false),
  ignoreSort: z.boolean().default(false),
  authFailure: z.enum(['security-500', '401', '403']).default('security-500'),
  /** Errors carry a StackTrace with the request and its password in it, as ServiceStack's DebugMode does. */
  stackTraceEcho: z.boolean().default(false),
  list: OperationFaultSchema.default({}),
  update: OperationFaultSchema.default({}),
})

export type Faults = z.output<typeof FaultsSchema>
export type OperationFault = z.output<typeof OperationFaultSchema>

/** The switches as they stand now; routes read `current` at every request. */
export type FaultSwitches = { current: Faults }

export const NO_FAULTS: Faults = FaultsSchema.parse({})

/** Reads the whole set of switches: what is not named is off. */
export function parseFaults(value: unknown, source: string): Faults {
  const result = FaultsSchema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const where = issue?.path.join('.') ?? ''
  throw new ConfigurationError(
    `${source}: ${where === '' ? '' : `"${where}": `}${issue?.message ?? 'not understood'}.`,
  )
}
