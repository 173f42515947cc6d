import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

export type RawAnswer = {
  /** Of the last answer on the connection; undefined if there was none. */
  status: number | undefined
  /** All that came, head and body. */
  text: string
  /** Whether the other side hung up, which every request here asks for. */
  hasEnded: boolean
  ms: number
}

const STATUS_LINE = /^HTTP\/1\.1 (\d{3}) /gm

/** Sends bytes that no HTTP client would send, and listens until the other side hangs up or `limitMs` have passed. */
export async function exchange(
  address: string,
  bytes: Buffer,
  { limitMs, byteEveryMs }: { limitMs: number; byteEveryMs?: number },
): Promise<RawAnswer> {
  const { hostname, port } = new URL(address)
  const startedAt = performance.now()
  const chunks: Buffer[] = []
  const socket = connect({ host: hostname, port: Number(port) })
  const ended = new Promise<boolean>((resolve) => {
    socket.on('data', (chunk) => chunks.push(chunk))
    // Whoever is refused while still sending is often cut off.
    socket.once('error', () => resolve(true))
    socket.once('close', () => resolve(true))
  })
  const sent =
    byteEveryMs === undefined ? void socket.write(bytes) : drip(socket, bytes, byteEveryMs)
  const hasEnded = await Promise.race([ended, sleep(limitMs, false, { ref: false })])
  const ms = performance.now() - startedAt
  socket.destroy()
  await sent
  const text = Buffer.concat(chunks).toString('latin1')
  const statuses = [...text.matchAll(STATUS_LINE)].map(([, digits]) => Number(digits))
  return { status: statuses.findLast((status) => status >= 200), text, hasEnded, ms }
}

async function drip(socket: Socket, bytes: Buffer, everyMs: number): Promise<void> {
  for (const byte of bytes) {
    if (socket.destroyed) return
    socket.write(Buffer.of(byte))
    await sleep(everyMs)
  }
}
