import * as z from 'zod/mini'
import { isStorable, utf8Bytes } from './text.ts'

/** Five stars. Ratings are whole tenths everywhere: as binary fractions 44 of the 51 are no multiple of 0.1. */
export const MOST_TENTHS = 50

const TenthsSchema = z.int().check(z.minimum(0), z.maximum(MOST_TENTHS))

/** Longest rating note in UTF-8 bytes: Driv.ly may take no more than 100 kB for a whole change. */
const MAX_RATING_NOTE_BYTES = 16_384

export const RatingNoteSchema = z.string().check(
  z.refine(
    (text) => utf8Bytes(text) <= MAX_RATING_NOTE_BYTES,
    'This rating note is longer than 16 KB.',
  ),
  z.refine(isStorable, 'This rating note holds characters that cannot be stored.'),
)

/**
 * Changes a rating: members that are absent stay as they are, null clears. `addNumber` gives Driv.ly the
 * caller's number as HostedSuite has it.
 */
export const RateCallSchema = z
  .object({
    tenths: z.optional(z.nullable(TenthsSchema)),
    note: z.optional(z.nullable(RatingNoteSchema)),
    addNumber: z.optional(z.literal(true)),
  })
  .check(z.refine((change) => Object.keys(change).length > 0, 'There is nothing to change.'))
export type RateCall = z.infer<typeof RateCallSchema>

/**
 * What Driv.ly knows of a call. `tenths` is null without a rating, which is not the same as 0; `note` and
 * `transcript` are '' where there is none. Addresses are texts from outside. `NUMBER_LEFT_OUT` comes after a change:
 * the number is none that Driv.ly takes, and the rest was saved.
 */
const KnownCallSchema = z.object({
  isKnown: z.literal(true),
  tenths: z.nullable(TenthsSchema),
  note: z.string(),
  hasNumber: z.boolean(),
  /** `elsewhere` has an `address` that the gateway does not fetch from; of `unlinked` nothing but an id is told. */
  recording: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('playable') }),
    z.object({ kind: z.literal('elsewhere'), address: z.string() }),
    z.object({ kind: z.literal('unlinked') }),
  ]),
  transcript: z.string(),
  conversationAddress: z.optional(z.string()),
  notices: z.array(z.enum(['NUMBER_LEFT_OUT'])),
})
export type KnownCall = z.infer<typeof KnownCallSchema>

/** A call that nobody answered has no counterpart in Driv.ly, as a rule. */
export const RatingSchema = z.discriminatedUnion('isKnown', [
  KnownCallSchema,
  z.object({ isKnown: z.literal(false) }),
])
export type Rating = z.infer<typeof RatingSchema>
