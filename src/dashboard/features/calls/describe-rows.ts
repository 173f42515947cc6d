import { countLeftOut } from '../../../contract/calls.ts'
import { formatCount } from '../../shared/format.ts'
import { NOTE_WORDS } from './note-filter.ts'
import type { CallList } from './use-call-list.ts'

export const callsOf = (count: number) => `${formatCount(count)} ${count === 1 ? 'call' : 'calls'}`

/** `1–50 of 34,625 calls`, and of those what the note filter lets through: it knows nothing of the other pages. */
export function describeRows(list: CallList): string {
  const { page, shown, leaving, noteFilter, isStopped } = list
  if (isStopped) return 'No calls: stopped'
  if (page === undefined) return ''
  const { calls, total, hasMore } = page
  const leftOut = countLeftOut(page)
  if (calls.length + leftOut === 0)
    return total === 0 || total === undefined ? 'No calls' : 'No more calls'
  const first = (page.page - 1) * page.size + 1
  const last = first + calls.length + leftOut - 1
  const rows = `${formatCount(first)}–${formatCount(last)}`
  const all = total ?? (hasMore ? undefined : last)
  const sentences = [
    all === undefined
      ? `${rows} of more than ${formatCount(last)} calls`
      : `${rows} of ${callsOf(all)}`,
  ]
  if (leftOut > 0) sentences.push(`${formatCount(leftOut)} left out of this page`)
  if (noteFilter !== null) {
    const passing = shown.length - leaving.length
    const has = passing === 1 ? 'has' : 'have'
    sentences.push(
      `${formatCount(passing)} of the ${callsOf(calls.length)} on this page ${has} ${NOTE_WORDS[noteFilter]}`,
    )
  }
  if (leaving.length > 0)
    sentences.push(
      `${callsOf(leaving.length)} no longer ${leaving.length === 1 ? 'matches' : 'match'}`,
    )
  return sentences.join(' · ')
}
