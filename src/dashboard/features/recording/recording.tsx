import type { KnownCall } from '../../../contract/rating.ts'
import { WebLink } from '../../shared/web-link.tsx'
import { Player } from './player.tsx'
import styles from './recording.module.css'
import { Transcript } from './transcript.tsx'

/** What can be heard and read of one call. */
export function Recording({ callId, known }: { callId: string; known: KnownCall }) {
  const { recording, transcript, conversationAddress } = known
  return (
    <>
      {recording.kind === 'playable' && <Player callId={callId} />}
      {recording.kind === 'none' && <p className={styles.quiet}>No recording</p>}
      {recording.kind === 'unlinked' && (
        <p className={styles.quiet}>There is a recording, but Driv.ly does not tell where.</p>
      )}
      {recording.kind === 'elsewhere' && (
        <p>
          The recording is kept elsewhere: <WebLink text={recording.address} />
        </p>
      )}
      {transcript.trim() !== '' && <Transcript text={transcript} />}
      {conversationAddress !== undefined && (
        <p className={styles.conversation}>
          Conversation: <WebLink text={conversationAddress} />
        </p>
      )}
    </>
  )
}
