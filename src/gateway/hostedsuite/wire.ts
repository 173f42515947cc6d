// HostedSuite's answers as its documents name them, read as kindly as its host may write them.
import * as z from 'zod'
import { disarm } from '../upstream/disarm-json.ts'
import { replaceTokens } from '../upstream/json-tokens.ts'
import { documented } from './documented.ts'
import { HostedSuiteError } from './errors.ts'

/** Text or absent: null, '' and values of another kind say nothing. A lone surrogate cannot be shown. */
const text = z
  .union([z.string(), z.number().transform(String)])
  .transform((value) => value.toWellFormed() || undefined)
  .optional()
  .catch(undefined)

/** A number or absent, never 0 for lack of one. Numbers arrive as text too; no documented one is negative. */
const quantity = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\s*\d+(\.\d+)?\s*$/)
      .transform(Number),
  ])
  .pipe(z.number().nonnegative())
  .optional()
  .catch(undefined)

const InteractionRowSchema = documented({ StartTime: text, Type: text, Description: text })
export type InteractionRow = z.infer<typeof InteractionRowSchema>

/** Members that cannot be read are left out of a list, the others stay. */
const listOf = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .array(schema.optional().catch(undefined))
    .transform((members) => members.filter((member) => member !== undefined))
    .catch([])

/** CallRecordInfo (HostedSuite list document). Only its Id is needed to tell what a row is about. */
const CallRowSchema = documented({
  Id: text.pipe(z.string()),
  ClientId: text,
  ClientName: text,
  CenterId: text,
  StartTime: text,
  CallerName: text,
  CallerNumber: text,
  TransferToName: text,
  TransferToNumber: text,
  Notes: text,
  DurationInSeconds: quantity,
  RingTimeInSeconds: quantity,
  HoldTimeInSeconds: quantity,
  HoldCount: quantity,
  Interactions: listOf(InteractionRowSchema),
  AnsweredBy: text,
  Server: text,
  TalkTimeInSeconds: quantity,
  TransferTimeInSeconds: quantity,
  ScreenPop: text,
  CompletedFormIds: listOf(text),
  Flagged: z.union([z.boolean(), z.stringbool()]).optional().catch(undefined),
  FlagNotes: text,
  Type: text,
  WorkTimeInSeconds: quantity,
})
export type CallRow = z.infer<typeof CallRowSchema>

const ListAnswerSchema = documented({
  Items: z.array(z.unknown()).nullish(),
  Page: quantity,
  TotalCount: quantity.pipe(z.int32().optional().catch(undefined)),
  TotalPages: z.unknown().optional(),
})

/**
 * `total` is undefined where HostedSuite did not count; `received` rows came, of which `unreadable` ones and
 * repetitions are missing from `rows`. `page` is the number that HostedSuite gives the page.
 */
export type ListAnswer = {
  rows: CallRow[]
  received: number
  unreadable: number
  total: number | undefined
  page?: number | undefined
}

/** Five times the largest page that is ever asked for, for hosts that give more. */
const MOST_ROWS = 1000

/**
 * Accepts a bare array too, and nothing at all (204) for an empty list. An object with no member of a list
 * is not an empty list but another answer: throws `bad-response`, and `too-large` for rows without end.
 */
export function parseListAnswer(answer: unknown): ListAnswer {
  const isEmpty = answer === undefined || answer === null
  const list = Array.isArray(answer) || isEmpty ? { Items: answer ?? [] } : answer
  const { data } = ListAnswerSchema.safeParse(list)
  if (data === undefined || Object.values(data).every((member) => member === undefined)) {
    throw new HostedSuiteError('bad-response')
  }
  const items = data.Items ?? []
  if (items.length > MOST_ROWS) throw new HostedSuiteError('too-large')
  const read = items.map(parseCallRow).filter((row) => row !== undefined)
  return {
    // A page that shifted while HostedSuite built it holds a call twice.
    rows: [...new Map(read.map((row) => [row.Id, row])).values()],
    received: items.length,
    unreadable: items.length - read.length,
    // With statistics off, HostedSuite counts 0 beside real rows.
    total: data.TotalCount === 0 && items.length > 0 ? undefined : data.TotalCount,
    page: data.Page,
  }
}

/** Undefined for what is not a call with an id. */
export function parseCallRow(value: unknown): CallRow | undefined {
  return CallRowSchema.safeParse(value).data
}

/** Throws SyntaxError for what is not JSON, RangeError for too much of it. .NET writes NaN and Infinity bare: null. */
export function parseJson(json: string): unknown {
  return disarm(parseWithNaN(json))
}

function parseWithNaN(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return JSON.parse(replaceTokens(json, /-?\b(?:NaN|Infinity)\b/, () => 'null'))
  }
}
