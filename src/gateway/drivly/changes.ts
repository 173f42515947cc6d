import type { Call } from '../../contract/calls.ts'
import type { KnownCall, RateCall } from '../../contract/rating.ts'
import { toNorthAmerican } from '../phone-number.ts'
import type { DrivlyCall } from './wire.ts'

/** The members of a PATCH; absent ones stay as they are, null clears. */
export type Changes = {
  rating?: number | null
  ratingNote?: string | null
  externalPhoneNumber?: string
}

/** Only what was changed, and never what Driv.ly is sure to refuse: that would cost the rest its change. */
export function toChanges(
  { tenths, note, addNumber }: RateCall,
  { callerNumber = '' }: Call,
): { changes: Changes; notices: KnownCall['notices'] } {
  const phone = addNumber && toNorthAmerican(callerNumber)
  return {
    changes: {
      // The nearest double of each tenth: 48 is 4.8, and nothing like 4.799999.
      ...(tenths !== undefined && { rating: tenths === null ? null : tenths / 10 }),
      ...(note !== undefined && { ratingNote: note || null }),
      ...(phone !== undefined && { externalPhoneNumber: phone }),
    },
    notices: addNumber && phone === undefined ? ['NUMBER_LEFT_OUT'] : [],
  }
}

/** Whether Driv.ly holds what it was told. A number may be written in another way. */
export function isKept({ rating, ratingNote }: DrivlyCall, changes: Changes): boolean {
  const asked = changes.rating
  const isRated = asked === undefined || rating === (asked === null ? null : Math.round(asked * 10))
  const isNoted = changes.ratingNote === undefined || ratingNote === (changes.ratingNote ?? '')
  return isRated && isNoted
}
