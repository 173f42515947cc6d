import { createRememberedSwitch } from '../shared/remembered-switch.ts'

export type Action = 'next' | 'previous' | 'note' | 'zone' | 'help' | 'commands'

type Shortcut = {
  /** As people write it: `Ctrl+Enter`. */
  keys: string
  does: string
  where:
    | 'Anywhere'
    | 'Anywhere but in a field'
    | 'In the list'
    | 'In the volume'
    | 'In an open call'
    | 'In a note'
  /** What the page does on a single key; the others belong to the element that has the focus. */
  action?: Action
}

/** Every shortcut, for those who look them up and for the keys that work everywhere. */
export const SHORTCUTS: Shortcut[] = [
  { keys: 'Ctrl+K', does: 'Find a command', where: 'Anywhere' },
  {
    keys: 'j',
    does: 'Next call, or the first of the list',
    where: 'Anywhere but in a field',
    action: 'next',
  },
  { keys: 'k', does: 'Previous call', where: 'Anywhere but in a field', action: 'previous' },
  {
    keys: 'e',
    does: 'Write in the note of the open call',
    where: 'Anywhere but in a field',
    action: 'note',
  },
  {
    keys: 'z',
    does: 'Times in HostedSuite’s zone, or in yours',
    where: 'Anywhere but in a field',
    action: 'zone',
  },
  { keys: '?', does: 'Show these shortcuts', where: 'Anywhere but in a field', action: 'help' },
  { keys: '↓', does: 'Next row', where: 'In the list' },
  { keys: '↑', does: 'Previous row', where: 'In the list' },
  { keys: 'Home', does: 'First row', where: 'In the list' },
  { keys: 'End', does: 'Last row', where: 'In the list' },
  { keys: 'Page Down', does: 'Down by the rows in sight', where: 'In the list' },
  { keys: 'Page Up', does: 'Up by the rows in sight', where: 'In the list' },
  { keys: 'Enter', does: 'Open the call', where: 'In the list' },
  { keys: 'Space', does: 'Select the call, or give it up', where: 'In the list' },
  { keys: 'Shift+Space', does: 'Select all calls since the last one', where: 'In the list' },
  { keys: 'Ctrl+C', does: 'Copy the selected calls as TSV', where: 'In the list' },
  { keys: 'Esc', does: 'Give the selection up', where: 'In the list' },
  { keys: 'Alt+Shift+←', does: 'Move the column, on its header', where: 'In the list' },
  { keys: 'Shift+←', does: 'Choose a range, bar by bar', where: 'In the volume' },
  { keys: 'Enter', does: 'Show the bar, or what is chosen', where: 'In the volume' },
  { keys: 'Esc', does: 'Give the range back', where: 'In the volume' },
  { keys: 'Esc', does: 'Close the call', where: 'In an open call' },
  { keys: 'Ctrl+Enter', does: 'Save', where: 'In a note' },
  { keys: 'Ctrl+Shift+Enter', does: 'Save and open the next call', where: 'In a note' },
]

/** Off for those whose speech input or tremor presses single keys unasked (WCAG 2.1.4). */
export const singleKeys = createRememberedSwitch('call-review.single-keys', () => localStorage)

/** Where a letter is typed, or chooses an entry by its first letter. */
const TAKES_LETTERS =
  'input, textarea, select, [contenteditable], [role="menu"], [role="listbox"], [role="combobox"]'

/** What a pressed key asks of the page, if it is free to ask anything. */
export function findAction(event: KeyboardEvent): Action | undefined {
  if (event.defaultPrevented || event.isComposing || event.repeat) return undefined
  // An open call may be modal too, where it lies over the list; every other dialog wants an answer first.
  if (document.querySelector('dialog:modal:not([data-single-keys])') !== null) return undefined
  if (event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey)
    return event.key.toLowerCase() === 'k' ? 'commands' : undefined
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined
  if (event.target instanceof Element && event.target.closest(TAKES_LETTERS) !== null)
    return undefined
  // With Caps Lock, J is still j; with Shift it is somebody else's.
  const key = event.shiftKey ? event.key : event.key.toLowerCase()
  return singleKeys.read() ? SHORTCUTS.find(({ keys }) => keys === key)?.action : undefined
}
