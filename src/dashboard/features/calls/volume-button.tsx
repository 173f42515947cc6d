import { useSyncExternalStore } from 'react'
import { Button } from '../../shared/button.tsx'
import { Icon } from '../../shared/icon.tsx'
import { useOnDemand } from '../../shared/use-on-demand.ts'
import styles from './calls-view.module.css'
import type { CallList } from './use-call-list.ts'
import type { UpdateView, View } from './view.ts'
import { toggleVolume, volumeSwitch } from './volume-switch.ts'

function useVolume() {
  const isOpen = useSyncExternalStore(volumeSwitch.subscribe, volumeSwitch.read)
  const strip = useOnDemand('volume', () => import('./volume-strip.tsx'), isOpen)
  return { isOpen, strip }
}

/** Opens and closes the strip, which loads with the first opening. */
export function VolumeButton() {
  const { isOpen, strip } = useVolume()
  const hasFailed = isOpen && strip.isError
  return (
    <>
      <Button
        look="plain"
        aria-expanded={isOpen}
        onClick={() => (hasFailed ? strip.retry() : toggleVolume())}
      >
        <Icon name="bars" />
        Volume
      </Button>
      {hasFailed && <span role="alert">The volume did not arrive: press again.</span>}
    </>
  )
}

type VolumeProps = { view: View; updateView: UpdateView; list: CallList; timeZone: string }

/** The place of the strip, as high while that loads as it is then: the rows beneath move once. */
export function Volume(props: VolumeProps) {
  const { isOpen, strip } = useVolume()
  if (!isOpen || strip.isError) return null
  return (
    <div className={styles.volume}>
      {strip.part !== undefined && <strip.part.VolumeStrip {...props} />}
    </div>
  )
}
