import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { FaultSwitches, OperationFault } from '../faults.ts'
import { createTrouble } from '../hostedsuite/trouble.ts'
import type { RecordStore } from '../store/record-store.ts'
import { childrenShape, DEFAULT_FRAMEWORK_VERSION, sendError } from './answer.ts'
import { NewPhoneCallSchema } from './attributes.ts'
import type { NewPhoneCall, PhoneCall } from './attributes.ts'
import { formatExactJson, parseExactJson } from './exact-json.ts'
import { invalidPayload, OracleError } from './oracle-error.ts'
import { findPhoneCall, savePhoneCall } from './phone-calls.ts'
import { bytesOf, toWirePhoneCall } from './representation.ts'

const USER = 'crm'
const PASSWORD = 'crm'
const RESOURCES = '/crmRestApi/resources/11.13.18.05'
/** Room for the recording of a call of a few minutes; the document names no limit. */
const BODY_LIMIT_BYTES = 32 * 1024 * 1024

type OracleOptions = {
  records: RecordStore
  switches: FaultSwitches
  clock: () => Date
  log: (line: string) => void
}

const PathSchema = z.object({
  callId: z.string(),
  messageId: z.string().optional(),
  name: z.string().optional(),
})

/**
 * Oracle CRM's "Create a phone call". The GET of one call and of its bytes is not in the document, though sibling
 * resources have it: it shows what is stored.
 */
export async function oracleRoutes(
  app: FastifyInstance,
  { records, switches, clock, log }: OracleOptions,
): Promise<void> {
  const trouble = createTrouble(app, (reply) => {
    const error = new OracleError(reply.statusCode, [{ detail: 'The service is in trouble.' }])
    sendError(error, reply.request, reply, switches.current.oracle)
  })

  function answer(
    call: PhoneCall,
    fault: OperationFault,
    request: FastifyRequest,
    reply: FastifyReply,
  ): FastifyReply {
    const { enclosureOnly } = switches.current.oracle
    const { body, href, etag } = toWirePhoneCall(call, {
      resourcesUrl: `${request.protocol}://${request.host}${app.prefix}${RESOURCES}`,
      children: childrenShape(request, switches.current.oracle),
      enclosureOnly,
    })
    reply.header('etag', etag)
    if (reply.statusCode === 201) reply.header('location', href)
    const json = formatExactJson(body)
    if (trouble.after(fault, json, request, reply)) return reply
    return reply.type('application/json; charset=utf-8').send(json)
  }

  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  app.addHook('onRequest', async ({ headers }, reply) => {
    reply.header('cache-control', 'no-cache, no-store, must-revalidate')
    reply.header(
      'rest-framework-version',
      headers['rest-framework-version'] ?? DEFAULT_FRAMEWORK_VERSION,
    )
    const context = headers['metadata-context']
    if (context !== undefined) reply.header('metadata-context', context)
    if (!isSignedIn(headers.authorization)) throw new OracleError(401, [])
  })

  app.setErrorHandler((thrown, request, reply) =>
    sendError(asOracleError(thrown, log), request, reply, switches.current.oracle),
  )

  app.post(
    `${RESOURCES}/phoneCalls`,
    { bodyLimit: BODY_LIMIT_BYTES },
    async (request, reply): Promise<FastifyReply> => {
      const { create } = switches.current.oracle
      if (await trouble.before(create, request, reply)) return reply
      const sent = readPhoneCall(request)
      const isUpsert = readUpsertMode(request)
      const { call, isNew } = savePhoneCall(records, sent, { isUpsert, user: USER, now: clock() })
      return answer(call, create, request, reply.code(isNew ? 201 : 200))
    },
  )

  const callPath = `${RESOURCES}/phoneCalls/:callId`
  app.get(callPath, async (request, reply): Promise<FastifyReply> => {
    const { read } = switches.current.oracle
    if (await trouble.before(read, request, reply)) return reply
    const call = findPhoneCall(records, PathSchema.parse(request.params).callId)
    if (call === undefined) throw notFound()
    return answer(call, read, request, reply)
  })

  for (const owner of [callPath, `${callPath}/child/TranscriptMessage/:messageId`]) {
    app.get(`${owner}/enclosure/:name`, async (request, reply): Promise<FastifyReply> => {
      const { read } = switches.current.oracle
      if (await trouble.before(read, request, reply)) return reply
      const { callId, messageId, name } = PathSchema.parse(request.params)
      const call = findPhoneCall(records, callId)
      const bytes = call && bytesOf(call, messageId, name)
      if (bytes === undefined) throw notFound()
      return reply.type('application/octet-stream').send(bytes)
    })
  }
}

const notFound = () => new OracleError(404, [{ detail: 'Not Found' }])

function isSignedIn(authorization = ''): boolean {
  const [, credentials = ''] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(authorization) ?? []
  return Buffer.from(credentials, 'base64').toString() === `${USER}:${PASSWORD}`
}

const JSON_TYPE = /^application\/(vnd\.oracle\.adf\.resourceitem\+)?json *(;|$)/i

function readPhoneCall({ body, headers }: FastifyRequest): NewPhoneCall {
  if (!JSON_TYPE.test(headers['content-type'] ?? '')) {
    const detail = 'JBO-27502: Invalid Resource Type in the Content-Type header.'
    throw new OracleError(415, [{ detail, code: '27502' }])
  }
  const result = NewPhoneCallSchema.safeParse(readJson(body))
  if (!result.success) throw invalidPayload(result.error)
  return result.data
}

function readJson(body: unknown): unknown {
  try {
    return parseExactJson(Buffer.isBuffer(body) ? body.toString() : '')
  } catch {
    // The parser's own message quotes the body.
    throw new OracleError(400, [{ detail: 'The payload is not JSON.' }])
  }
}

/** False by default; the document allows `true` and `false` and nothing else. */
function readUpsertMode({ headers }: FastifyRequest): boolean {
  const mode = headers['upsert-mode'] ?? 'false'
  if (mode === 'true' || mode === 'false') return mode === 'true'
  throw new OracleError(400, [{ detail: 'The Upsert-Mode header must be true or false.' }])
}

const HttpErrorSchema = z.object({ statusCode: z.int().min(400).max(499), message: z.string() })

function asOracleError(thrown: unknown, log: (line: string) => void): OracleError {
  if (thrown instanceof OracleError) return thrown
  const refused = HttpErrorSchema.safeParse(thrown)
  if (refused.success) {
    return new OracleError(refused.data.statusCode, [{ detail: refused.data.message }])
  }
  log(`oracle: ${String(thrown)}`)
  return new OracleError(500, [{ detail: 'The request could not be completed.' }])
}
