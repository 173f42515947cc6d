import type { FastifyInstance } from 'fastify'
import type { SavedView } from '../contract/views.ts'
import { describeError } from './log.ts'
import type { RequireSession } from './require-session.ts'
import type { ReadTeamViews } from './views-file.ts'

type Options = { readTeamViews: ReadTeamViews; requireSession: RequireSession }

export function viewsRoutes(app: FastifyInstance, options: Options): void {
  const { readTeamViews, requireSession } = options

  app.get('/api/views', async (request): Promise<SavedView[]> => {
    await requireSession(request)
    return readTeamViews((error) =>
      request.server.log.warn({
        requestId: request.id,
        code: 'VIEWS_FILE_UNUSABLE',
        ...describeError(error),
      }),
    )
  })
}
