import { z } from 'zod'
import { ConfigurationError } from './configuration-error.ts'
import { HOSTEDSUITE_FAULTS } from './hostedsuite/differences.ts'
import { OperationFaultSchema } from './operation-fault.ts'

/** Where Oracle's documents leave a choice to the server, or say nothing. */
const OracleFaultsSchema = z.strictObject({
  /** `by-version` is text before REST-Framework-Version 4 and JSON from then on. */
  errorFormat: z.enum(['by-version', 'text', 'json', 'top-level']).default('by-version'),
  /** `by-version` is an array before REST-Framework-Version 3 and a collection from then on. */
  children: z.enum(['by-version', 'array', 'items']).default('by-version'),
  /** Byte attributes are left out of answers; a link tells where they would be. */
  enclosureOnly: z.boolean().default(false),
  create: OperationFaultSchema.default({}),
  read: OperationFaultSchema.default({}),
})

/** What the versions of Payload behind Driv.ly do differently. */
const DrivlyFaultsSchema = z.strictObject({
  envelope: z.enum(['data', 'doc', 'bare']).default('data'),
  /** An update stores nothing and says so with `success: false` and status 200. */
  refuseWith200: z.boolean().default(false),
  validationShape: z.enum(['v3', 'v2']).default('v3'),
  /** Refuses 16 of the 51 legal ratings, 4.8 for one, as a stock AJV does. */
  naiveRating: z.boolean().default(false),
  /** The 100 kB that the body-parser of Payload 2 takes; more is a 413. */
  limitBody: z.boolean().default(false),
  update: OperationFaultSchema.default({}),
  read: OperationFaultSchema.default({}),
  media: OperationFaultSchema.omit({ body: true, resetAfterWrite: true }).default({}),
})

/** How the three systems may differ from our guesses, or fail. Everything is off by default. */
export const FaultsSchema = z.strictObject({
  ...HOSTEDSUITE_FAULTS,
  oracle: OracleFaultsSchema.prefault({}),
  drivly: DrivlyFaultsSchema.prefault({}),
})

export type Faults = z.output<typeof FaultsSchema>
export type { OperationFault } from './operation-fault.ts'

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
