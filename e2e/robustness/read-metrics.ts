import { ask } from '../gateway-client.ts'

/** Adds up what the gateway counts under a name with these labels; 0 where it has counted nothing. */
export async function readMetric(
  address: string,
  name: string,
  labels: Record<string, string> = {},
): Promise<number> {
  const { body } = await ask(address, { method: 'GET', path: '/metrics' })
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`)
  return String(body)
    .split('\n')
    .filter((line) => new RegExp(`^${name}[ {]`).test(line))
    .filter((line) => wanted.every((label) => line.includes(label)))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0)
}
