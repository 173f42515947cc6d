import { useQuery } from '@tanstack/react-query'
import { partQuery } from '../../shared/use-on-demand.ts'

export const listToolsQuery = partQuery('list tools', () => import('./list-tools.ts'))

/** What a list has besides its rows; undefined until that has come, or where it does not. */
export const useListTools = (isNeeded: boolean) =>
  useQuery({ ...listToolsQuery, enabled: isNeeded }).data
