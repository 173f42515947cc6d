import { createHash } from 'node:crypto'

/** Names a thing without telling it, in 43 characters. */
export const digest = (text: string): string =>
  createHash('sha256').update(text).digest('base64url')
