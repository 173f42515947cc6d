import type { ComponentProps, ReactNode } from 'react'
import { PanelButton } from '../../shared/panel-button.tsx'
import type { DatesProps } from './dates-panel.tsx'

type DatesButtonProps = DatesProps &
  Pick<ComponentProps<typeof PanelButton>, 'label' | 'look'> & { children: ReactNode }

/** Opens the calendar and the choice of a zone. */
export function DatesButton(props: DatesButtonProps) {
  const { label, look, children, ...dates } = props
  return (
    <PanelButton
      name="The dates"
      label={label}
      look={look}
      load={() => import('./dates-panel.tsx')}
      renderPanel={({ DatesPanel }, place) => <DatesPanel {...dates} {...place} />}
    >
      {children}
    </PanelButton>
  )
}
