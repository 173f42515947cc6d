/**
 * A switch that this browser remembers under `name`. Where the page may not store anything, as in some frames, it
 * holds until the page is left: asking for the storage may throw there.
 */
export function createRememberedSwitch(
  name: string,
  openStorage: () => Pick<Storage, 'getItem' | 'setItem'>,
  isOnAtFirst = true,
) {
  let isOn = isOnAtFirst
  const listeners = new Set<() => void>()

  return {
    read: (): boolean => {
      try {
        const stored = openStorage().getItem(name)
        if (stored !== null) isOn = stored === 'on'
      } catch {
        // What was set last on this page holds.
      }
      return isOn
    },

    write: (next: boolean): void => {
      isOn = next
      try {
        openStorage().setItem(name, next ? 'on' : 'off')
      } catch {
        // It holds all the same, here.
      }
      for (const listener of listeners) listener()
    },

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
