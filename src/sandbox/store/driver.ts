import type { DatabaseSyncInstance, SqliteModule } from '@photostructure/sqlite'

export type Database = DatabaseSyncInstance

/** node:sqlite is stable from Node 24.15 on; remove the package when no older Node is supported. */
export async function loadDriver(): Promise<Pick<SqliteModule, 'DatabaseSync'>> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const hasBuiltIn = major > 24 || (major === 24 && minor >= 15)
  return hasBuiltIn ? import('node:sqlite') : import('@photostructure/sqlite')
}
