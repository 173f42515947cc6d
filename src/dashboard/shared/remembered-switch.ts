import { createRememberedText } from './remembered-text.ts'

/** A switch that this browser remembers under `name`. */
export function createRememberedSwitch(
  name: string,
  openStorage: () => Pick<Storage, 'getItem' | 'setItem'>,
  isOnAtFirst = true,
) {
  const { read, write, subscribe } = createRememberedText(name, openStorage)
  return {
    read: (): boolean => (read() || (isOnAtFirst ? 'on' : 'off')) === 'on',
    write: (next: boolean): void => write(next ? 'on' : 'off'),
    subscribe,
  }
}
