import { z } from 'zod'

const LEAST_RATING = 0
const MOST_RATING = 5

/** From the Driv.ly document; it takes North American numbers only, and spaces in few places. */
const PHONE = /^\+?1?[- ]?\(?([0-9]{3})\)?[- ]?([0-9]{3})-?([0-9]{4})$/

/** A scheme and something behind it, without what RFC 3987 keeps out; letters beyond ASCII may stand. */
const ABSOLUTE_IRI = /^[a-z][a-z0-9+.-]*:(?:[^\p{Cc}\s<>"{}|\\^`%]|%[0-9a-f]{2})+$/iu

/**
 * By whole tenths: of the 51 legal ratings, 44 fail `value % 0.1 === 0` because of binary fractions. A value
 * that is off by no more than such a fraction, 0.1 + 0.2 for one, passes.
 */
const isInTenths = (value: number) => Math.abs(value * 10 - Math.round(value * 10)) < 1e-9

/** As a stock AJV has it: 4.8 / 0.1 is 47.99999999999999, so 4.8 is refused, and 15 others. */
const isInTenthsNaively = (value: number) => Number.isInteger(value / 0.1)

/** With Payload's own sentences; it has none for the tenths, so that one is AJV's. */
const rating = (isMultiple: (value: number) => boolean) =>
  z
    .number('Please enter a valid number.')
    .superRefine((value, context) => {
      const refuse = (message: string) => context.addIssue({ code: 'custom', message })
      if (value > MOST_RATING) {
        refuse(`${value} is greater than the max allowed Rating of ${MOST_RATING}.`)
      } else if (value < LEAST_RATING) {
        refuse(`${value} is less than the min allowed Rating of ${LEAST_RATING}.`)
      } else if (!isMultiple(value)) refuse('must be multiple of 0.1')
    })
    .transform((value) => Math.round(value * 10) / 10)

const text = z.string('This field must be text.')
const phone = text.regex(PHONE, 'This field must be a North American phone number.')

/**
 * What a call can be given, after the Driv.ly document. Null clears a member and an absent one stays as it
 * is; members that are not named here are dropped, `id` among them, since the path says which call is meant.
 */
const changesSchema = (isMultiple: (value: number) => boolean) =>
  z.object({
    externalPhoneNumber: phone.nullish(),
    internalPhoneNumber: phone.nullish(),
    ratingNote: text.nullish(),
    note: text.nullish(),
    rating: rating(isMultiple).nullish(),
    audioRecording: z.looseObject({}, 'This field must be an object.').nullish(),
    transcript: text.nullish(),
    conversationURL: text
      .refine((iri) => ABSOLUTE_IRI.test(iri), 'This field must be an absolute IRI.')
      .nullish(),
    time: z.iso.datetime({ offset: true, error: 'This field must be a date and time.' }).nullish(),
  })

export const ChangesSchema = changesSchema(isInTenths)
export const NaiveChangesSchema = changesSchema(isInTenthsNaively)

export type Changes = z.output<typeof ChangesSchema>

/** Payload has a label for people beside the member's name. */
export const LABELS: Readonly<Record<string, string>> = {
  externalPhoneNumber: 'External Phone Number',
  internalPhoneNumber: 'Internal Phone Number',
  ratingNote: 'Rating Note',
  note: 'Note',
  rating: 'Rating',
  audioRecording: 'Audio Recording',
  transcript: 'Transcript',
  conversationURL: 'Conversation URL',
  time: 'Time',
}

export const isPhoneNumber = (value: string | null) => value !== null && PHONE.test(value)
