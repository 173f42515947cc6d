import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { startProcess } from './server-process.ts'

export type Answer = { status: number; headers: IncomingHttpHeaders; body: unknown }

/** A request on its way. Neither promise rejects. */
export type Asked = {
  /** Resolves with true as soon as the gateway says that it has the request in hand, with false if it never does. */
  isAccepted: Promise<boolean>
  /** Undefined where the connection ended without it. */
  answer: Promise<Answer | undefined>
}

type Question = {
  method: string
  path: string
  body?: object
  headers?: Record<string, string>
  agent?: Agent
  /** Which of this machine's addresses asks. */
  localAddress?: string
}

export const DEMO = { customerName: 'demo', userName: 'supervisor', password: 'supervisor' }
export const LIST = { sort: { field: 'StartTime', descending: true }, page: 1, size: 25 }

/** As the dashboard asks, over a connection of its own unless there is an agent. */
export async function ask(address: string, question: Question): Promise<Answer> {
  const answer = await send(address, question).answer
  if (answer === undefined) throw new Error(`No answer to ${question.method} ${question.path}`)
  return answer
}

/** The same without waiting. The body follows only on the word of the gateway that it is waited for. */
export function send(address: string, { agent, localAddress, ...question }: Question): Asked {
  const json = question.body === undefined ? '' : JSON.stringify(question.body)
  const asked = request(new URL(question.path, address), {
    method: question.method,
    agent: agent ?? false,
    localAddress,
    headers: {
      'x-call-review': '1',
      'sec-fetch-site': 'same-origin',
      expect: '100-continue',
      ...(json !== '' && { 'content-type': 'application/json' }),
      'content-length': Buffer.byteLength(json),
      ...question.headers,
    },
  })
  asked.once('continue', () => asked.end(json))
  asked.flushHeaders()

  const response = once(asked, 'response').then(([first]: IncomingMessage[]) => first)
  return {
    isAccepted: Promise.race([once(asked, 'continue'), response]).then(
      () => true,
      () => false,
    ),
    answer: response.then(readAnswer).catch(() => undefined),
  }
}

async function readAnswer(response: IncomingMessage | undefined): Promise<Answer | undefined> {
  if (response === undefined) return undefined
  const { statusCode: status = 0, headers } = response
  return { status, headers, body: readJson(await text(response)) }
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

/** Signs in and gives the cookie, as the browser would send it back. */
export async function signIn(
  address: string,
  { credentials = DEMO, headers = {} }: { credentials?: object; headers?: object } = {},
): Promise<string> {
  const answer = await ask(address, {
    method: 'POST',
    path: '/session',
    body: credentials,
    headers: { ...headers },
  })
  const [cookie] = answer.headers['set-cookie'] ?? []
  if (cookie === undefined) throw new Error(`No cookie, but ${JSON.stringify(answer)}`)
  return cookie.split(';')[0] ?? ''
}

export const makeSessionKeys = () => `test:${randomBytes(32).toString('base64url')}`

/** The built gateway alone. Its port is free, unless `env` names one. */
export async function startGateway(env: Record<string, string>, nodeArgs: string[] = []) {
  const server = await startProcess({
    command: process.execPath,
    args: [...nodeArgs, 'dist/server/start.js'],
    env: { PORT: '0', TZ: 'UTC', ...env },
    ready: [/^Call Review ready on (http:\/\/\S+)\r?$/m],
  })
  const [address = ''] = server.readyWords
  return { ...server, address }
}

/** The sandbox alone, with a handful of calls. Its port is free, unless one is named. */
export async function startSandbox(port = '0') {
  const server = await startProcess({
    command: process.execPath,
    args: ['dist/server/sandbox.js', '--port', port, '--data', ':memory:', '--generate', '200'],
    env: { TZ: 'UTC' },
    ready: [/^Sandbox ready on (http:\/\/\S+)\r?$/m],
  })
  const [url = ''] = server.readyWords
  return {
    ...server,
    hostedSuiteUrl: `${url}/hostedsuite`,
    setFaults: async (faults: object) => {
      const answer = await ask(url, { method: 'PUT', path: '/faults', body: faults })
      if (answer.status !== 200) throw new Error(`The sandbox answered ${JSON.stringify(answer)}`)
    },
  }
}
