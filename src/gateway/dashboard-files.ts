import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { sendAsData } from './security-headers.ts'

/**
 * Serves the built dashboard. Every page of it is the same document, so an address without a file name
 * answers index.html; a missing file stays missing, or a browser would run a page as a script.
 */
export function dashboardFiles(app: FastifyInstance, directory: string): void {
  app.register(fastifyStatic, {
    root: directory,
    index: false,
    dotfiles: 'ignore',
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, path) {
      const isHashed = /[\\/]assets[\\/]/.test(path)
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })

  app.get('/', async (_request, reply) => reply.redirect('/calls'))

  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?')
    const isPage = !path.includes('.') && !path.startsWith('/assets/')
    if (isPage && (request.method === 'GET' || request.method === 'HEAD')) {
      void reply.sendFile('index.html')
    } else {
      void sendAsData(reply).code(404).type('text/plain; charset=utf-8').send('Not found')
    }
  })
}
