const DEEPEST = 64

/** Keys through which a careless copy would reach the prototype of every object. */
const TRAPS = ['__proto__', 'constructor']

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/**
 * Parsed JSON of a stranger without its traps, changed in place. Throws RangeError for one nested deeper than
 * 64 levels. By levels, not by recursion, which would itself end at a depth of the stranger's choice.
 */
export function disarm(json: unknown): unknown {
  let level = [json].filter(isObject)
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw new RangeError('This JSON is nested too deeply.')
    for (const each of level) for (const key of TRAPS) Reflect.deleteProperty(each, key)
    level = level.flatMap((each) => Object.values(each).filter(isObject))
  }
  return json
}
