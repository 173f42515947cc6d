import { tzOffset } from '@date-fns/tz/tzOffset'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Whether a clock in `zone` shows the same at another moment, an hour or so apart: summer time ends in that night. */
export function isRepeated(moment: Date, zone: string): boolean {
  const at = moment.getTime()
  const offsetAt = (time: number) => tzOffset(zone, new Date(time)) * MINUTE_MS
  const offset = offsetAt(at)
  return [at - DAY_MS, at + DAY_MS].some((near) => {
    const other = offsetAt(near)
    return other !== offset && offsetAt(at + offset - other) === other
  })
}
