import * as z from 'zod'

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * An object under the names of its document, whatever letter case the host writes them in: ServiceStack
 * turns to camelCase with one setting. Members outside the document are dropped.
 */
export function documented<Shape extends z.ZodRawShape>(shape: Shape) {
  const names = new Map(Object.keys(shape).map((name) => [name.toLowerCase(), name]))
  return z.preprocess((value) => {
    if (!isObject(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [names.get(key.toLowerCase()) ?? key, member]),
    )
  }, z.object(shape))
}
