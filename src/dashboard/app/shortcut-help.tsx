import { useId, useSyncExternalStore } from 'react'
import { Modal } from '../shared/modal.tsx'
import styles from './shortcut-help.module.css'
import { SHORTCUTS, singleKeys } from './shortcuts.ts'

const PLACES = [...new Set(SHORTCUTS.map(({ where }) => where))]

/** All shortcuts by where they work, and the switch for those of a single key. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const id = useId()
  const areOn = useSyncExternalStore(singleKeys.subscribe, singleKeys.read)

  return (
    <Modal title="Keyboard shortcuts" onClose={onClose}>
      <div className={styles.help}>
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
          Turn them off where speech input or a slip of the hand sets them off. This browser
          remembers it.
        </p>
      </div>
    </Modal>
  )
}
