import { z } from 'zod'
import { OperationFaultSchema } from '../operation-fault.ts'
import { START_TIME_FORMATS } from './start-time.ts'

const TOTALS = ['normal', 'absent', 'minus-one', 'too-many', 'text', 'huge', 'no-pages'] as const

/** How HostedSuite may differ from our guesses, or fail. */
export const HOSTEDSUITE_FAULTS = {
  firstPage: z.literal([0, 1]).default(0),
  /** What Page is in an answer: the page that was asked for, 0, or left out. */
  echo: z.enum(['asked', 'zero', 'absent']).default('asked'),
  totals: z.enum(TOTALS).default('normal'),
  /** The most calls one page can hold. */
  cap: z.int().min(1).default(1000),
  /** So many calls more than were asked for on every page. */
  moreItems: z.int().min(0).default(0),
  /** So many new calls have come in at the top by each next page, which then repeats the end of the last. */
  shiftPerPage: z.int().min(0).default(0),
  items: z.enum(['normal', 'absent', 'null']).default('normal'),
  /** Rows that come in addition: the first one again, `null`, and one with values of the wrong types. */
  oddRows: z.array(z.enum(['duplicate', 'null', 'bad'])).default([]),
  startTimeFormat: z.enum(START_TIME_FORMATS).default('space'),
  camelCase: z.boolean().default(false),
  /** The list answers its Items alone, as sibling operations do. */
  bareArray: z.boolean().default(false),
  updateAnswer: z.enum(['row', 'old-row', 'empty', 'no-content']).default('row'),
  /** An update is answered as if it were done, and is not. */
  storesNothing: z.boolean().default(false),
  /** What somebody else writes as a call's note as soon as that call alone has been read. */
  noteAfterRead: z.string().nullable().default(null),
  ignoreFilters: z.boolean().default(false),
  ignoreSort: z.boolean().default(false),
  authFailure: z.enum(['security-500', '401', '403']).default('security-500'),
  /** Nobody's password is right any longer. */
  passwordsChanged: z.boolean().default(false),
  /** Errors carry a StackTrace with the request and its password in it, as ServiceStack's DebugMode does. */
  stackTraceEcho: z.boolean().default(false),
  /** In the Errors of what a `status` fault answers. */
  fieldErrors: z.array(z.strictObject({ name: z.string(), message: z.string() })).default([]),
  list: OperationFaultSchema.default({}),
  update: OperationFaultSchema.default({}),
}
