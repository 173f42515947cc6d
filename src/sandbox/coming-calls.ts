import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { CallSchema } from './store/call.ts'
import type { CallStore } from './store/call-store.ts'
import { formatWallClock, wallClockAt } from './wall-clock.ts'

type Options = { store: CallStore; clock: () => Date }

/** Calls come in while somebody looks: one CallRecordInfo object or a list of them, from now where no time is named. */
export function comingCalls(app: FastifyInstance, { store, clock }: Options): void {
  app.post('/calls', async ({ body }, reply) => {
    const StartTime = formatWallClock(wallClockAt(clock()))
    const sent = (Array.isArray(body) ? body : [body]).map((call: unknown) =>
      typeof call === 'object' ? { StartTime, ...call } : call,
    )
    const calls = z.array(CallSchema).safeParse(sent)
    if (!calls.success) {
      const [{ path, message } = { path: [], message: 'not understood' }] = calls.error.issues
      return reply.code(400).send({ message: `calls: ${path.join('.')}: ${message}.` })
    }
    const taken = await store.addCalls(calls.data)
    if (taken !== undefined)
      return reply.code(409).send({ message: `calls: the Id ${taken} is taken.` })
    return reply.code(201).send({ added: calls.data.length })
  })
}
