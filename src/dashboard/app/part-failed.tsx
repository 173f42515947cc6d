import { Button } from '../shared/button.tsx'
import { Message } from '../shared/message.tsx'

type PartFailedProps = { name: string; onRetry: () => void; onClose: () => void }

/** In place of a part that was asked for and did not load. */
export function PartFailed({ name, onRetry, onClose }: PartFailedProps) {
  return (
    <Message
      title={`${name} cannot be shown`}
      tone="warm"
      role="alert"
      actions={
        <>
          <Button onClick={onRetry}>Retry</Button>
          <Button onClick={onClose}>Close</Button>
        </>
      }
    >
      <p>This part of the page did not arrive. If that stays, reload the page.</p>
    </Message>
  )
}
