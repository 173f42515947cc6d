import type { z } from 'zod'
import { LABELS } from './fields.ts'

type FieldError = { path: string; label: string; message: string }

/** A failure as Payload shows it. Never carries the key. */
export class DrivlyError extends Error {
  readonly status: number
  /** Empty in all but a ValidationError. */
  readonly fields: readonly FieldError[]

  constructor(status: number, message: string, fields: readonly FieldError[] = []) {
    super(message)
    this.status = status
    this.fields = fields
  }
}

/** One error that lists every field with the first thing that is wrong with it. */
export function invalidFields({ issues }: z.ZodError): DrivlyError {
  const messages = new Map<string, string>()
  for (const { path, message } of issues) {
    const member = String(path[0])
    if (!messages.has(member)) messages.set(member, message)
  }
  const fields = [...messages].map(([path, message]) => ({
    path,
    label: LABELS[path] ?? path,
    message,
  }))
  const what = fields.length === 1 ? 'field is' : 'fields are'
  const labels = fields.map(({ label }) => label).join(', ')
  return new DrivlyError(400, `The following ${what} invalid: ${labels}`, fields)
}

/** A ValidationError names its fields in the way of the Payload version. */
export function toErrorBody({ message, fields }: DrivlyError, version: 'v3' | 'v2') {
  if (fields.length === 0) return { errors: [{ message }] }
  const data =
    version === 'v2'
      ? fields.map((field) => ({ message: field.message, field: field.path }))
      : { collection: 'calls', errors: fields }
  return { errors: [{ name: 'ValidationError', message, data }] }
}
