import { STATUS_CODES } from 'node:http'
import type { z } from 'zod'
import { refusalOf } from './attributes.ts'

export type ErrorDetail = { detail: string; code?: string; path?: string }

/** A failure as Oracle shows it. Never carries a submitted value or a credential. */
export class OracleError extends Error {
  readonly status: number
  readonly details: readonly ErrorDetail[]

  constructor(status: number, details: readonly ErrorDetail[]) {
    super(details.map(({ detail }) => detail).join('\n'))
    this.status = status
    this.details = details
  }

  get title(): string {
    return STATUS_CODES[this.status] ?? 'Error'
  }
}

export type Path = readonly PropertyKey[]

/** `reason` is a JBO code and what is wrong with the attribute at the end of the path. */
export function detailOf(path: Path, reason: string): ErrorDetail {
  const [, code = '', sentence = reason] = /^JBO-(\d+) (.*)$/.exec(reason) ?? []
  const what = path.length === 0 ? 'The payload' : `Attribute ${String(path.at(-1))} in phoneCalls`
  return { detail: `JBO-${code}: ${what} ${sentence}`, code, path: `/${path.join('/')}` }
}

/** Every attribute that is wrong, each with its own path, such as `/TranscriptMessage/0/MessageNumber`. */
export function invalidPayload({ issues }: z.ZodError): OracleError {
  const details = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((name) => detailOf([...issue.path, name], refusalOf(name)))
      : [detailOf(issue.path, issue.message)],
  )
  return new OracleError(400, details)
}
