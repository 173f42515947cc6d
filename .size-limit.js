// What somebody has to wait for, compressed: the files of a part and of all that it imports at once. What a part
// loads later, on demand, is not among them.
import { readFileSync } from 'node:fs'

const BUILT = 'dist/dashboard'

/** @type {Record<string, { name?: string, file: string, css?: string[], imports?: string[] }>} */
const manifest = JSON.parse(readFileSync(`${BUILT}/.vite/manifest.json`, 'utf8'))

/** @param {string} name @param {Set<string>} seen @returns {Set<string>} */
function chunksOf(name, seen = new Set()) {
  if (!seen.has(name)) {
    seen.add(name)
    for (const each of manifest[name]?.imports ?? []) chunksOf(each, seen)
  }
  return seen
}

/** @param {string} name @returns {string[]} */
function filesOf(name) {
  if (manifest[name] === undefined) throw new Error(`The build has no ${name}.`)
  return [...chunksOf(name)].flatMap((each) => {
    const { file = '', css = [] } = manifest[each] ?? {}
    return [file, ...css]
  })
}

/** @param {string} chunk @returns {string} */
const nameOf = (chunk) =>
  Object.keys(manifest).find((name) => manifest[name]?.name === chunk) ?? chunk

const page = readFileSync(`${BUILT}/index.html`, 'utf8')
const door = [...page.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(
  ([, file = '']) => file,
)
const form = filesOf(nameOf('door-form'))
const list = filesOf(nameOf('list'))

/** @param {string[]} files */
const pathsOf = (files) => [...new Set(files)].map((file) => `${BUILT}/${file}`)

export default [
  { name: 'Sign-in form', path: pathsOf([...door, ...form]), gzip: true, limit: '95 KiB' },
  { name: 'Signed-in list', path: pathsOf([...door, ...list]), gzip: true, limit: '140 KiB' },
]
