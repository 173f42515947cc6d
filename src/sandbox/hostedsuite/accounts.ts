import type { Faults } from '../faults.ts'
import type { CallStore } from '../store/call-store.ts'
import { HostedSuiteError } from './hostedsuite-error.ts'

const CUSTOMER = 'demo'

const ACCOUNTS = [
  { user: 'supervisor', password: 'supervisor', sees: 'all-centers' },
  { user: 'agent', password: 'agent', sees: 'first-half' },
  { user: 'client', password: 'client', sees: 'nothing' },
] as const

type Credentials = {
  CustomerName?: string | undefined
  UserName?: string | undefined
  Password?: string | undefined
}

/** What one user may see. Without `visibleCenters`: everything. */
export type Visibility = { visibleCenters?: string[] }

/** HostedSuite has no session: every request carries the credentials and is checked anew. */
export async function authenticate(
  { CustomerName, UserName, Password }: Credentials,
  store: CallStore,
  { authFailure, passwordsChanged }: Pick<Faults, 'authFailure' | 'passwordsChanged'>,
): Promise<Visibility> {
  const account = ACCOUNTS.find(({ user, password }) => user === UserName && password === Password)
  if (account === undefined || CustomerName !== CUSTOMER || passwordsChanged) {
    throw authError(authFailure, 'The customer name, user name or password is not valid.')
  }
  if (account.sees === 'nothing') {
    throw authError(authFailure, 'Client level logins are not supported by the API.')
  }
  if (account.sees === 'all-centers') return {}
  const centers = await store.centers()
  return { visibleCenters: centers.slice(0, Math.ceil(centers.length / 2)) }
}

/** By ServiceStack's exception map, where a plain SecurityException is a 500. */
const AUTH_ERRORS = {
  'security-500': [500, 'SecurityException'],
  '401': [401, 'AuthenticationException'],
  '403': [403, 'UnauthorizedAccessException'],
} as const satisfies Record<Faults['authFailure'], [number, string]>

function authError(kind: Faults['authFailure'], message: string): HostedSuiteError {
  const [status, code] = AUTH_ERRORS[kind]
  return new HostedSuiteError(status, code, message)
}
