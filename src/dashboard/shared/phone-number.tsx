import { useOnDemand } from './use-on-demand.ts'

/** A telephone number as people write it, and as it came until that is known or where it is none. */
export function PhoneNumber({ number }: { number: string }) {
  const { part } = useOnDemand('phone numbers', () => import('./format-phone.ts'))
  return part === undefined ? number : part.formatPhone(number)
}
