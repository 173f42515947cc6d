import type { FastifyInstance } from 'fastify'
import type { Call } from '../contract/calls.ts'
import {
  type CrmField,
  type CrmPreview,
  type LoggedCall,
  type LogToCrm,
  LogToCrmSchema,
} from '../contract/crm.ts'
import { CallPathSchema, untilGone } from './calls-routes.ts'
import type { DrivlyClient } from './drivly/drivly-client.ts'
import type { CallsClient } from './hostedsuite/calls-client.ts'
import type { CrmClient } from './oracle/crm-client.ts'
import { toPhoneCall } from './oracle/phone-call.ts'
import { parseRequest, ProblemError } from './problems.ts'
import type { RequireSession } from './require-session.ts'
import { withDeadline } from './upstream/deadline.ts'

type Options = {
  calls: CallsClient
  /** Where transcripts come from, if from anywhere. */
  drivly: DrivlyClient | undefined
  crm: CrmClient
  publicOrigin: string | undefined
  requireSession: RequireSession
}

/** HostedSuite, Driv.ly and the CRM together; pages wait for 20 seconds. */
const DEADLINE_MS = 18_000

/** Logging a call in the CRM. Each of these reads the call first, as the person who asks. */
export function crmRoutes(app: FastifyInstance, options: Options): void {
  const { calls, drivly, crm, publicOrigin, requireSession } = options

  async function prepare(call: Call, signal: AbortSignal): Promise<CrmPreview> {
    const known = await drivly?.read(call, signal).catch((error: unknown) => {
      if (!(error instanceof ProblemError)) throw error
      return 'unreadable' as const
    })
    return toPhoneCall({ call, known: known ?? null, publicOrigin })
  }

  app.get('/api/calls/:id/crm', async (request, reply): Promise<CrmPreview> => {
    const { credentials } = await requireSession(request)
    const { id } = parseRequest(CallPathSchema, request.params)
    const gone = untilGone(reply)
    return prepare(await calls.readCall(credentials, id, gone), gone)
  })

  // A browser that goes away meanwhile does not end it: what is half sent may be stored all the same.
  app.post('/api/calls/:id/crm', async (request): Promise<LoggedCall> => {
    const { credentials } = await requireSession(request)
    const { id } = parseRequest(CallPathSchema, request.params)
    const log = parseRequest(LogToCrmSchema, request.body)
    return withDeadline(DEADLINE_MS, async (signal) => {
      const preview = await prepare(await calls.readCall(credentials, id, signal), signal)
      const leaveOut = agreeOnProblems(preview, log)
      return crm.log(id, preview, { ...log, leaveOut }, signal)
    })
  })
}

/**
 * What has to be left out, if the person agrees to all of it. Asked before anything is sent: what does not fit is
 * never cut, and what could not be read is never passed over.
 */
function agreeOnProblems(
  { fields }: CrmPreview,
  { leaveOut = [] }: LogToCrm,
): NonNullable<LogToCrm['leaveOut']> {
  const problems = fields.filter(({ problem }) => problem !== undefined)
  const agreed = leaveOut.filter((name) => problems.some((field) => field.name === name))
  const open = problems.filter(({ name }) => !agreed.some((each) => each === name))
  if (open.length === 0) return agreed
  throw new ProblemError('VALIDATION', {
    fields: open.map((field) => ({ name: field.name, message: describe(field) })),
  })
}

const describe = ({ problem, limit }: CrmField) =>
  problem === 'TOO_LONG'
    ? `This is longer than ${limit} characters.`
    : 'This could not be read from Driv.ly.'
