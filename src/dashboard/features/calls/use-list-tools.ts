import { useOnDemand } from '../../shared/use-on-demand.ts'

export const loadListTools = () => import('./list-tools.ts')

/** What a list has besides its rows; undefined until that has come, or where it does not. */
export const useListTools = (isNeeded: boolean) =>
  useOnDemand('list tools', loadListTools, isNeeded).part
