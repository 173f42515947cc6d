import { queryOptions, useQuery } from '@tanstack/react-query'

/** A part of the page as the query cache holds it: for good, once it has come. */
export const partQuery = <Part>(name: string, load: () => Promise<Part>) =>
  queryOptions({
    queryKey: ['part', name] as const,
    queryFn: load,
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: false,
  })

/**
 * Loads a part of the page when it is first needed. A part that cannot be loaded, for one because a newer
 * version was installed under an open page, fails alone and can be asked for again.
 */
export function useOnDemand<Part>(name: string, load: () => Promise<Part>, isNeeded = true) {
  const { data, isError, refetch } = useQuery({ ...partQuery(name, load), enabled: isNeeded })
  return { part: data, isError, retry: () => void refetch() }
}
