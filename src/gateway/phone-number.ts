/** However a number is written, its digits with the plus that may stand in front of them. */
const bare = (number: string) => number.replaceAll(/[\s().-]/g, '')

/**
 * A North American number as `+1` and ten digits: the form of its own that Driv.ly's pattern takes for sure.
 * Undefined for every other number.
 */
export function toNorthAmerican(number: string): string | undefined {
  const [, national] = /^(?:\+?1)?(\d{10})$/.exec(bare(number)) ?? []
  return national === undefined ? undefined : `+1${national}`
}

/** As E.164 has it where that is sure, and otherwise as it came. */
export function toInternational(number: string): string {
  const isInternational = /^\+\d{7,15}$/.test(bare(number))
  return toNorthAmerican(number) ?? (isInternational ? bare(number) : number)
}
