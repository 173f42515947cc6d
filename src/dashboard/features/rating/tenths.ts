import { MOST_TENTHS } from '../../../contract/rating.ts'

/** `4.8`; nothing where there is no rating. */
export const formatTenths = (tenths: number | null): string =>
  tenths === null ? '' : (tenths / 10).toFixed(1)

/** Whole tenths of what was typed; undefined for what is no rating. By the digits, not by binary fractions. */
export function parseTenths(text: string): number | undefined {
  const [, whole = '', tenth = '0'] = /^0*(\d)(?:\.(\d)0*)?$/.exec(text.trim()) ?? []
  const tenths = Number(whole + tenth)
  return whole !== '' && tenths <= MOST_TENTHS ? tenths : undefined
}
