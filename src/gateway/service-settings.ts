import { ConfigurationError, type Environment, setting, upstreamUrl } from './config.ts'
import { isCallIdTemplate } from './drivly/counterpart.ts'

export type DrivlySettings = {
  /** The part before `/api/calls`. */
  url: string
  /** The whole Authorization header, the key in it. */
  authorization: string
  /** Driv.ly's id of a call, with HostedSuite's fields in braces. */
  callId: string
}

export type CrmSettings = {
  /** The part before `/crmRestApi`. */
  url: string
  user: string
  password: string
}

/** The systems beside HostedSuite. One that is undefined does not exist for anybody. */
export type ServiceSettings = { drivly?: DrivlySettings; crm?: CrmSettings }

export function readServices(env: Environment): ServiceSettings {
  const drivly = readDrivly(env)
  const crm = readCrm(env)
  return { ...(drivly && { drivly }), ...(crm && { crm }) }
}

function readDrivly(env: Environment): DrivlySettings | undefined {
  const url = upstreamUrl('DRIVLY_URL', setting(env, 'DRIVLY_URL'))
  if (url === undefined) {
    refuseAlone(env, 'DRIVLY_URL', ['DRIVLY_API_KEY', 'DRIVLY_AUTH_HEADER', 'DRIVLY_CALL_ID'])
    return undefined
  }
  const key = headerValue('DRIVLY_API_KEY', required(env, 'DRIVLY_API_KEY', 'DRIVLY_URL'))
  const template = headerValue(
    'DRIVLY_AUTH_HEADER',
    setting(env, 'DRIVLY_AUTH_HEADER') ?? 'Bearer {key}',
  )
  if (!template.includes('{key}')) {
    throw new ConfigurationError('DRIVLY_AUTH_HEADER must hold {key}, as Bearer {key} does.')
  }
  const callId = setting(env, 'DRIVLY_CALL_ID') ?? '{Id}'
  if (!isCallIdTemplate(callId)) {
    throw new ConfigurationError(
      'DRIVLY_CALL_ID must be a template such as call_{Id}, with fields of HostedSuite in braces.',
    )
  }
  // A function, since a dollar sign in a key would have a meaning.
  return { url, authorization: template.replaceAll('{key}', () => key), callId }
}

function readCrm(env: Environment): CrmSettings | undefined {
  const url = upstreamUrl('ORACLE_CRM_URL', setting(env, 'ORACLE_CRM_URL'))
  if (url === undefined) {
    refuseAlone(env, 'ORACLE_CRM_URL', ['ORACLE_CRM_USER', 'ORACLE_CRM_PASSWORD'])
    return undefined
  }
  const user = required(env, 'ORACLE_CRM_USER', 'ORACLE_CRM_URL')
  if (user.includes(':')) throw new ConfigurationError('ORACLE_CRM_USER must not hold a colon.')
  return { url, user, password: required(env, 'ORACLE_CRM_PASSWORD', 'ORACLE_CRM_URL') }
}

function required(env: Environment, name: string, because: string): string {
  const text = setting(env, name)
  if (text === undefined) throw new ConfigurationError(`${name} must be set when ${because} is.`)
  return text
}

/** A forgotten address must not look like a wish to do without. */
function refuseAlone(env: Environment, missing: string, names: string[]): void {
  const name = names.find((each) => setting(env, each) !== undefined)
  if (name !== undefined) throw new ConfigurationError(`${missing} must be set when ${name} is.`)
}

function headerValue(name: string, text: string): string {
  if (/^[\x20-\x7e]+$/.test(text)) return text
  throw new ConfigurationError(`${name} must be of printable ASCII characters.`)
}
