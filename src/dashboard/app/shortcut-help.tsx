import { useId, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { Button } from '../shared/button.tsx'
import { Icon } from '../shared/icon.tsx'
import styles from './shortcut-help.module.css'
import { SHORTCUTS, singleKeys } from './shortcuts.ts'

const PLACES = [...new Set(SHORTCUTS.map(({ where }) => where))]

/** All shortcuts by where they work, and the switch for those of a single key. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const areOn = useSyncExternalStore(singleKeys.subscribe, singleKeys.read)

  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    // Closing gives the focus back to where it was; taking the element away would lose it.
    return () => element?.close()
  }, [])

  return (
    <dialog
      ref={dialog}
      className={styles.help}
      aria-labelledby={`${id}-title`}
      closedby="any"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className={styles.head}>
        <h2 id={`${id}-title`}>Keyboard shortcuts</h2>
        <Button look="icon" aria-label="Close" title="Close" onClick={onClose}>
          <Icon name="close" />
        </Button>
      </div>
      {PLACES.map((place, at) => (
        <section key={place} aria-labelledby={`${id}-${at}`}>
          <h3 id={`${id}-${at}`}>{place}</h3>
          <dl>
            {SHORTCUTS.filter(({ where }) => where === place).map(({ keys, does, action }) => (
              <div key={keys} data-off={action !== undefined && !areOn}>
                <dt>
                  {keys.split('+').map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <label className={styles.switch}>
        <input
          type="checkbox"
          role="switch"
          checked={areOn}
          aria-checked={areOn}
          onChange={({ target }) => singleKeys.write(target.checked)}
        />
        Single-key shortcuts
      </label>
      <p className={styles.about}>
        Turn them off where speech input or a slip of the hand sets them off. This browser remembers
        it.
      </p>
    </dialog>
  )
}
