import { useState } from 'react'
import { Button } from '../../shared/button.tsx'
import buttonStyles from '../../shared/button.module.css'
import { CopyButton } from '../../shared/copy-button.tsx'
import { newId } from '../../shared/new-id.ts'
import type { OwnViews } from './own-views.ts'
import styles from './views.module.css'
import { addViews, formatViewsFile, readViewsFile } from './views-file.ts'

type ViewsTransferProps = { own: OwnViews; onNews: (sentence: string) => void }

/** The way of views to another browser and back, as a file or as a text where a frame forbids downloads. */
export function ViewsTransfer({ own, onNews }: ViewsTransferProps) {
  const [isExporting, setIsExporting] = useState(false)
  const text = formatViewsFile(own.read())

  async function read(file: File) {
    const parsed = await readViewsFile(file)
    if ('problem' in parsed) {
      onNews(parsed.problem)
      return
    }
    const result = { added: 0, renamed: 0 }
    own.change((views) => {
      const merged = addViews(views, parsed.views, () => newId().slice(0, 12))
      Object.assign(result, merged)
      return merged.views
    })
    onNews(describeImport(result, parsed.views.length))
  }

  return (
    <div className={styles.transfer}>
      <div className={styles.actions}>
        <Button aria-expanded={isExporting} onClick={() => setIsExporting(!isExporting)}>
          Export
        </Button>
        <label className={`${buttonStyles.button} ${styles.import}`}>
          Import…
          <input
            type="file"
            className="unseen"
            accept=".json,application/json"
            onChange={({ target }) => {
              const [file] = target.files ?? []
              if (file !== undefined) void read(file)
              // Or the same file could not be chosen again.
              target.value = ''
            }}
          />
        </label>
      </div>
      {isExporting && (
        <>
          <textarea
            className={styles.text}
            aria-label="Your views as text"
            readOnly
            rows={6}
            value={text}
            onFocus={({ target }) => target.select()}
          />
          <div className={styles.actions}>
            <CopyButton key={text} text={text} />
            <a
              className={buttonStyles.button}
              download="call-review-views.json"
              href={`data:application/json,${encodeURIComponent(text)}`}
            >
              Download
            </a>
          </div>
        </>
      )}
    </div>
  )
}

function describeImport(result: { added: number; renamed: number }, count: number): string {
  const { added, renamed } = result
  const known = count - added
  return [
    added === 1 ? '1 view was added' : `${added} views were added`,
    ...(renamed === 0 ? [] : [`${renamed} under a new name, because theirs was taken`]),
    ...(known === 0 ? [] : [`${known} had been there`]),
  ]
    .join(', ')
    .concat('.')
}
