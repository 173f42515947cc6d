import type { KnownCall, RateCall } from '../../../contract/rating.ts'
import { parseTenths } from './tenths.ts'

/** As typed, and not saved yet. */
export type Draft = { rating?: string; note?: string; addNumber?: true }

/** Only what differs from what Driv.ly holds. */
export function changeOf({ rating, note, addNumber }: Draft, known: KnownCall): RateCall {
  const tenths = rating === undefined ? undefined : parseTenths(rating)
  return {
    ...(tenths !== undefined && tenths !== known.tenths && { tenths }),
    ...(note !== undefined && note !== known.note && { note: note === '' ? null : note }),
    ...(addNumber && { addNumber }),
  }
}

/** An empty field is no wish to clear: that is an action of its own. */
export function problemOf({ rating }: Draft, known: KnownCall): string | undefined {
  if (rating === undefined || parseTenths(rating) !== undefined) return undefined
  if (rating === '' && known.tenths === null) return undefined
  return rating === ''
    ? 'Enter a rating, or use Clear rating to take it away.'
    : 'A rating goes from 0 to 5 in tenths, such as 4.8.'
}

/** What was typed while the save was under way stays. */
export const withoutSaved = ({ rating, note }: Draft, saved: KnownCall): Draft => ({
  ...(rating !== undefined && parseTenths(rating) !== saved.tenths && { rating }),
  ...(note !== undefined && note !== saved.note && { note }),
})
