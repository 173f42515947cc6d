import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Faults, FaultSwitches } from '../faults.ts'
import type { CallStore } from '../store/call-store.ts'
import { authenticate } from './accounts.ts'
import type { Visibility } from './accounts.ts'
import { sendJson, toErrorResponse, toJson, withStatus } from './answer.ts'
import { toWirePage } from './wire-page.ts'
import { bindRequest } from './bind.ts'
import type { RequestMembers } from './bind.ts'
import { HostedSuiteError } from './hostedsuite-error.ts'
import { listCalls, readListRequest } from './list-calls.ts'
import { createTrouble } from './trouble.ts'
import { readUpdateRequest, updateCall } from './update-call.ts'

/** ASP.NET's default maxRequestLength. */
const BODY_LIMIT_BYTES = 4 * 1024 * 1024

type HostedSuiteOptions = {
  store: CallStore
  switches: FaultSwitches
  log: (line: string) => void
}

/** One operation, bound and ready to be run for somebody; null means no content. */
type Operation = {
  name: string
  path: string
  fault: 'list' | 'update'
  bind(members: RequestMembers): (visibility: Visibility, faults: Faults) => Promise<object | null>
}

/** HostedSuite's two call operations, on the paths and only the verb that ServiceStack maps them to. */
export async function hostedsuiteRoutes(
  app: FastifyInstance,
  { store, switches, log }: HostedSuiteOptions,
): Promise<void> {
  const operations: Operation[] = [
    {
      name: 'ListCallRecordsRequest',
      path: '/calls',
      fault: 'list',
      bind(members) {
        const request = readListRequest(members)
        return async (visibility, faults) => {
          const page = await listCalls(request, visibility, store, faults)
          return toWirePage(page, faults)
        }
      },
    },
    {
      name: 'UpdateCallRecordRequest',
      path: '/calls/update',
      fault: 'update',
      bind(members) {
        const request = readUpdateRequest(members)
        return async (visibility, faults) => {
          const call = await updateCall(request, visibility, store, faults)
          if (faults.updateAnswer === 'no-content') return null
          return faults.updateAnswer === 'empty' ? {} : call
        }
      },
    },
  ]

  const trouble = createTrouble(app, (reply) => {
    const { fieldErrors, camelCase } = switches.current
    const message = 'The service is in trouble.'
    const error = new HostedSuiteError(reply.statusCode, 'Exception', message, fieldErrors)
    sendJson(reply, toJson(toErrorResponse(error), { camelCase }), null)
  })

  async function run(operation: Operation, request: FastifyRequest, query: URLSearchParams) {
    const wire = { body: request.body, contentType: request.headers['content-type'], query }
    const { credentials, perform } = await bindRequest(operation.name, wire, (members) => ({
      credentials: {
        CustomerName: members.text('CustomerName'),
        UserName: members.text('UserName'),
        Password: members.text('Password'),
      },
      perform: operation.bind(members),
    }))
    const visibility = await authenticate(credentials, store, switches.current)
    return perform(visibility, switches.current)
  }

  async function answer(operation: Operation, request: FastifyRequest, reply: FastifyReply) {
    const faults = switches.current
    const fault = faults[operation.fault]
    if (await trouble.before(fault, request, reply)) return reply

    const query = queryOf(request.url)
    const callback = query.get('callback')
    try {
      const body = await run(operation, request, query)
      const json = body === null ? '' : toJson(body, faults)
      if (trouble.after(fault, json, request, reply)) return reply
      if (body === null) return withStatus(reply, 204).send()
      return sendJson(reply, json, callback)
    } catch (thrown) {
      const error = asHostedSuiteError(thrown, log)
      const trace = faults.stackTraceEcho ? stackTraceOf(operation, request) : undefined
      withStatus(reply, error.status, error.code)
      return sendJson(reply, toJson(toErrorResponse(error, trace), faults), callback)
    }
  }

  app.removeAllContentTypeParsers()
  // Every type; unlike '*' it is not looked for again with each request.
  app.addContentTypeParser(/^/, { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  for (const operation of operations) {
    for (const path of [
      operation.path,
      `${operation.path}.json`,
      `/json/reply/${operation.name}`,
    ]) {
      app.post(path, { bodyLimit: BODY_LIMIT_BYTES }, (request, reply) =>
        answer(operation, request, reply),
      )
    }
  }
}

const NO_QUERY = new URLSearchParams()

function queryOf(url: string): URLSearchParams {
  const start = url.indexOf('?')
  return start === -1 ? NO_QUERY : new URLSearchParams(url.slice(start))
}

function asHostedSuiteError(thrown: unknown, log: (line: string) => void): HostedSuiteError {
  if (thrown instanceof HostedSuiteError) return thrown
  log(`hostedsuite: ${String(thrown)}`)
  return new HostedSuiteError(500, 'Exception', 'The request could not be completed.')
}

/** What DebugMode gives away; the password in it is what a client of HostedSuite must never pass on. */
function stackTraceOf(operation: Operation, request: FastifyRequest): string {
  return `[${operation.name}]:\r\n[REQUEST: ${String(request.body)}]\r\n   at Evo.HostedSuite.Core.CallService.Any()`
}
