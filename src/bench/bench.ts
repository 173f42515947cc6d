// `npm run bench` measures all parts, `npm run bench -- gateway` one of them; `--calls N` for another number than a
// million in the sandbox. Prints figures and asserts nothing, since a busy machine is not a mistake.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { benchDashboard } from './dashboard-part.ts'
import { benchGateway } from './gateway-part.ts'
import { closeConnections } from './http.ts'
import { benchSandbox } from './sandbox-part.ts'
import { say } from './table.ts'

const { values, positionals } = parseArgs({
  options: { calls: { type: 'string', default: '1000000' } },
  allowPositionals: true,
})
const count = z.coerce.number().int().min(1000).parse(values.calls)

const PARTS = {
  sandbox: (folder: string) => benchSandbox(count, folder),
  gateway: benchGateway,
  dashboard: (folder: string) => benchDashboard(count, folder),
}
const asked = z.array(z.enum(['sandbox', 'gateway', 'dashboard'])).parse(positionals)

const folder = await mkdtemp(path.join(tmpdir(), 'call-review-bench-'))
try {
  for (const [name, bench] of Object.entries(PARTS)) {
    if (asked.length > 0 && !asked.some((each) => each === name)) continue
    await bench(folder)
    say('')
  }
} finally {
  closeConnections()
  await rm(folder, { recursive: true })
}
