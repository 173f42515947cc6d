import { randomUUID } from 'node:crypto'

/** Marks a text that stands for a number; nobody can guess it, so no text on the wire is taken for one. */
const MARK = `int64:${randomUUID()}:`
const MARKED = new RegExp(`"${MARK}(-?\\d+)"`, 'g')

/** A backslash with what it escapes, a quotation mark, or a number: what tells numbers from texts. */
const TOKENS = /\\.|"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
/** Up to 15 digits every integer is exact as a number. */
const LONG_INTEGER = /^-?[1-9]\d{15,}$/

/** JSON.parse, except that integers of 16 digits and more become a bigint and lose nothing. */
export function parseExactJson(text: string): unknown {
  let isInText = false
  const marked = text.replace(TOKENS, (token) => {
    if (token === '"') isInText = !isInText
    return !isInText && LONG_INTEGER.test(token) ? `"${MARK}${token}"` : token
  })
  return JSON.parse(marked, (_name, value: unknown) =>
    typeof value === 'string' && value.startsWith(MARK) ? BigInt(value.slice(MARK.length)) : value,
  )
}

/** JSON.stringify, except that a bigint is written as the number it is. */
export function formatExactJson(value: unknown): string {
  const marked = JSON.stringify(value, (_name, member: unknown) =>
    typeof member === 'bigint' ? `${MARK}${member}` : member,
  )
  return marked.replace(MARKED, '$1')
}
