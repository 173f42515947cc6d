import { useEffect, useEffectEvent } from 'react'
import { type Action, findAction } from './shortcuts.ts'

/** Does on a single key what the part of the page that is in use can do. */
export function useShortcuts(actions: { [Name in Action]?: (() => void) | undefined }): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const action = findAction(event)
    const act = action && actions[action]
    if (act === undefined) return
    // The key would be typed into the field that it leads to.
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
