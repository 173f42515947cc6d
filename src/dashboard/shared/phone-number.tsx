import { useSyncExternalStore } from 'react'

type Format = (number: string) => string

let format: Format | undefined
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

/** Loads what knows the numbers of the world. The first number that is shown does so too, and another one if it did not come. */
export const loadPhoneNumbers = (): Promise<void> => (loading ??= load())

function subscribe(tell: () => void) {
  if (format === undefined) void loadPhoneNumbers()
  waiting.add(tell)
  return () => void waiting.delete(tell)
}

/** A telephone number as people write it, and as it came until that is known or where it is none. */
export function PhoneNumber({ number }: { number: string }) {
  const known = useSyncExternalStore(subscribe, () => format)
  return known === undefined ? number : known(number)
}
