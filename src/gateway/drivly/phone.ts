/** From the Driv.ly document. */
const TAKEN = /^\+?1?[- ]?\(?([0-9]{3})\)?[- ]?([0-9]{3})-?([0-9]{4})$/

/**
 * A North American number as `+1` and ten digits, which is the one form that Driv.ly takes whatever its pattern
 * thinks of spaces. Undefined for every other number: that cannot be sent.
 */
export function toDrivlyPhone(number: string): string | undefined {
  const digits = number.replaceAll(/[\s().-]/g, '')
  const [, national] = /^(?:\+?1)?(\d{10})$/.exec(digits) ?? []
  const phone = `+1${national}`
  return national !== undefined && TAKEN.test(phone) ? phone : undefined
}
