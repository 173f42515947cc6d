import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'
import type { Faults } from '../faults.ts'
import type { HostedSuiteError } from './hostedsuite-error.ts'

/** ServiceStack's generic ErrorResponse, since neither answer type has a ResponseStatus of its own. */
export function toErrorResponse({ code, message, fields }: HostedSuiteError, stackTrace?: string) {
  return {
    ResponseStatus: {
      ErrorCode: code,
      Message: message,
      ...(stackTrace !== undefined && { StackTrace: stackTrace }),
      Errors: fields.map((field) => ({
        ErrorCode: code,
        FieldName: field.name,
        Message: field.message,
      })),
    },
  }
}

/** ServiceStack leaves null members out (IncludeNullValues=false), as JSON does undefined ones. */
export function toJson(body: unknown, { camelCase }: Pick<Faults, 'camelCase'>): string {
  return JSON.stringify(body, camelCase ? lowerNames : undefined)
}

const lowerNames = (_name: string, value: unknown) =>
  isObject(value) ? withLowerCaseNames(value) : value

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const withLowerCaseNames = (members: object) =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [lowerFirst(name), value]))

const lowerFirst = (name: string) => name.charAt(0).toLowerCase() + name.slice(1)

/** With `callback` the JSON becomes a script that calls it; the name is cleaned so that it stays a name. */
export function sendJson(reply: FastifyReply, json: string, callback: string | null): FastifyReply {
  reply.header('vary', 'Accept')
  if (!callback) return reply.type('application/json; charset=utf-8').send(json)
  const name = callback.replaceAll(/[^A-Za-z0-9._]/g, '_')
  return reply.type('text/javascript; charset=utf-8').send(`${name}(${json})`)
}

/** The reason phrase is the exception's name, as ServiceStack sets it. */
export function withStatus(reply: FastifyReply, status: number, reason?: string): FastifyReply {
  reply.raw.statusMessage = reason ?? STATUS_CODES[status] ?? ''
  return reply.code(status)
}
