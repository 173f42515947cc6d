import { useQuery } from '@tanstack/react-query'

/**
 * Loads a part of the page when it is first needed. A part that cannot be loaded, for one because a newer
 * version was installed under an open page, fails alone and can be asked for again.
 */
export function useOnDemand<Part>(name: string, load: () => Promise<Part>, isNeeded = true) {
  const { data, isError, refetch } = useQuery({
    queryKey: ['part', name],
    queryFn: load,
    enabled: isNeeded,
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: false,
  })
  return { part: data, isError, retry: () => void refetch() }
}
