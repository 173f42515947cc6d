import { useSyncExternalStore } from 'react'

export type FormatPhone = (number: string) => string

let format: FormatPhone = (number) => number
let loading: Promise<void> | undefined
const waiting = new Set<() => void>()

async function load(): Promise<void> {
  try {
    format = (await import('./format-phone.ts')).formatPhone
    for (const tell of waiting) tell()
  } catch {
    loading = undefined
  }
}

/** Loads what knows the numbers of the world, unless it is there. Who shows a number does so too. */
export const loadPhoneNumbers = (): Promise<void> => (loading ??= load())

function subscribe(tell: () => void) {
  void loadPhoneNumbers()
  waiting.add(tell)
  return () => void waiting.delete(tell)
}

const currentFormat = () => format

/** Writes a telephone number as people do, and as it came until that is known or where it is none. */
export const useFormatPhone = (): FormatPhone => useSyncExternalStore(subscribe, currentFormat)

export function PhoneNumber({ number }: { number: string }) {
  return useFormatPhone()(number)
}
