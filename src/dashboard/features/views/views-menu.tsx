import { CSPProvider } from '@base-ui/react/csp-provider'
import { Menu } from '@base-ui/react/menu'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Icon } from '../../shared/icon.tsx'
import { unhideGuards } from '../../shared/menu-guards.ts'
import menuStyles from '../../shared/menu.module.css'
import { newId } from '../../shared/new-id.ts'
import { ManageViews } from './manage-views.tsx'
import { NameDialog } from './name-dialog.tsx'
import type { ListedView, SavedViews } from './use-saved-views.ts'
import styles from './views.module.css'

type ViewsMenuProps = {
  saved: SavedViews
  /** The one that the list on the page came from. */
  current: ListedView | undefined
  /** What the list has that the view has not, in words. */
  difference: string[]
  /** What would be saved of the list. */
  query: string
  /** A name for it. */
  suggestion: string
  isOpenAtFirst: boolean
  className: string
  onShow: (view: ListedView) => void
  /** The list is what this view is, from now on. */
  onSaved: (id: string) => void
}

/** The saved views: the one shown, whether it was changed, and all that can be done with them. */
export function ViewsMenu(props: ViewsMenuProps) {
  const { saved, current, difference, query, suggestion, onShow, onSaved } = props
  const { own, listed, isTeamMissing, askTeam } = saved
  const [dialog, setDialog] = useState<'name' | 'manage'>()
  const place = useRef<HTMLDivElement>(null)
  const trigger = useRef<HTMLButtonElement>(null)
  const isEdited = current !== undefined && difference.length > 0
  const mine = listed.filter(({ isOwn }) => isOwn)
  const team = listed.filter(({ isOwn }) => !isOwn)

  function closeDialog() {
    flushSync(() => setDialog(undefined))
    // What had the focus before was in the menu.
    trigger.current?.focus()
  }
  function saveAs(name: string) {
    const id = newId().slice(0, 12)
    own.change((views) => [...views, { id, name, query }])
    closeDialog()
    onSaved(id)
  }
  const save = ({ id }: ListedView) =>
    own.change((views) => views.map((view) => (view.id === id ? { ...view, query } : view)))

  const views = (label: string, some: ListedView[]) => (
    <Menu.RadioGroup value={current?.id ?? ''} aria-label={label}>
      <Menu.GroupLabel className={menuStyles.label}>{label}</Menu.GroupLabel>
      {some.map((view) => (
        <Menu.RadioItem
          key={view.id}
          value={view.id}
          closeOnClick
          className={menuStyles.item}
          onClick={() => onShow(view)}
        >
          <bdi>{view.name}</bdi>
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )

  return (
    <CSPProvider disableStyleElements>
      <Menu.Root
        defaultOpen={props.isOpenAtFirst}
        onOpenChange={(isOpen) => isOpen && askTeam()}
        onOpenChangeComplete={unhideGuards}
      >
        <Menu.Trigger
          ref={trigger}
          className={props.className}
          title={isEdited ? difference.join(', ') : current?.name}
        >
          <span>
            <span className={current === undefined ? undefined : 'unseen'}>Views</span>{' '}
            <bdi>{current?.name}</bdi>
          </span>
          {isEdited && <span className={styles.edited}>· edited</span>}
          <Icon name="open" />
        </Menu.Trigger>
        <div ref={place} />
        <Menu.Portal container={place}>
          <Menu.Positioner align="start" sideOffset={6} className={menuStyles.place}>
            <Menu.Popup className={menuStyles.menu}>
              {isEdited && (
                <Menu.Group className={styles.difference}>
                  <Menu.GroupLabel className={menuStyles.label}>
                    {difference.join(', ')}
                  </Menu.GroupLabel>
                  {current.isOwn && (
                    <Menu.Item className={menuStyles.item} onClick={() => save(current)}>
                      Save changes
                    </Menu.Item>
                  )}
                  <Menu.Item className={menuStyles.item} onClick={() => onShow(current)}>
                    Reset
                  </Menu.Item>
                </Menu.Group>
              )}
              {views(mine.length === 0 ? 'You have saved no view yet' : 'Your views', mine)}
              {!own.isKept() && (
                <Menu.Group>
                  <Menu.GroupLabel className={menuStyles.label}>
                    This browser keeps nothing for this page: they last until you leave it.
                  </Menu.GroupLabel>
                </Menu.Group>
              )}
              {team.length > 0 && views('Team', team)}
              {isTeamMissing && (
                <p className={menuStyles.failure} role="alert">
                  The views of the team could not be read. Open this menu again to retry.
                </p>
              )}
              <Menu.Separator className={menuStyles.separator} />
              <Menu.Item className={menuStyles.item} onClick={() => setDialog('name')}>
                Save as…
              </Menu.Item>
              <Menu.Item className={menuStyles.item} onClick={() => setDialog('manage')}>
                Manage views…
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {dialog === 'name' && (
        <NameDialog
          suggestion={suggestion}
          taken={own.read().map(({ name }) => name)}
          onSave={saveAs}
          onClose={closeDialog}
        />
      )}
      {dialog === 'manage' && <ManageViews own={own} onClose={closeDialog} />}
    </CSPProvider>
  )
}
