import { loadPhoneNumbers } from '../shared/phone-number.tsx'

const PARTS = [
  () => import('../features/calls/list-tools.ts'),
  () => import('../features/notes/start-notes.ts'),
  loadPhoneNumbers,
  () => import('./open-call.tsx'),
]

/** What a list and the first call ask for at once, for who is still typing a password. */
export const loadPartsAhead = () => Promise.all(PARTS.map((load) => load()))
