/** A wrong flag, file or fault switch: its message is the one sentence the operator is shown. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
}
