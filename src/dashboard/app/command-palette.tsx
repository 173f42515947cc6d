import type { CallLayout } from '../features/calls/use-layout.ts'
import type { UpdateView, View } from '../features/calls/view.ts'
import { Palette } from '../features/palette/palette.tsx'
import { useSavedViews } from '../features/views/use-saved-views.ts'
import { listCommands, understandId } from './commands.ts'
import { useSession, useViewer } from './session-context.ts'

type CommandPaletteProps = {
  view: View
  updateView: UpdateView
  layout: CallLayout
  onRefresh: () => void
  onHelp: () => void
  onClose: () => void
}

/** Every command of the page, by name. */
export function CommandPalette({ onClose, ...page }: CommandPaletteProps) {
  const { hasTeamViews } = useSession()
  const { listed } = useSavedViews(useViewer(), hasTeamViews === true)
  return (
    <Palette
      commands={listCommands({ ...page, views: listed })}
      understand={(typed) => understandId(typed, (call) => page.updateView({ call }))}
      onClose={onClose}
    />
  )
}
