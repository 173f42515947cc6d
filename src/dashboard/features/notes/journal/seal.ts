import * as z from 'zod/mini'
import type { DraftKey } from '../../../../contract/session.ts'

/** `rev` and `at` are readable without a key, to tell the newer of two copies and to date one that cannot be read. */
const EnvelopeSchema = z.object({
  schema: z.literal(1),
  rev: z.number(),
  at: z.number(),
  /** Absent where the page around this one came over plain http: there browsers have no encryption. */
  iv: z.optional(z.string()),
  body: z.string(),
})
export type Envelope = z.infer<typeof EnvelopeSchema>

/** Whether this browser encrypts here. */
export const canSeal = (): boolean => globalThis.crypto.subtle !== undefined

/** Encrypts `value` for the person whose key it is, under its name: moved to another name it does not open. */
export async function seal(
  { key }: DraftKey,
  name: string,
  { rev, at }: Pick<Envelope, 'rev' | 'at'>,
  value: unknown,
): Promise<string> {
  const plain = JSON.stringify(value)
  if (!canSeal()) return JSON.stringify({ schema: 1, rev, at, body: plain } satisfies Envelope)
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const bytes = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(name) },
    await importKey(key),
    new TextEncoder().encode(plain),
  )
  const body = toBase64(new Uint8Array(bytes))
  return JSON.stringify({ schema: 1, rev, at, iv: toBase64(iv), body } satisfies Envelope)
}

/** Null for what this version cannot read: damaged, of a later version, or sealed with another key. */
export async function unseal(
  { key }: DraftKey,
  name: string,
  { iv, body }: Envelope,
): Promise<unknown> {
  try {
    if (iv === undefined) return JSON.parse(body)
    const plain = await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: fromBase64(iv), additionalData: new TextEncoder().encode(name) },
      await importKey(key),
      fromBase64(body),
    )
    return JSON.parse(new TextDecoder().decode(plain))
  } catch {
    return null
  }
}

export function readEnvelope(text: string): Envelope | undefined {
  try {
    return EnvelopeSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const imported = new Map<string, Promise<CryptoKey>>()

function importKey(key: string): Promise<CryptoKey> {
  const known = imported.get(key)
  if (known !== undefined) return known
  const made = crypto.subtle.importKey('raw', fromBase64(key), 'AES-GCM', false, [
    'encrypt',
    'decrypt',
  ])
  imported.set(key, made)
  return made
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
