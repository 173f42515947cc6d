import type { ComponentProps } from 'react'
import styles from './button.module.css'

type ButtonProps = ComponentProps<'button'> & {
  look?: 'standard' | 'primary' | 'plain' | 'icon'
}

/** A button that submits nothing unless asked to. */
export function Button({ look = 'standard', type = 'button', ...rest }: ButtonProps) {
  return <button {...rest} type={type} className={styles.button} data-look={look} />
}
