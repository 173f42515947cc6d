import type { ComponentProps } from 'react'
import styles from './button.module.css'

type ButtonProps = ComponentProps<'button'> & {
  look?: 'standard' | 'primary' | 'plain' | 'icon'
}

/**
 * A button that submits nothing unless asked to. Disabled, it does nothing but keeps the focus: a page
 * whose focused button goes dead under the finger leaves keyboard users at its very beginning.
 */
export function Button(props: ButtonProps) {
  const { look = 'standard', type = 'button', disabled = false, onClick, ...rest } = props
  return (
    <button
      {...rest}
      type={type}
      className={styles.button}
      data-look={look}
      aria-disabled={disabled || undefined}
      onClick={(event) => {
        if (disabled) event.preventDefault()
        else onClick?.(event)
      }}
    />
  )
}
