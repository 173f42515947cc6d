// What a list has besides its rows, and nobody waits for. It comes as one file, so that the list is drawn once more for it.
export { dragHeader, WidthHandle } from './column-tools.tsx'
export { NewCalls } from './new-calls.tsx'
