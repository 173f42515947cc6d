// @types/node 20 has no such module. Remove when the types of Node 24 are used.
declare module 'node:sqlite' {
  export { DatabaseSync } from '@photostructure/sqlite'
}
