import type { CrmPreview, LoggedCall, LogToCrm } from '../../contract/crm.ts'
import { createCallLock } from '../upstream/call-lock.ts'
import { ProblemError } from '../problems.ts'
import type { CrmSettings } from '../service-settings.ts'
import { createService } from '../upstream/ask-service.ts'
import type { Answer } from '../upstream/exchange.ts'
import { formatPhoneCall, parseExactly, refusedAttributes, storedCallNumber } from './wire.ts'

/**
 * Writes calls into the CRM. Repeating does no harm: every request is an upsert under the same numbers. So after
 * SERVICE_UNCONFIRMED a person may log again; nothing here does so by itself.
 */
export type CrmClient = {
  log: (
    callId: string,
    preview: CrmPreview,
    log: LogToCrm,
    signal: AbortSignal,
  ) => Promise<LoggedCall>
}

const PATH = '/crmRestApi/resources/11.13.18.05/phoneCalls'

export function createCrmClient(
  { url, user, password }: CrmSettings,
  clock: () => Date,
): CrmClient {
  const ask = createService(url)
  const inTurn = createCallLock()
  const headers = {
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    'content-type': 'application/json',
    accept: 'application/json, application/vnd.oracle.adf.error+json',
    // From here on errors are JSON and tell the attribute.
    'rest-framework-version': '4',
    'upsert-mode': 'true',
    'user-agent': 'call-review',
  }

  return {
    // One after the other: two upserts of a call that is not there yet could both create it.
    log: (callId, preview, log, signal) =>
      inTurn(callId, async () => {
        const body = formatPhoneCall(callId, preview, log)
        const request = { method: 'POST', path: PATH, headers, body } as const
        const answer = await ask(request, { kind: 'write', signal })
        refuseFailure(answer)
        return {
          callNumber: readCallNumber(answer) ?? numberOf(preview),
          outcome: OUTCOMES.get(answer.status) ?? 'stored',
          loggedAt: clock().toISOString(),
        }
      }),
  }
}

const OUTCOMES = new Map<number, LoggedCall['outcome']>([
  [200, 'updated'],
  [201, 'created'],
])

const numberOf = ({ fields }: CrmPreview) =>
  fields.find(({ name }) => name === 'CallNumber')?.value ?? ''

/** A page in the place of an answer, such as a sign-in, is no confirmation. */
function readCallNumber({ body }: Answer): string | undefined {
  if (body.trim() === '') return undefined
  const answer = parseExactly(body)
  if (answer === undefined) throw new ProblemError('SERVICE_UNCONFIRMED')
  return storedCallNumber(answer)
}

function refuseFailure({ status, body }: Answer): void {
  if (status < 400) return
  // The address is wrong, or this account sees nothing there.
  if (status === 404 || status === 405) throw new ProblemError('SERVICE_UNAVAILABLE')
  const fields = refusedAttributes(parseExactly(body)).map((attribute) => ({
    name: attribute === 'InteractionId' ? 'interactionId' : attribute,
    message: 'The CRM refused this value.',
  }))
  throw new ProblemError('SERVICE_REFUSED', fields.length > 0 ? { fields } : {})
}
