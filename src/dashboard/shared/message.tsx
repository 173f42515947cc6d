import type { ReactNode } from 'react'
import styles from './message.module.css'

type MessageProps = {
  title: string
  tone?: 'quiet' | 'warm'
  /** `alert` interrupts a screen reader: for failures only. */
  role?: 'alert' | 'status' | 'note'
  children?: ReactNode
  actions?: ReactNode
}

/** What happened and what to do about it, in place of or above what could not be shown. */
export function Message({ title, tone = 'quiet', role, children, actions }: MessageProps) {
  return (
    <div className={styles.message} data-tone={tone} role={role}>
      <p className={styles.title}>{title}</p>
      {children}
      <div className={styles.actions}>{actions}</div>
    </div>
  )
}
