import type { FastifyInstance } from 'fastify'
import { ProblemError } from './problems.ts'

/** The contract's deepest body has three levels. */
const DEEPEST = 16

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Refuses what two readers could read in two ways, or what JSON.parse would change without a word: bytes that are
 * no UTF-8, a name given twice, `__proto__`; and nesting that nobody means.
 */
export function parseJsonStrictly(app: FastifyInstance): void {
  const options = { parseAs: 'buffer' } as const
  app.addContentTypeParser('application/json', options, async (_request: unknown, body: Buffer) =>
    parseStrictly(body),
  )
}

function parseStrictly(body: Buffer): unknown {
  try {
    const text = utf8.decode(body)
    const { deepest, names } = measure(text)
    if (deepest <= DEEPEST) {
      const value: unknown = JSON.parse(text)
      if (countNames(value) === names) return value
    }
  } catch {
    // The errors of both parsers quote the body.
  }
  throw new ProblemError('VALIDATION')
}

/** Of what is JSON at all: outside of texts a colon follows a name, and nothing else. */
function measure(text: string): { deepest: number; names: number } {
  let deepest = 0
  let depth = 0
  let names = 0
  let isInText = false
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (isInText) {
      if (character === '\\') at++
      else if (character === '"') isInText = false
    } else if (character === '"') isInText = true
    else if (character === ':') names++
    else if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth)
    else if (character === ']' || character === '}') depth--
  }
  return { deepest, names }
}

/** A name that was given twice is there once; `__proto__` is not counted as one. */
function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const names = Array.isArray(value)
    ? []
    : Object.keys(value).filter((name) => name !== '__proto__')
  return Object.values(value).reduce<number>((sum, each) => sum + countNames(each), names.length)
}
