import { Button } from '../shared/button.tsx'
import buttonStyles from '../shared/button.module.css'
import { Message } from '../shared/message.tsx'

/** In place of a sign-in that would not last. Another tab shows the same view, which is in the address. */
export function CookieNotice({ isFramed }: { isFramed: boolean }) {
  return (
    <Message
      title="You cannot be kept signed in here"
      tone="warm"
      role="alert"
      actions={
        isFramed ? (
          <a
            className={buttonStyles.button}
            data-look="primary"
            href={window.location.href}
            target="_blank"
            rel="noopener noreferrer"
          >
            Open in a new tab
          </a>
        ) : (
          <Button onClick={() => window.location.reload()}>Reload</Button>
        )
      }
    >
      <p>
        {isFramed
          ? 'The browser keeps no cookies for Call Review inside this page. In a tab of its own it works.'
          : 'The browser keeps no cookies for Call Review. Allow them for this address.'}
      </p>
    </Message>
  )
}
