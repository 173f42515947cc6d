import { HostedSuiteError } from './hostedsuite-error.ts'
import type { FieldError } from './hostedsuite-error.ts'

type Reader<T> = (text: string) => T | undefined

/**
 * The members of one request. Undefined is the .NET default: absent, null, or (in JSON only) a value that
 * could not be converted, which ServiceStack drops without a word.
 */
export type RequestMembers = {
  text(name: string): string | undefined
  double(name: string): number | undefined
  int(name: string): number | undefined
  bool(name: string): boolean | undefined
  /** Named in any case or by number. Like Enum.Parse it lets a number without a name through. */
  oneOf(name: string, choices: readonly string[]): string | undefined
}

export type WireRequest = { body: unknown; contentType: string | undefined; query: URLSearchParams }

/**
 * Binds as ServiceStack v5.8 does: names in any case, unknown members ignored, JSON body < query <
 * form. In forms and queries (StringMapTypeDeserializer) an empty value is skipped, and one that cannot be
 * converted is a 400 that names its field.
 */
export async function bindRequest<T>(
  name: string,
  request: WireRequest,
  read: (members: RequestMembers) => T,
): Promise<T> {
  const { json, form } = await readBody(request)
  const pairs = caseless([...request.query, ...form].filter(([, text]) => text !== ''))
  const members = caseless(Object.entries(json))
  const problems: FieldError[] = []

  function value<V>(member: string, reader: Reader<V>): V | undefined {
    const key = member.toLowerCase()
    const text = pairs.get(key)
    if (text === undefined) return readJsonValue(members.get(key), reader)
    const result = reader(text)
    if (result === undefined) {
      problems.push({ name: member, message: `'${text}' is an Invalid value for '${member}'` })
    }
    return result
  }

  const bound = read({
    text: (member) => value(member, (text) => text),
    double: (member) => value(member, readDouble),
    int: (member) => value(member, readInt),
    bool: (member) => value(member, readBool),
    oneOf: (member, choices) => value(member, (text) => readChoice(text, choices)),
  })
  if (problems.length === 0) return bound
  throw serializationError(`Unable to bind to request '${name}'`, problems)
}

const caseless = <V>(entries: [string, V][]) =>
  new Map(entries.map(([name, value]) => [name.toLowerCase(), value]))

/** A number, boolean or object becomes its text first, so `"30"` is 30 and an Id of 12 is "12". */
function readJsonValue<V>(value: unknown, reader: Reader<V>): V | undefined {
  if (value === undefined || value === null) return undefined
  return reader(typeof value === 'string' ? value : JSON.stringify(value))
}

function readDouble(text: string): number | undefined {
  return /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : undefined
}

function readInt(text: string): number | undefined {
  const value = /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : Number.NaN
  return Math.abs(value) < 2 ** 31 ? value : undefined
}

/** The words that ServiceStack.Text's ParseBoolean knows. */
function readBool(text: string): boolean | undefined {
  const word = text.trim().toLowerCase()
  if (['true', '1', 't', 'y', 'on'].includes(word)) return true
  return ['false', '0', 'f', 'n', 'off'].includes(word) ? false : undefined
}

function readChoice(text: string, choices: readonly string[]): string | undefined {
  const number = readInt(text)
  if (number !== undefined) return choices[number] ?? String(number)
  return choices.find((choice) => choice.toLowerCase() === text.trim().toLowerCase())
}

type Body = { json: object; form: [string, string][] }

const EMPTY: Body = { json: {}, form: [] }

/** A body whose type has no deserializer, text/plain for one, counts as no body at all. */
async function readBody({ body, contentType = '' }: WireRequest): Promise<Body> {
  if (!Buffer.isBuffer(body) || body.length === 0) return EMPTY
  if (/^(application|text)\/json\b/i.test(contentType)) {
    return { json: readJson(body.toString()), form: [] }
  }
  if (/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(contentType)) {
    return { json: {}, form: await readForm(body, contentType) }
  }
  return EMPTY
}

function readJson(text: string): object {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch {
    // The parser's own message quotes the body, and with it perhaps the password.
  }
  throw serializationError("Type definitions should start with a '{'")
}

async function readForm(body: Buffer, contentType: string): Promise<[string, string][]> {
  try {
    const form = await new Response(body, { headers: { 'content-type': contentType } }).formData()
    return [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
  } catch {
    throw serializationError('The form cannot be read')
  }
}

function serializationError(message: string, fields: FieldError[] = []): HostedSuiteError {
  return new HostedSuiteError(400, 'SerializationException', message, fields)
}
