import { once } from 'node:events'
import { createServer, request as ask } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Server as TlsServer } from 'node:https'
import { generate } from 'selfsigned'

/** One iframe of a portal page. Without `sandbox` the frame may do what a page may. */
type Frame = { src: string; sandbox?: string; width?: number; height?: number }

export type Portals = {
  /** The origin of any name under `.test`, for a browser to which all of them are this machine. */
  origin: (name: string, scheme?: 'https' | 'http') => string
  /** Puts TLS in front of a server: whoever asks for that name is passed on to the address, Host as it came. */
  passOn: (name: string, address: string) => void
  /** Any other name is a portal: the address of its page with these frames. */
  page: (origin: string, frames: Frame[]) => string
  close: () => Promise<void>
}

/** What stands around the dashboard when it is embedded: a proxy that ends TLS, and the pages that frame it. */
export async function startPortals(): Promise<Portals> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'portals.test' }], {
    keyType: 'ec',
    algorithm: 'sha256',
  })
  const behind = new Map<string, string>()
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const [name = ''] = (request.headers.host ?? '').split(':')
    const address = behind.get(name)
    if (address === undefined) showPortal(request, response)
    else passRequestOn(request, response, address)
  }
  const servers = {
    https: createTlsServer({ key, cert }, answer),
    http: createServer(answer),
  }
  const [https, http] = await Promise.all([listen(servers.https), listen(servers.http)])
  const ports = { https, http }
  return {
    origin: (name, scheme = 'https') => `${scheme}://${name}:${ports[scheme]}`,
    passOn: (name, address) => void behind.set(name, address),
    page: (origin, frames) =>
      `${origin}/?${new URLSearchParams({ frames: JSON.stringify(frames) }).toString()}`,
    close: async () => {
      for (const server of [servers.https, servers.http]) {
        server.close()
        server.closeAllConnections()
        await once(server, 'close')
      }
    },
  }
}

async function listen(server: Server | TlsServer): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('No port')
  return address.port
}

function passRequestOn(request: IncomingMessage, response: ServerResponse, address: string): void {
  const { method, headers, socket, url = '/' } = request
  const passed = ask(new URL(url, address), {
    method,
    headers: { ...headers, 'x-forwarded-for': socket.remoteAddress },
  })
  passed.once('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  passed.once('error', () => response.destroy())
  request.pipe(passed)
}

/** `/cookies` shows what the browser sent, and sends one cookie that only the blocking of others' cookies stops. */
function showPortal({ url = '/', headers }: IncomingMessage, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(url, 'https://portal.test')
  response.setHeader('content-type', 'text/html; charset=utf-8')
  if (pathname === '/cookies') {
    response.setHeader('set-cookie', 'plain=1; Path=/; Secure; SameSite=None')
    response.end(headers.cookie ?? '')
    return
  }
  const frames: Frame[] = JSON.parse(searchParams.get('frames') ?? '[]')
  response.end(`<!doctype html><title>Portal</title>${frames.map(writeFrame).join('')}`)
}

function writeFrame({ src, sandbox, width = 1280, height = 700 }: Frame): string {
  const limits = sandbox === undefined ? '' : ` sandbox="${sandbox}"`
  return `<iframe title="Call review" src="${src.replaceAll('&', '&amp;')}" width="${width}" height="${height}"${limits}></iframe>`
}
