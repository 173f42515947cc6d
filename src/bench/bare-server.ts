// What the sandbox is measured against, as a process of its own: the same SQL on the same file, written by
// hand, prepared once and answered as JSON by node:http alone. `/3` asks for the query with that number.
import { createServer } from 'node:http'
import { connect } from '../sandbox/store/sqlite.ts'
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
  request.resume().on('end', () => {
    const { page, count, parameters } = statement
    const startedAt = performance.now()
    const Items = page.all(...parameters)
    const total: unknown = count?.get(...parameters)
    const sqlMs = performance.now() - startedAt
    const json = JSON.stringify({ Items, total })
    response.writeHead(200, { 'content-type': 'application/json', 'x-sql-ms': sqlMs }).end(json)
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  process.send?.({ url: `http://127.0.0.1:${port}` })
})
process.once('disconnect', () => process.exit())
