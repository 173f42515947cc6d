import { useMemo, useSyncExternalStore } from 'react'
import { createRememberedText, type RememberedText } from '../../shared/remembered-text.ts'
import {
  type Density,
  formatLayout,
  type Layout,
  parseDensity,
  parseLayout,
  STANDARD_LAYOUT,
} from './layout.ts'
import type { UpdateView, View } from './view.ts'

const settings = new Map<string, RememberedText>()

/** A person's own columns and density, written as they are in addresses. */
function findSetting(viewer: string): RememberedText {
  const known = settings.get(viewer)
  if (known !== undefined) return known
  const made = createRememberedText(`call-review.columns ${viewer}`, () => localStorage)
  settings.set(viewer, made)
  return made
}

type Choice = { columns: Layout; density: Density }

/** A view that leaves nothing of how its columns stand to whoever looks at it. */
export type LaidOutView = View & Choice

const STANDARD: Choice = { columns: STANDARD_LAYOUT, density: 'comfortable' }

function parseSetting(text: string): Choice {
  const parts = new URLSearchParams(text)
  return {
    columns: parseLayout(parts.get('columns') ?? '') ?? STANDARD.columns,
    density: parseDensity(parts.get('density') ?? '') ?? STANDARD.density,
  }
}

const formatSetting = ({ columns, density }: Choice) =>
  new URLSearchParams({ columns: formatLayout(columns), density }).toString()

/** What of a choice has to be said where another one is known. */
const differenceOf = (choice: Choice, known: Choice) => ({
  columns: formatLayout(choice.columns) === formatLayout(known.columns) ? null : choice.columns,
  density: choice.density === known.density ? null : choice.density,
})

const isAny = ({ columns, density }: Pick<View, 'columns' | 'density'>) =>
  columns !== null || density !== null

/**
 * Which columns are shown, and how. A link that brings some of its own shows those and leaves the viewer's alone: what is
 * changed meanwhile is changed in the address.
 */
export function useLayout(viewer: string, view: View, updateView: UpdateView) {
  const setting = findSetting(viewer)
  const text = useSyncExternalStore(setting.subscribe, setting.read)
  const own = useMemo(() => parseSetting(text), [text])

  const current: Choice = {
    columns: view.columns ?? own.columns,
    density: view.density ?? own.density,
  }
  const isLinked = isAny(differenceOf(current, own))
  const clearAddress = () => {
    if (isAny(view)) updateView({ columns: null, density: null }, { history: 'replace' })
  }
  const choose = (part: Partial<Choice>) => {
    const next = { ...current, ...part }
    if (isLinked) {
      updateView(differenceOf(next, own), { history: 'replace' })
    } else {
      setting.write(formatSetting(next))
      clearAddress()
    }
  }

  const changeColumns = (columns: Layout) => {
    // One column is always left.
    const settled = parseLayout(formatLayout(columns))
    if (settled !== null) choose({ columns: settled })
  }

  return {
    ...current,
    /** Whether the address brought columns or a density that are not the viewer's own. */
    isLinked,
    isStandard: formatSetting(current) === formatSetting(STANDARD),
    /** A view as this viewer is shown it: what it does not say of its columns is the viewer's own. */
    layOut: (some: View): LaidOutView => ({
      ...some,
      columns: some.columns ?? own.columns,
      density: some.density ?? own.density,
    }),
    changeColumns,
    /** Gives a column a width, in CSS pixels; undefined gives it its first one back. */
    resize: (field: string, width: number | undefined) => {
      const { columns } = current
      changeColumns({ ...columns, widths: { ...columns.widths, [field]: width } })
    },
    changeDensity: (density: Density) => choose({ density }),
    reset: () => choose(STANDARD),
    /** Makes what the link brought the viewer's own. */
    keep: () => {
      setting.write(formatSetting(current))
      clearAddress()
    },
    /** Goes back to the viewer's own. */
    leave: clearAddress,
  }
}

export type CallLayout = ReturnType<typeof useLayout>
