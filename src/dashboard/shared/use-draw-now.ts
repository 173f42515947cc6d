import { useReducer } from 'react'

/**
 * For what is typed into React Query's cache, which tells of it a moment later: until it is drawn, a field shows
 * what it held before, and would lose its caret.
 */
export function useDrawNow(): () => void {
  const [, drawNow] = useReducer((times: number) => times + 1, 0)
  return drawNow
}
