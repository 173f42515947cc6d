import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Faults, FaultSwitches, OperationFault } from '../faults.ts'
import { createTrouble } from '../hostedsuite/trouble.ts'
import type { Call } from '../store/call.ts'
import type { CallStore } from '../store/call-store.ts'
import type { RecordStore } from '../store/record-store.ts'
import { createDrivlyCalls } from './calls.ts'
import { DrivlyError, invalidFields, toErrorBody } from './drivly-error.ts'
import { ChangesSchema, NaiveChangesSchema } from './fields.ts'
import type { Changes } from './fields.ts'
import { sendRecording } from './media.ts'
import { recordingNamed } from './recordings.ts'

const CREDENTIALS = 'Bearer drivly'

/** What the `limitBody` switch allows, and what is taken without it. */
const LIMITED_BODY_BYTES = 100 * 1024
const BODY_LIMIT_BYTES = 16 * 1024 * 1024

/** Payload 2's; from 3 on it is 1, which populates a call as far. */
const DEFAULT_DEPTH = 2

type DrivlyOptions = {
  store: CallStore
  records: RecordStore
  switches: FaultSwitches
  log: (line: string) => void
}

const CallPathSchema = z.object({ id: z.string() })
const MediaPathSchema = z.object({ file: z.string() })

/**
 * Driv.ly's "Update an existing Call". The GET of one call is not in its document, though sibling resources
 * have it; the recordings are behind the same key.
 */
export async function drivlyRoutes(
  app: FastifyInstance,
  { store, records, switches, log }: DrivlyOptions,
): Promise<void> {
  const drivlyCalls = createDrivlyCalls(store, records)
  const trouble = createTrouble(app, (reply) => {
    sendError(new DrivlyError(reply.statusCode, 'Something went wrong.'), reply)
  })

  function sendError(error: DrivlyError, reply: FastifyReply): FastifyReply {
    const body = toErrorBody(error, switches.current.drivly.validationShape)
    return reply.code(error.status).send(body)
  }

  async function find({ params }: FastifyRequest): Promise<Call> {
    const call = await drivlyCalls.find(CallPathSchema.parse(params).id)
    if (call === undefined) throw new DrivlyError(404, 'Not Found')
    return call
  }

  function answer(
    body: object,
    fault: OperationFault,
    request: FastifyRequest,
    reply: FastifyReply,
  ): FastifyReply {
    const json = JSON.stringify(body)
    if (trouble.after(fault, json, request, reply)) return reply
    return reply.type('application/json; charset=utf-8').send(json)
  }

  function counterpartOf(call: Call, request: FastifyRequest): object {
    const url = `${request.protocol}://${request.host}${app.prefix}/media`
    return drivlyCalls.read(call, { url, isPopulated: readDepth(request) > 0 })
  }

  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

  app.addHook('onRequest', async ({ headers }) => {
    // To Payload an unknown key is nobody's, and nobody is not allowed: 403, not 401.
    if (headers.authorization !== CREDENTIALS) {
      throw new DrivlyError(403, 'You are not allowed to perform this action.')
    }
  })
  app.setErrorHandler((thrown, _request, reply) => sendError(asDrivlyError(thrown, log), reply))
  app.setNotFoundHandler(({ method, url }, reply) =>
    reply.code(404).send({ message: `Route not found "${method} ${url.replace(/\?.*/s, '')}"` }),
  )

  app.get('/api/calls/:id', async (request, reply): Promise<FastifyReply> => {
    const { read, envelope } = switches.current.drivly
    if (await trouble.before(read, request, reply)) return reply
    const call = counterpartOf(await find(request), request)
    return answer(wrap(call, envelope), read, request, reply)
  })

  app.patch(
    '/api/calls/:id',
    { bodyLimit: BODY_LIMIT_BYTES },
    async (request, reply): Promise<FastifyReply> => {
      const faults = switches.current.drivly
      if (await trouble.before(faults.update, request, reply)) return reply
      const body = readBody(request, faults)
      const call = await find(request)
      const changes = readChanges(body, faults)
      if (faults.refuseWith200) {
        const refusal = { success: false, error: 'The call could not be updated.' }
        return answer(refusal, faults.update, request, reply)
      }
      drivlyCalls.change(call.Id, changes)
      const updated = counterpartOf(call, request)
      return answer(
        wrap(updated, faults.envelope, 'Updated successfully.'),
        faults.update,
        request,
        reply,
      )
    },
  )

  app.get('/media/:file', async (request, reply): Promise<FastifyReply> => {
    if (await trouble.before(switches.current.drivly.media, request, reply)) return reply
    const [, name = ''] = /^(.+)\.wav$/.exec(MediaPathSchema.parse(request.params).file) ?? []
    const wav = recordingNamed(name)
    if (wav === undefined) throw new DrivlyError(404, 'Not Found')
    return sendRecording(reply, wav, request.headers.range)
  })
}

/** Driv.ly's own envelope, Payload's, or none. */
function wrap(call: object, envelope: Faults['drivly']['envelope'], message?: string): object {
  if (envelope === 'bare') return call
  if (envelope === 'doc') return { doc: call, message }
  return { data: call, success: true }
}

/**
 * As Payload reads it: an empty one is the default, and what is no number populates nothing. Its maximum of 10
 * makes no difference, since a call has one level to populate.
 */
function readDepth({ url }: FastifyRequest): number {
  const depth = new URL(url, 'http://sandbox').searchParams.get('depth')
  return depth ? Number.parseInt(depth, 10) : DEFAULT_DEPTH
}

/** No body at all changes nothing. Whatever its Content-Type, a body is read as JSON: that is our choice. */
function readBody({ body }: FastifyRequest, { limitBody }: Faults['drivly']): object {
  if (!Buffer.isBuffer(body) || body.length === 0) return {}
  if (limitBody && body.length > LIMITED_BODY_BYTES) {
    throw new DrivlyError(413, 'request entity too large')
  }
  try {
    const value: unknown = JSON.parse(body.toString())
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // The parser's own message quotes the body.
  }
  throw new DrivlyError(400, 'Invalid JSON')
}

function readChanges(body: object, { naiveRating }: Faults['drivly']): Changes {
  const result = (naiveRating ? NaiveChangesSchema : ChangesSchema).safeParse(body)
  if (!result.success) throw invalidFields(result.error)
  return result.data
}

const HttpErrorSchema = z.object({ statusCode: z.int().min(400).max(499), message: z.string() })

function asDrivlyError(thrown: unknown, log: (line: string) => void): DrivlyError {
  if (thrown instanceof DrivlyError) return thrown
  const refused = HttpErrorSchema.safeParse(thrown)
  if (refused.success) return new DrivlyError(refused.data.statusCode, refused.data.message)
  log(`drivly: ${String(thrown)}`)
  return new DrivlyError(500, 'Something went wrong.')
}
