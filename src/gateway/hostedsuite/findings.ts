/** Hosts are moved and upgraded while a gateway runs; finding out again costs two or three small reads. */
const KEPT_MS = 60 * 60_000

/** What was found out about the host of a customer, for an hour. */
export function createFindings<Finding>(clock: () => Date) {
  const found = new Map<string, { finding: Finding; at: number }>()
  const now = () => clock().getTime()

  return {
    get(customerName: string): Finding | undefined {
      const entry = found.get(customerName)
      return entry !== undefined && now() - entry.at < KEPT_MS ? entry.finding : undefined
    },
    set: (customerName: string, finding: Finding) =>
      void found.set(customerName, { finding, at: now() }),
  }
}
