// A gateway as a process of its own, in front of whatever page it is told to serve.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createGateway } from '../../gateway/app.ts'
import { readGatewayConfig } from '../../gateway/config.ts'
import { createHostedSuiteSender } from '../../gateway/hostedsuite/send.ts'
import { createSharedState } from '../../gateway/shared-state/create-shared-state.ts'

const [dashboardDir = '', hostedSuiteUrl = ''] = process.argv.slice(2)
const dataDir = mkdtempSync(path.join(tmpdir(), 'call-review-bench-gateway-'))
const clock = () => new Date()
const config = readGatewayConfig({ PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: dataDir })
const gateway = createGateway(config, {
  hostedSuite: createHostedSuiteSender(hostedSuiteUrl),
  sharedState: createSharedState({ ...config, clock }),
  clock,
  wait,
  dashboardDir: path.resolve(dashboardDir),
})
process.send?.({ url: await gateway.listen({ port: 0, host: '127.0.0.1' }) })
process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }))
process.once('SIGTERM', () => process.exit())
process.once('disconnect', () => process.exit())
