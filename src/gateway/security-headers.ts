import type { FastifyReply } from 'fastify'
import type { GatewayConfig } from './config.ts'

type Headers = Record<string, string>
type HeaderConfig = Pick<GatewayConfig, 'publicOrigin' | 'embedOrigins' | 'cookieMode'>

/** A list of embedding origins cannot be said in X-Frame-Options, so it is left out then. */
function commonHeaders({ publicOrigin, embedOrigins }: HeaderConfig): Headers {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'permissions-policy':
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-write=(self)',
    'cross-origin-opener-policy': 'same-origin-allow-popups',
    'cross-origin-resource-policy': 'same-origin',
    ...(embedOrigins.length === 0 ? { 'x-frame-options': 'DENY' } : {}),
    ...(publicOrigin?.startsWith('https:')
      ? { 'strict-transport-security': 'max-age=31536000' }
      : {}),
  }
}

function documentPolicy({ embedOrigins, cookieMode }: HeaderConfig): string {
  const ancestors = embedOrigins.length === 0 ? "'none'" : ["'self'", ...embedOrigins].join(' ')
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-src 'none'",
    "worker-src 'none'",
    "media-src 'self'",
    "form-action 'none'",
    `frame-ancestors ${ancestors}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
    // On this machine there is no https to upgrade to.
    ...(cookieMode === 'localhost' ? [] : ['upgrade-insecure-requests']),
  ].join('; ')
}

/** Whatever a browser is talked into showing from the API, it shows no script, frame or form. */
export const dataHeaders: Headers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cache-control': 'no-store',
}

/** What every answer carries; data and errors then replace the policy of the document. */
export function securityHeaders(config: HeaderConfig): Headers {
  return { ...commonHeaders(config), 'content-security-policy': documentPolicy(config) }
}

/** For answers that are data or errors, in place of the document's policy. */
export function sendAsData(reply: FastifyReply): FastifyReply {
  return reply.headers(dataHeaders)
}
