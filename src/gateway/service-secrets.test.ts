import { expect, test } from 'vitest'
import { type Answer, breakOff, makeHost } from './hostedsuite/make-host.ts'
import { makeGateway, makeList, makeRow } from './make-gateway.ts'

const KEY = 'drivly-canary'
const CRM = { user: 'crm-user', password: 'crm-canary' }
const BASIC = Buffer.from(`${CRM.user}:${CRM.password}`).toString('base64')

/** Gives back whatever it was shown, wherever an answer has room for it. */
const echo =
  (status: number, type: string): Answer =>
  (response, { headers: { authorization = '' } }) => {
    const told = { success: false, message: authorization, errors: [{ field: authorization }] }
    response
      .writeHead(status, { 'content-type': type, 'x-echo': authorization, location: '/?a=b' })
      .end(JSON.stringify({ ...told, detail: authorization, title: authorization }))
  }

test.each<[string, Answer]>([
  ['a success', echo(200, 'application/json')],
  ['a refusal', echo(400, 'application/json')],
  ['a refused key', echo(401, 'text/html')],
  ['a redirect', echo(302, 'text/html')],
  ['a failure', echo(500, 'application/json')],
  ['a broken connection', breakOff],
])(
  'T-35 after %s no answer, log line or metric holds the keys of services',
  async (_what, answer) => {
    const { url } = await makeHost(answer)
    const written: string[] = []
    const { askSignedIn, gateway } = makeGateway(
      () => makeList([makeRow()]),
      { logLevel: 'trace' },
      {
        services: {
          drivly: { url, authorization: `Bearer ${KEY}`, callId: '{Id}' },
          crm: { url, ...CRM },
        },
        log: { write: (line: string) => void written.push(line) },
      },
    )
    for (const request of [
      { method: 'GET', url: '/session' },
      { method: 'GET', url: '/api/calls/call-1/rating' },
      { method: 'PATCH', url: '/api/calls/call-1/rating', payload: { tenths: 1 } },
      { method: 'GET', url: '/api/calls/call-1/recording' },
      { method: 'GET', url: '/api/calls/call-1/crm' },
      { method: 'POST', url: '/api/calls/call-1/crm', payload: { interactionId: '1' } },
      { method: 'GET', url: '/healthz' },
      { method: 'GET', url: '/readyz' },
    ] as const) {
      const { body, headers } = await askSignedIn(request)
      written.push(body, JSON.stringify(headers))
    }
    written.push((await gateway.inject('/metrics')).body)
    expect(written.join('\n')).toContain('/api/calls/:id/crm')
    for (const secret of [KEY, CRM.user, CRM.password, BASIC]) {
      expect(written.join('\n')).not.toContain(secret)
    }
  },
)
