import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Faults } from '../faults.ts'
import type { ErrorDetail, OracleError } from './oracle-error.ts'

type OracleFaults = Faults['oracle']

/** What these resources answer by when the request does not say. */
export const DEFAULT_FRAMEWORK_VERSION = '1'
/** From here on nested children are a collection of their own. */
const COLLECTIONS_SINCE = 3
/** From here on errors are structured. */
const JSON_ERRORS_SINCE = 4

function frameworkVersion({ headers }: FastifyRequest): number {
  return Number(headers['rest-framework-version'] ?? DEFAULT_FRAMEWORK_VERSION)
}

export function childrenShape(request: FastifyRequest, { children }: OracleFaults) {
  if (children !== 'by-version') return children
  return frameworkVersion(request) >= COLLECTIONS_SINCE ? 'items' : 'array'
}

/** Text or JSON by version, by what the client accepts, and by the fault switch. */
export function sendError(
  error: OracleError,
  request: FastifyRequest,
  reply: FastifyReply,
  { errorFormat }: OracleFaults,
): FastifyReply {
  reply.code(error.status)
  // Its body "may be empty": a client must not need one to understand a 401.
  if (error.status === 401) return reply.header('www-authenticate', 'Basic realm="crm"').send('')
  const isStructured =
    errorFormat === 'by-version'
      ? frameworkVersion(request) >= JSON_ERRORS_SINCE && acceptsJson(request)
      : errorFormat !== 'text'
  if (!isStructured) return reply.type('text/plain; charset=utf-8').send(error.message)

  const details = error.details.map(toWireDetail)
  const body = {
    title: error.title,
    status: String(error.status),
    ...(errorFormat === 'top-level' ? details[0] : { 'o:errorDetails': details }),
  }
  return reply.type('application/vnd.oracle.adf.error+json').send(JSON.stringify(body))
}

const acceptsJson = ({ headers: { accept = '*/*' } }: FastifyRequest) =>
  /\*\/\*|application\/(\*|json|vnd\.oracle\.adf\.error\+json)/i.test(accept)

const toWireDetail = ({ detail, code, path }: ErrorDetail) => ({
  detail,
  ...(code !== undefined && { 'o:errorCode': code }),
  ...(path !== undefined && { 'o:errorPath': path }),
})
