import { useEffect, useState } from 'react'
import { RequestError } from '../../api/http.ts'
import { describeError, describeWait } from '../../api/problem-text.ts'
import styles from './sign-in.module.css'

/** Why a sign-in failed, and how long the next one has to wait. */
export function Refusal({ error }: { error: unknown }) {
  const wait = error instanceof RequestError ? error.problem?.retryAfterSeconds : undefined
  return (
    <div className={styles.refusal}>
      <p role="alert">{describeError(error)}</p>
      {wait !== undefined && <Countdown seconds={wait} />}
    </div>
  )
}

/** A timer, which screen readers read when asked to and not at every tick. */
function Countdown({ seconds }: { seconds: number }) {
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    const end = Date.now() + seconds * 1000
    const tick = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)))
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
  }, [seconds])
  return <p role="timer">{left > 0 ? `${describeWait(left)} to go.` : 'You can try again now.'}</p>
}
