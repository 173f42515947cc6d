import type { ReactNode } from 'react'
import { type CallPage, PAGE_SIZES, type PageSize } from '../../../contract/calls.ts'
import { Button } from '../../shared/button.tsx'
import { formatCount } from '../../shared/format.ts'
import { Icon } from '../../shared/icon.tsx'
import styles from './calls-view.module.css'
import type { View } from './view.ts'

type PagerProps = {
  page: CallPage | undefined
  view: View
  /** The page is another one, shown until the asked one comes; it may be one of another list. */
  isStale: boolean
  isOfOtherList: boolean
  onPage: (page: number) => void
  onSize: (size: PageSize) => void
  /** What can be done to the chosen calls. */
  selection: ReactNode
  /** What belongs to the whole page, at its end. */
  aside: ReactNode
}

/** The way through the pages. With a total that HostedSuite did not tell there is no last page to go to. */
export function Pager(props: PagerProps) {
  const { page, view, isStale, isOfOtherList, onPage, onSize, selection, aside } = props
  // While rows of another page are still shown, the buttons count from the page already asked for.
  const current = isStale ? view.page : (page?.page ?? view.page)
  const total = isOfOtherList ? undefined : page?.total
  const last = total === undefined ? undefined : Math.max(1, Math.ceil(total / view.size))
  const hasNext = last === undefined ? (page?.hasMore ?? false) : current < last
  const steps = [
    { label: 'First page', icon: 'first', goal: 1, isPossible: current > 1 },
    { label: 'Previous page', icon: 'previous', goal: current - 1, isPossible: current > 1 },
    { label: 'Next page', icon: 'next', goal: current + 1, isPossible: hasNext },
    {
      label: 'Last page',
      icon: 'last',
      goal: last ?? current,
      isPossible: last !== undefined && current < last,
    },
  ] as const
  const [back, forward] = [steps.slice(0, 2), steps.slice(2)]

  const button = ({ label, icon, goal, isPossible }: (typeof steps)[number]) => (
    <Button
      key={label}
      look="icon"
      aria-label={label}
      title={label}
      disabled={!isPossible}
      onClick={() => onPage(goal)}
    >
      <Icon name={icon} />
    </Button>
  )

  return (
    <div className={styles.pager}>
      <nav aria-label="Pagination">
        {back.map(button)}
        <span className={styles.pageNumber}>
          Page {formatCount(current)}
          {last !== undefined && ` of ${formatCount(last)}`}
        </span>
        {forward.map(button)}
        <label className={styles.size}>
          Rows per page
          <select
            value={view.size}
            onChange={({ target }) => {
              const size = PAGE_SIZES.find((known) => String(known) === target.value)
              if (size !== undefined) onSize(size)
            }}
          >
            {PAGE_SIZES.map((size) => (
              <option key={size}>{size}</option>
            ))}
          </select>
        </label>
      </nav>
      {selection}
      {aside}
    </div>
  )
}
