import type { FastifyReply } from 'fastify'
import { readByteRange } from './byte-range.ts'

/** All of the recording, or the part of it that the Range header asks for, so that a player can seek. */
export function sendRecording(
  reply: FastifyReply,
  wav: Buffer,
  rangeHeader: string | undefined,
): FastifyReply {
  reply.header('accept-ranges', 'bytes').type('audio/wav')
  const range = readByteRange(rangeHeader, wav.length)
  if (range === undefined) return reply.send(wav)
  if (range === 'unsatisfiable') {
    return reply.code(416).header('content-range', `bytes */${wav.length}`).send()
  }
  const { first, last } = range
  return reply
    .code(206)
    .header('content-range', `bytes ${first}-${last}/${wav.length}`)
    .send(wav.subarray(first, last + 1))
}
