import { createRememberedSwitch } from '../../shared/remembered-switch.ts'

/** Whether the strip of bars over the list is open in this browser. */
export const volumeSwitch = createRememberedSwitch('call-review.volume', () => localStorage, false)

export const toggleVolume = (): void => volumeSwitch.write(!volumeSwitch.read())
