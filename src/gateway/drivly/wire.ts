// Driv.ly's answers as its document names them, read as kindly as the versions of Payload behind it write them.
import * as z from 'zod'
import { MOST_TENTHS } from '../../contract/rating.ts'
import { disarm } from '../upstream/disarm-json.ts'

const text = z
  .string()
  .transform((value) => value.toWellFormed())
  .catch('')

/** Null where there is no rating, or none that can be read: never 0 for lack of one. */
const tenths = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d+(\.\d+)?$/)
      .transform(Number),
  ])
  // Adding 0 turns -0 into 0.
  .transform((rating) => Math.round(rating * 10) + 0)
  .pipe(z.int().min(0).max(MOST_TENTHS))
  .nullable()
  .catch(null)

/** Populated it has its address; with too little depth it is an id. */
const recording = z
  .union([
    z.object({ url: z.string().min(1) }).transform(({ url }) => ({ url })),
    z.union([z.string().min(1), z.looseObject({})]).transform(() => ({ url: undefined })),
  ])
  .optional()
  .catch(undefined)

/** Never checked by Driv.ly's own rules: the phone numbers of its document's example break them. */
const DrivlyCallSchema = z.object({
  id: z.string(),
  externalPhoneNumber: text,
  ratingNote: text,
  rating: tenths,
  audioRecording: recording,
  transcript: text,
  conversationURL: text,
})
export type DrivlyCall = z.infer<typeof DrivlyCallSchema>

/** Driv.ly's own envelope, Payload's, or none. */
const AnswerSchema = z.union([
  z.object({ data: DrivlyCallSchema }).transform(({ data }) => data),
  z.object({ doc: DrivlyCallSchema }).transform(({ doc }) => doc),
  DrivlyCallSchema,
])

/** Undefined for what is no call. */
export const parseDrivlyCall = (answer: unknown): DrivlyCall | undefined =>
  AnswerSchema.safeParse(answer).data

/** Undefined for what is not JSON, and for more of it than anybody means. */
export function parseBody(body: string): unknown {
  try {
    return disarm(JSON.parse(body))
  } catch {
    return undefined
  }
}

/** A 200 can say that nothing was stored. */
export const saysFailure = (answer: unknown): boolean =>
  z.object({ success: z.literal(false) }).safeParse(answer).success

/** Payload's word for an address that it does not have at all, whatever the id. */
export const saysNoRoute = (answer: unknown): boolean =>
  z.object({ message: z.string().regex(/^Route not found/i) }).safeParse(answer).success

const member = z.object({
  path: z.string().optional(),
  field: z.string().optional(),
  instancePath: z.string().optional(),
})

const RefusalSchema = z.object({
  errors: z.array(
    member.extend({
      data: z
        .union([
          z.array(member),
          z.object({ errors: z.array(member) }).transform((all) => all.errors),
        ])
        .optional()
        .catch(undefined),
    }),
  ),
})

/** The members that a refusal names, as Payload 3, Payload 2, Mongoose and AJV do. */
export function refusedMembers(answer: unknown): string[] {
  const errors = RefusalSchema.safeParse(answer).data?.errors ?? []
  return errors
    .flatMap(({ data = [], ...own }) => [own, ...data])
    .map(({ path, field, instancePath }) => path ?? field ?? instancePath?.replace(/^\//, ''))
    .filter((name) => name !== undefined)
}
