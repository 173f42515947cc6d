import { Button } from '../shared/button.tsx'
import { Message } from '../shared/message.tsx'
import styles from './app.module.css'

/** The last resort: the page itself failed. */
export function PageFailed() {
  return (
    <div className={styles.centered}>
      <Message
        title="This page failed"
        tone="warm"
        role="alert"
        actions={<Button onClick={() => window.location.reload()}>Reload</Button>}
      >
        <p>What is stored in HostedSuite is not affected.</p>
      </Message>
    </div>
  )
}
