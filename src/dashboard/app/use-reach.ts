import { useState } from 'react'
import { useOnDemand } from '../shared/use-on-demand.ts'

/**
 * What is behind a button. It is worth its kilobytes only to those who reach for it, and is there once they press;
 * with `isAtOnce` it is loaded without anybody's doing.
 */
export function useReach<Part>(name: string, load: () => Promise<Part>, isAtOnce = false) {
  const [isReachedFor, setIsReachedFor] = useState(isAtOnce)
  const [isPressed, setIsPressed] = useState(false)
  const { part, isError, retry } = useOnDemand(name, load, isAtOnce || isReachedFor)
  const isShown = isAtOnce || isPressed
  const reach = () => setIsReachedFor(true)
  return {
    part: isShown ? part : undefined,
    hasFailed: isShown && isError,
    isPressed,
    /** For the button that stands there until the part does. */
    reaching: {
      onPointerEnter: reach,
      onFocus: reach,
      onClick: () => {
        reach()
        setIsPressed(true)
        if (isError) retry()
      },
    },
  }
}
