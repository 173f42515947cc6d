/** What operators are told of a host: how it counts its pages, or that it names another page than was asked for. */
type Finding = 'PAGES_FROM_0' | 'PAGES_FROM_1' | 'OTHER_PAGE_NAMED'
export type TellFinding = (finding: Finding) => void

/** Hosts are moved and upgraded while a gateway runs; finding out again costs two or three small reads. */
const KEPT_MS = 60 * 60_000

/** What was found out about the host of a customer, for an hour. */
export function createFindings<Found>(clock: () => Date) {
  const found = new Map<string, { finding: Found; at: number }>()
  const now = () => clock().getTime()

  return {
    get(customerName: string): Found | undefined {
      const entry = found.get(customerName)
      return entry !== undefined && now() - entry.at < KEPT_MS ? entry.finding : undefined
    },
    set: (customerName: string, finding: Found) =>
      void found.set(customerName, { finding, at: now() }),
  }
}
