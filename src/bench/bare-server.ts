// What the sandbox is measured against, as a process of its own: the same SQL on the same file, written by hand,
// prepared once and answered by node:http alone. What every stand-in must do, it does too, in the barest way: it
// reads the request, looks who asks and answers the JSON of the documents. `/3` asks for the query with that number.
import { createServer } from 'node:http'
import { connect } from '../sandbox/store/sqlite.ts'
import { formatWallClock } from '../sandbox/wall-clock.ts'
import { benchQueries } from './queries.ts'

const [file = ''] = process.argv.slice(2)
const database = await connect(file, { readOnly: true })
const statements = benchQueries(database).lists.map(({ sql: { page, count, parameters } }) => ({
  page: database.prepare(page),
  count: count === undefined ? undefined : database.prepare(count),
  parameters,
}))

const server = createServer((request, response) => {
  const statement = statements[Number(request.url?.slice(1))]
  if (statement === undefined) throw new RangeError(`no query ${request.url}`)
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.once('end', () => {
    const { CustomerName, UserName, Password } = JSON.parse(Buffer.concat(chunks).toString())
    if (CustomerName !== 'demo' || UserName !== 'supervisor' || Password !== 'supervisor') {
      return response.writeHead(401).end()
    }
    const { page, count, parameters } = statement
    const startedAt = performance.now()
    const rows = page.all(...parameters)
    const TotalCount: number = count?.get(...parameters).total ?? 0
    const sqlMs = performance.now() - startedAt
    const json = JSON.stringify({ Items: rows.map(toItem), Page: 0, TotalCount, TotalPages: 0 })
    response.writeHead(200, { 'content-type': 'application/json', 'x-sql-ms': sqlMs }).end(json)
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  process.send?.({ url: `http://127.0.0.1:${port}` })
})
process.once('disconnect', () => process.exit())

type Row = { StartTime: number; Interactions: string | null; CompletedFormIds: string | null }

/** In place; JSON leaves out what is undefined. */
function toItem(row: Row): object {
  const members: Record<string, unknown> = row
  members.Interactions = row.Interactions === null ? null : readInteractions(row)
  members.CompletedFormIds = row.CompletedFormIds === null ? null : JSON.parse(row.CompletedFormIds)
  members.StartTime = formatWallClock(row.StartTime)
  members.Flagged = members.Flagged === 1
  members.Rank = null
  members.Kind = null
  for (const name in members) if (members[name] === null) members[name] = undefined
  return members
}

/** The store keeps them as time after the call's, type and description. */
function readInteractions({ Interactions, StartTime }: Row): object {
  const steps: [number | string | null, string | null, string | null][] = JSON.parse(
    Interactions ?? '',
  )
  return steps.map(([time, Type, Description]) => ({
    StartTime: typeof time === 'number' ? formatWallClock(StartTime + time) : time,
    Type,
    Description,
  }))
}
