import { Agent, request } from 'node:http'

const agent = new Agent({ keepAlive: true })

export type Reply = { ms: number; header(name: string): string | undefined; body: string }

/** POSTs JSON over a connection that is kept; rejects for anything but a 200. Milliseconds to the last byte. */
export function post(
  url: string,
  body: object,
  moreHeaders: Record<string, string> = {},
): Promise<Reply> {
  const json = JSON.stringify(body)
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(json),
      ...moreHeaders,
    }
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString()
        if (response.statusCode !== 200) return reject(new Error(`${url}: ${text}`))
        resolve({
          ms: performance.now() - startedAt,
          header: (name) => String(response.headers[name]),
          body: text,
        })
      })
      response.once('error', reject)
    })
    sent.once('error', reject)
    sent.end(json)
  })
}

export const closeConnections = () => agent.destroy()
