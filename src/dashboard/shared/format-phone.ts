import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** Ten digits without a country are dialled so in North America; others as where this browser is at home. */
function regionOf(number: string) {
  const { region = 'US' } = new Intl.Locale(navigator.language)
  const parsed = number.replaceAll(/\D/g, '').length === 10 ? 'US' : region
  return isSupportedCountry(parsed) ? parsed : 'US'
}

/** A number as people write it where it belongs: `(208) 555-0188`, `+44 20 7946 0958`. What is none stays as it is. */
export function formatPhone(number: string): string {
  const phone = parsePhoneNumberFromString(number, regionOf(number))
  if (phone?.isPossible() !== true) return number
  return number.trim().startsWith('+') ? phone.formatInternational() : phone.formatNational()
}
