import { once } from 'node:events'
import { Agent, get, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { makeGateway, makeSignal, makeStateFile, NOW } from './make-gateway.ts'
import { createLocalState } from './shared-state/local-state.ts'

const agent = new Agent({ keepAlive: true })
afterEach(() => agent.destroy())

/** A gateway on a port, one of whose routes answers when told to. */
async function listen() {
  const [asked, answer] = [makeSignal(), makeSignal()]
  const { gateway } = makeGateway(() => [], { cookieMode: 'localhost' })
  gateway.get('/slow', async () => {
    asked.give()
    await answer.given
    return ''
  })
  const address = await gateway.listen({ port: 0, host: '127.0.0.1' })
  return { gateway, address, asked, answer }
}

async function read(url: string): Promise<IncomingMessage> {
  const [response] = await once(get(url, { agent }), 'response')
  response.resume()
  await once(response, 'end')
  return response
}

test('an answer that was begun is finished, and says that the connection ends', async () => {
  const { gateway, address, asked, answer } = await listen()
  expect((await read(`${address}/healthz`)).headers.connection).toBe('keep-alive')
  const slow = read(`${address}/slow`)
  await asked.given
  const closed = gateway.close()
  await vi.waitFor(() => expect(gateway.server.listening).toBe(false))
  answer.give()
  const { statusCode, headers } = await slow
  expect({ statusCode, connection: headers.connection }).toEqual({
    statusCode: 200,
    connection: 'close',
  })
  await closed
})

test('a connection on which nothing was ever asked does not hold a gateway that ends', async () => {
  const { gateway, address } = await listen()
  const { hostname, port } = new URL(address)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  // Answered on another connection later, so the gateway knows of the first by now.
  await read(`${address}/healthz`)
  const ended = once(socket, 'close')
  await gateway.close()
  await ended
})

test('a gateway that ends is not ready any more', async () => {
  const [asked, tell] = [makeSignal(), makeSignal()]
  const sharedState = {
    ...createLocalState({ file: makeStateFile(), clock: () => NOW }),
    isReady: async () => {
      asked.give()
      await tell.given
      return true
    },
  }
  const { gateway } = makeGateway(() => [], {}, { sharedState })
  const probe = read(`${await gateway.listen({ port: 0, host: '127.0.0.1' })}/readyz`)
  await asked.given
  const closed = gateway.close()
  await vi.waitFor(() => expect(gateway.server.listening).toBe(false))
  tell.give()
  expect((await probe).statusCode).toBe(503)
  await closed
})
