import { useOnDemand } from '../../shared/use-on-demand.ts'

/** By its name among the parts that load on demand. */
export const LIST_TOOLS = ['list tools', () => import('./list-tools.ts')] as const

/** What a list has besides its rows; undefined until that has come, or where it does not. */
export const useListTools = (isNeeded: boolean) => useOnDemand(...LIST_TOOLS, isNeeded).part
