import * as z from 'zod/mini'

/**
 * Why the gateway refused or could not answer. Codes are stable; titles are not. Those of a service are about
 * Driv.ly or the CRM, whichever the route speaks to.
 */
const ProblemCodeSchema = z.enum([
  'VALIDATION',
  'INVALID_CREDENTIALS',
  'SESSION_EXPIRED',
  'UPSTREAM_AUTH_REJECTED',
  'FORBIDDEN',
  'NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'CONFLICT',
  'OPERATION_REUSED',
  'TOO_LARGE',
  'TOO_SLOW',
  'HEADERS_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'MISDIRECTED',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'BUSY',
  'UNREACHABLE',
  'TIMEOUT',
  'BAD_RESPONSE',
  'ANSWER_TOO_LARGE',
  'UPSTREAM_REFUSED',
  'UPSTREAM_ERROR',
  'OUTCOME_UNKNOWN',
  'NO_COUNTERPART',
  'SERVICE_REFUSED',
  'SERVICE_UNCONFIRMED',
  'SERVICE_UNAVAILABLE',
  'SERVICE_KEY_REFUSED',
  'INTERNAL',
])
export type ProblemCode = z.infer<typeof ProblemCodeSchema>

/**
 * The one error body (`application/problem+json`, RFC 9457). It never holds upstream text. `current` comes
 * with CONFLICT only: the note that HostedSuite holds now. `retryAfterSeconds` comes where asking sooner is in
 * vain; the header Retry-After says the same.
 */
export const ProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: ProblemCodeSchema,
  retryable: z.boolean(),
  requestId: z.string(),
  fields: z.optional(z.array(z.object({ name: z.string(), message: z.string() }))),
  current: z.optional(z.string()),
  retryAfterSeconds: z.optional(z.int()),
})
export type Problem = z.infer<typeof ProblemSchema>
