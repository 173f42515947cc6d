const SECRET = /pass|pwd|secret|token|credential/i

/** An address without those keys of its query that look like a password's. */
export function withoutSecrets(address: string): string {
  const url = new URL(address)
  const secrets = [...url.searchParams.keys()].filter((key) => SECRET.test(key))
  for (const key of secrets) url.searchParams.delete(key)
  return url.href
}
