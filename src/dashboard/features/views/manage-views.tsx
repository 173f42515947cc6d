import { useRef, useState, useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'
import { Button } from '../../shared/button.tsx'
import { Modal } from '../../shared/modal.tsx'
import type { OwnView, OwnViews } from './own-views.ts'
import { ViewRow } from './view-row.tsx'
import styles from './views.module.css'
import { ViewsTransfer } from './views-transfer.tsx'

type ManageViewsProps = { own: OwnViews; onClose: () => void }

/** A person's own views: their names, their order, which of them go, and the way to other browsers. */
export function ManageViews({ own, onClose }: ManageViewsProps) {
  const views = useSyncExternalStore(own.subscribe, own.read)
  const [news, setNews] = useState('')
  const [deleted, setDeleted] = useState<{ view: OwnView; at: number }>()
  const undo = useRef<HTMLButtonElement>(null)

  function tell(sentence: string) {
    setDeleted(undefined)
    setNews(sentence)
  }

  function move(view: OwnView, by: number) {
    const at = views.indexOf(view) + by
    if (at < 0 || at >= views.length) return
    const pressed = document.activeElement
    flushSync(() => {
      own.change((all) => all.filter(({ id }) => id !== view.id).toSpliced(at, 0, view))
      tell(`“${view.name}” is ${at + 1} of ${views.length} now.`)
    })
    // An element that is moved loses the focus.
    if (pressed instanceof HTMLElement) pressed.focus()
  }

  function remove(view: OwnView) {
    flushSync(() => {
      own.change((all) => all.filter(({ id }) => id !== view.id))
      setDeleted({ view, at: views.indexOf(view) })
      setNews(`“${view.name}” was deleted.`)
    })
    undo.current?.focus()
  }

  return (
    <Modal title="Your views" onClose={onClose}>
      {!own.isKept() && (
        <p className={styles.about}>
          This browser keeps nothing for this page: your views last until you leave it. Export them.
        </p>
      )}
      {views.length === 0 && <p>You have saved no view yet.</p>}
      <ul className={styles.list} aria-label="Your views">
        {views.map((view, at) => (
          <ViewRow
            key={view.id}
            view={view}
            taken={views.filter((other) => other !== view).map(({ name }) => name)}
            onRename={(name) =>
              own.change((all) => all.map((one) => (one.id === view.id ? { ...one, name } : one)))
            }
            onMove={(by) => move(view, by)}
            isFirst={at === 0}
            isLast={at === views.length - 1}
            onDelete={() => remove(view)}
          />
        ))}
      </ul>
      <div className={styles.news}>
        <p role="status">{news}</p>
        {deleted !== undefined && (
          <Button
            ref={undo}
            onClick={() => {
              own.change((all) => all.toSpliced(deleted.at, 0, deleted.view))
              tell(`“${deleted.view.name}” is back.`)
            }}
          >
            Undo
          </Button>
        )}
      </div>
      <ViewsTransfer own={own} onNews={tell} />
    </Modal>
  )
}
