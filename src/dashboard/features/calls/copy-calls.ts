import type { CallSummary } from '../../../contract/calls.ts'
import { formatDuration, formatMoment, markOf, readClock } from '../../shared/format.ts'
import type { Column } from './column.ts'

export type CallTable = {
  calls: readonly CallSummary[]
  /** As they stand in the list. */
  columns: readonly Column[]
  /** The zone that the list shows its times in, if it is not HostedSuite's. */
  zone: string | undefined
}

const nameOf = ({ name, isTime }: Column, zone: string | undefined) =>
  isTime === true && zone !== undefined ? `${name} (${zone})` : name

/**
 * For spreadsheets: a line of headers, and durations as plain seconds, so that they can be summed. A cell with a tab, a
 * line end or a quote in it stands in quotes, which is how spreadsheets read and write them.
 */
export function formatTsv({ calls, columns, zone }: CallTable): string {
  const head = columns.map(
    (column) => nameOf(column, zone) + (column.isDuration === true ? ' (s)' : ''),
  )
  const rows = calls.map((call) =>
    columns.map((column) =>
      column.isTime === true ? formatSortable(call, zone) : String(column.valueOf(call) ?? ''),
    ),
  )
  return [head, ...rows].map((cells) => cells.map(quoteCell).join('\t')).join('\n')
}

/** For people: a table of GitHub's Markdown with times and durations as the list shows them. */
export function formatMarkdown({ calls, columns, zone }: CallTable): string {
  const head = columns.map((column) => escapeMarkdown(nameOf(column, zone)))
  const rule = columns.map(({ isDuration }) => (isDuration === true ? '---:' : '---'))
  const rows = calls.map((call) =>
    columns.map((column) => escapeMarkdown(describeCell(call, column, zone))),
  )
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** A text that a spreadsheet would take for a formula; a plain number is none, nor is a telephone number in digits. */
const FORMULA = /^'*[=@+\-\t\r\n]/
const PLAIN_NUMBER = /^[+-]?\d+(\.\d+)?$/

function quoteCell(text: string): string {
  const safe = FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text
  return /["\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const escapeMarkdown = (text: string): string =>
  text
    .replaceAll(/[\\`*_~[\]<>|&]/g, String.raw`\$&`)
    .replaceAll('\t', ' ')
    .replaceAll(/\r\n|\r|\n/g, '<br>')

function describeCell(call: CallSummary, column: Column, zone: string | undefined): string {
  const value = column.valueOf(call)
  if (typeof value === 'number' && column.isDuration === true) return formatDuration(value)
  if (column.isTime !== true || call.startTime === undefined) return String(value ?? '')
  const { date, time } = formatMoment(call.startTime, { zone })
  return `${date} ${time}`.trim()
}

/** `2026-08-06 08:45:00`, which sorts as text; with its mark where a clock showed it twice. */
function formatSortable({ startTime }: CallSummary, zone: string | undefined): string {
  if (startTime === undefined) return ''
  return `${readClock(startTime, zone)} ${markOf(startTime, zone)}`.trim()
}
