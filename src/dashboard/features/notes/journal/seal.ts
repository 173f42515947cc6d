import { gcm } from '@noble/ciphers/aes.js'
import * as z from 'zod/mini'
import type { DraftKey } from '../../../../contract/session.ts'

/** `rev` and `at` are readable without a key, to tell the newer of two copies and to date one that cannot be read. */
const EnvelopeSchema = z.object({
  schema: z.literal(1),
  rev: z.number(),
  at: z.number(),
  iv: z.string(),
  body: z.string(),
})
export type Envelope = z.infer<typeof EnvelopeSchema>

/**
 * Encrypts `value` (AES-256-GCM) for the person whose key it is, under its name: moved to another name it does not
 * open. At once, unlike the browser's own encryption, for which a page that is being closed cannot wait; and in
 * every page, where browsers have none for a page that came over plain http, or is framed by one.
 */
export function seal(
  { key }: DraftKey,
  name: string,
  { rev, at }: Pick<Envelope, 'rev' | 'at'>,
  value: unknown,
): string {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const plain = new TextEncoder().encode(JSON.stringify(value))
  const body = toBase64(cipher(key, iv, name).encrypt(plain))
  return JSON.stringify({ schema: 1, rev, at, iv: toBase64(iv), body } satisfies Envelope)
}

/** Null for what this version cannot read: damaged, of a later version, or sealed with another key. */
export function unseal({ key }: DraftKey, name: string, { iv, body }: Envelope): unknown {
  try {
    const plain = cipher(key, fromBase64(iv), name).decrypt(fromBase64(body))
    return JSON.parse(new TextDecoder().decode(plain))
  } catch {
    return null
  }
}

const cipher = (key: string, iv: Uint8Array, name: string) =>
  gcm(fromBase64(key), iv, new TextEncoder().encode(name))

export function readEnvelope(text: string): Envelope | undefined {
  try {
    return EnvelopeSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = ''
  // In pieces, because a call takes no more than some ten thousand arguments.
  for (let at = 0; at < bytes.length; at += 8192)
    binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(binary)
}

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  )
