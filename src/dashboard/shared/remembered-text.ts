export type RememberedText = ReturnType<typeof createRememberedText>

/**
 * A text that this browser remembers under `name`. Where the page may not store anything, as in some frames, it
 * holds until the page is left: asking for the storage may throw there.
 */
export function createRememberedText(
  name: string,
  openStorage: () => Pick<Storage, 'getItem' | 'setItem'>,
) {
  let text = ''
  let isKept = true
  const listeners = new Set<() => void>()

  return {
    /** Empty where nothing has been written. */
    read: (): string => {
      try {
        const stored = openStorage().getItem(name)
        if (isKept) text = stored ?? text
      } catch {
        isKept = false
      }
      return text
    },

    write: (next: string): void => {
      text = next
      try {
        openStorage().setItem(name, next)
      } catch {
        isKept = false
      }
      for (const listener of listeners) listener()
    },

    /** False where it ends with the page. */
    isKept: (): boolean => isKept,

    /** Tells of changes made here and on other pages of this browser. */
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      window.addEventListener('storage', listener)
      return () => {
        listeners.delete(listener)
        window.removeEventListener('storage', listener)
      }
    },
  }
}
