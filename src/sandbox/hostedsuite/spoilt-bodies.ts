import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { SpoiltBody } from '../operation-fault.ts'

type Spoilt = { content: string | Buffer | Readable; encoding?: string }

const MILLION = 1_000_000
const BOMB_CHUNKS = 256

/** What a proxy, a broken serializer or an attacker may have made of the JSON that was to be answered. */
export const SPOIL: Record<SpoiltBody, (json: string) => Spoilt> = {
  truncated: (json) => ({ content: json.slice(0, Math.floor(json.length / 2)) }),
  empty: () => ({ content: '' }),
  null: () => ({ content: 'null' }),
  'empty-array': () => ({ content: '[]' }),
  'empty-object': () => ({ content: '{}' }),
  'two-documents': (json) => ({ content: `${json}\n${json}` }),
  jsonp: (json) => ({ content: `callback(${json})` }),
  // As .NET writes a double that is not a number.
  'bare-nan': (json) => ({ content: json.replace(/":-?\d[\d.]*/, '":NaN') }),
  'invalid-utf8': (json) => {
    const [before, after] = splitAtText(json)
    return { content: Buffer.concat([before, Buffer.of(0xff, 0xc3, 0x28), after].map(toBuffer)) }
  },
  'lone-surrogate': (json) => ({ content: splitAtText(json).join(String.raw`\ud800`) }),
  'proto-keys': (json) => ({ content: JSON.stringify(JSON.parse(json, withProto)) }),
  'million-items': () => ({ content: Readable.from(millionItems()) }),
  // 256 MiB of blanks, which are allowed before a JSON value, in about 260 kB.
  'gzip-bomb': () => ({ content: Readable.from(blanks()).pipe(createGzip()), encoding: 'gzip' }),
}

const toBuffer = (part: string | Buffer) => (typeof part === 'string' ? Buffer.from(part) : part)

/** Before and after the place where the first text value begins; the end when there is none. */
function splitAtText(json: string): [string, string] {
  const at = json.indexOf('":"')
  const place = at === -1 ? json.length : at + 3
  return [json.slice(0, place), json.slice(place)]
}

/** Gives every object members that a careless merge would take for the prototype's. */
function withProto(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  for (const name of ['__proto__', 'constructor']) {
    const poison = { value: { polluted: true }, enumerable: true, configurable: true }
    Object.defineProperty(value, name, poison)
  }
  return value
}

/** About 70 MB. */
function* millionItems(): Generator<string> {
  yield '{"Items":['
  for (let index = 0; index < MILLION; index += 1000) {
    const items = Array.from({ length: 1000 }, (_, place) => {
      const id = String(index + place).padStart(24, '0')
      return `{"Id":"${id}","StartTime":"2026-08-06 09:00:00"}`
    })
    yield `${index === 0 ? '' : ','}${items.join()}`
  }
  yield `],"Page":0,"TotalCount":${MILLION},"TotalPages":1}`
}

function* blanks(): Generator<Buffer> {
  const chunk = Buffer.alloc(1024 * 1024, ' ')
  for (let index = 0; index < BOMB_CHUNKS; index += 1) yield chunk
  yield Buffer.from('{}')
}
