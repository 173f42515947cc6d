import type { KnownCall } from '../../contract/rating.ts'

/**
 * Where a recording is. Only what is beneath Driv.ly's own address is fetched: the text comes from outside, and
 * with the request goes the key.
 */
export type RecordingAddress = { url: URL; isOurs: boolean }

/** Undefined for what is no plain web address. Payload leaves its own host out where it was not told of it. */
export function readRecordingAddress(text: string, baseUrl: string): RecordingAddress | undefined {
  const base = new URL(baseUrl)
  const url = URL.canParse(text, baseUrl) ? new URL(text, base) : undefined
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  if (!isWeb || url.username !== '' || url.password !== '') return undefined
  const folder = base.pathname.replace(/\/*$/, '/')
  return { url, isOurs: url.origin === base.origin && url.pathname.startsWith(folder) }
}

export function describeRecording(
  recording: { url?: string | undefined } | undefined,
  baseUrl: string,
): KnownCall['recording'] {
  if (recording === undefined) return { kind: 'none' }
  const address =
    recording.url === undefined ? undefined : readRecordingAddress(recording.url, baseUrl)
  if (address === undefined) return { kind: 'unlinked' }
  return address.isOurs ? { kind: 'playable' } : { kind: 'elsewhere', address: address.url.href }
}
