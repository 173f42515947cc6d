import { useEffect, useRef } from 'react'
import { RequestError } from '../api/http.ts'
import { touchSession } from '../api/session.ts'

const AT_MOST_EVERY_MS = 30_000

/** Postpones the idle end of the session while a person is at work: typing and pressing, never polling. */
export function useActivity(onEnded: () => void) {
  const lastTouch = useRef(0)
  useEffect(() => {
    const touch = () => {
      if (Date.now() - lastTouch.current < AT_MOST_EVERY_MS) return
      lastTouch.current = Date.now()
      touchSession().catch((error: unknown) => {
        // Any other failure shows itself in what the person does next.
        if (error instanceof RequestError && error.isSignedOut) onEnded()
      })
    }
    window.addEventListener('pointerdown', touch)
    window.addEventListener('keydown', touch)
    return () => {
      window.removeEventListener('pointerdown', touch)
      window.removeEventListener('keydown', touch)
    }
  }, [onEnded])
}
