import { loadListTools } from '../features/calls/use-list-tools.ts'

const PARTS = [
  loadListTools,
  () => import('../features/notes/start-notes.ts'),
  () => import('../shared/format-phone.ts'),
  () => import('./open-call.tsx'),
]

/** What a list and the first call ask for at once, for who is still typing a password. */
export const loadPartsAhead = () => Promise.all(PARTS.map((load) => load()))
