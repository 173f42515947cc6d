import { offsetOf } from './zone-offset.ts'

const DAY_MS = 86_400_000

const changing = new Map<string, boolean>()

/** Whether a clock in `zone` changes about this day: on all the other days there is nothing to look for. */
function isChanging(at: number, zone: string): boolean {
  const day = Math.floor(at / DAY_MS)
  const key = `${zone} ${day}`
  const known = changing.get(key)
  if (known !== undefined) return known
  const isSo = offsetOf((day - 1) * DAY_MS, zone) !== offsetOf((day + 2) * DAY_MS, zone)
  changing.set(key, isSo)
  return isSo
}

/** Whether a clock in `zone` shows the same at another moment, an hour or so apart: summer time ends in that night. */
export function isRepeated(moment: Date, zone: string): boolean {
  const at = moment.getTime()
  if (!isChanging(at, zone)) return false
  const offset = offsetOf(at, zone)
  return [at - DAY_MS, at + DAY_MS].some((near) => {
    const other = offsetOf(near, zone)
    return other !== offset && offsetOf(at + offset - other, zone) === other
  })
}
