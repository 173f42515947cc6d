import { formatCount } from '../../shared/format.ts'
import type { Count } from './use-volume-counts.ts'
import type { Span } from './volume-buckets.ts'
import { nameStretch } from './volume-names.ts'
import { describeCounts } from './volume-words.ts'

type VolumeTableProps = { span: Span; counts: Count[]; year: number }

/** What the bars show, for those who do not see them. */
export function VolumeTable({ span, counts, year }: VolumeTableProps) {
  return (
    <div className="unseen">
      <table>
        <caption>Calls per {span.unit}</caption>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Calls</th>
          </tr>
        </thead>
        <tbody>
          {span.buckets.map((bucket, at) => (
            <tr key={bucket.from}>
              <th scope="row">{nameStretch(bucket, 'long', year)}</th>
              <td>{describe(counts[at])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const describe = (count: Count) =>
  typeof count === 'number' ? formatCount(count) : describeCounts([count])
