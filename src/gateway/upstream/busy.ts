/** The gateway did not ask an upstream that takes no more for now: nothing has left. */
export class UpstreamBusyError extends Error {
  override name = 'UpstreamBusyError'
  readonly refusedBy: 'breaker' | 'limit'
  /** When asking again makes sense. */
  readonly retryAfterSeconds: number

  constructor(refusedBy: 'breaker' | 'limit', retryAfterSeconds: number) {
    super(refusedBy)
    this.refusedBy = refusedBy
    this.retryAfterSeconds = retryAfterSeconds
  }
}
