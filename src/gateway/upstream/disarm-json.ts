const DEEPEST = 64
/** A page of calls has a few thousand; each costs time in which nobody else is answered. */
const MOST_OBJECTS = 20_000

/** Keys through which a careless copy would reach the prototype of every object. */
const TRAPS = ['__proto__', 'constructor']

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/**
 * Parsed JSON of a stranger without its traps, changed in place. Throws RangeError for more than 64 levels or
 * 20,000 objects and arrays. By levels, not by recursion, which would itself end at a depth of the stranger's
 * choice.
 */
export function disarm(json: unknown): unknown {
  let objects = 0
  let level = [json].filter(isObject)
  for (let depth = 1; level.length > 0; depth += 1) {
    objects += level.length
    if (depth > DEEPEST || objects > MOST_OBJECTS) throw new RangeError('This JSON is too large.')
    for (const each of level) for (const key of TRAPS) Reflect.deleteProperty(each, key)
    level = level.flatMap((each) => Object.values(each).filter(isObject))
  }
  return json
}
