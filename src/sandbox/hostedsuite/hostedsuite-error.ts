/** A failure as ServiceStack shows it: `code` is the .NET exception's type name. Never carries a submitted value. */
export class HostedSuiteError extends Error {
  readonly status: number
  readonly code: string
  readonly fields: readonly FieldError[]

  constructor(status: number, code: string, message: string, fields: readonly FieldError[] = []) {
    super(message)
    this.status = status
    this.code = code
    this.fields = fields
  }
}

export type FieldError = { name: string; message: string }
