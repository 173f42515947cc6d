import { type ComponentProps, type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import type { PanelPlace } from './panel.tsx'
import { useOnDemand } from './use-on-demand.ts'

type PanelButtonProps<Part> = {
  /** What it is called among the parts that load on demand, and where it does not arrive: `The columns`. */
  name: string
  label?: string | undefined
  look?: ComponentProps<typeof Button>['look'] | undefined
  load: () => Promise<Part>
  renderPanel: (part: Part, place: PanelPlace) => ReactNode
  children: ReactNode
}

/** Opens a panel, which loads with the first opening. */
export function PanelButton<Part>(props: PanelButtonProps<Part>) {
  const { name, label, look = 'plain', load, renderPanel, children } = props
  /** Where the panel hangs; undefined while it is closed. */
  const [anchor, setAnchor] = useState<DOMRect>()
  const isOpen = anchor !== undefined
  const { part, isError, retry } = useOnDemand(name, load, isOpen)
  return (
    <>
      <Button
        look={look}
        aria-haspopup="dialog"
        aria-label={label}
        title={label}
        onClick={({ currentTarget }) => {
          setAnchor(currentTarget.getBoundingClientRect())
          if (isError) retry()
        }}
      >
        {children}
      </Button>
      {isOpen && isError && <span role="alert">{name} did not arrive: press again.</span>}
      {isOpen &&
        part !== undefined &&
        renderPanel(part, { anchor, onClose: () => setAnchor(undefined) })}
    </>
  )
}
