import type { FastifyInstance } from 'fastify'
import { MAX_NOTE_BYTES, SaveNotesSchema } from '../contract/notes.ts'
import { CallPathSchema } from './calls-routes.ts'
import type { CallsClient } from './hostedsuite/calls-client.ts'
import { parseRequest } from './problems.ts'
import { rememberSaves } from './remember-saves.ts'
import type { RequireSession } from './require-session.ts'

type Options = { calls: CallsClient; clock: () => Date; requireSession: RequireSession }

/** A note and its base, each as long as it may be with every character written as `\u0001`. */
const BODY_BYTES = 2 * 6 * MAX_NOTE_BYTES + 1024

export function notesRoutes(app: FastifyInstance, { calls, clock, requireSession }: Options): void {
  const once = rememberSaves(clock)

  app.put('/api/calls/:id/notes', { bodyLimit: BODY_BYTES }, async (request) => {
    const { credentials } = await requireSession(request)
    const { id } = parseRequest(CallPathSchema, request.params)
    const save = parseRequest(SaveNotesSchema, request.body)
    return once(credentials, id, save, () => calls.saveNotes(credentials, id, save))
  })
}
