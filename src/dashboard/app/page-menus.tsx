import type { CallList } from '../features/calls/use-call-list.ts'
import type { CallLayout } from '../features/calls/use-layout.ts'
import type { UpdateView, View } from '../features/calls/view.ts'
import { Button } from '../shared/button.tsx'
import buttonStyles from '../shared/button.module.css'
import { Icon } from '../shared/icon.tsx'
import { useReach } from './use-reach.ts'
import styles from './workspace.module.css'

/** The saved views. With one of them in the address its name stands here from the start. */
export function ViewsButton(props: { view: View; updateView: UpdateView; layout: CallLayout }) {
  const isNamed = props.view.saved !== null
  const menu = useReach('saved views', () => import('./saved-views.tsx'), isNamed)
  const className = `${buttonStyles.button} ${styles.views}`
  return (
    <div className={styles.viewsPlace}>
      {menu.part === undefined ? (
        <button type="button" className={className} aria-haspopup="menu" {...menu.reaching}>
          {menu.hasFailed ? 'Views: try again' : 'Views'}
          <Icon name="open" />
        </button>
      ) : (
        <menu.part.SavedViews {...props} className={className} isOpenAtFirst={menu.isPressed} />
      )}
    </div>
  )
}

type LinkButtonProps = { view: View; list: CallList; layout: CallLayout; timeZone: string }

export function LinkButton(props: LinkButtonProps) {
  const menu = useReach('share link', () => import('./share-link.tsx'))
  return (
    <div>
      {menu.part === undefined ? (
        <Button look="plain" aria-haspopup="menu" {...menu.reaching}>
          <Icon name="link" />
          {menu.hasFailed ? 'Link: try again' : 'Copy link'}
        </Button>
      ) : (
        <menu.part.ShareLink {...props} />
      )}
    </div>
  )
}
