import path from 'node:path'
import { ConfigurationError, type GatewayConfig } from '../config.ts'
import { createLocalState } from './local-state.ts'
import { createRedisState } from './redis-state.ts'
import type { SharedState } from './shared-state.ts'

type Options = Pick<GatewayConfig, 'dataDir' | 'redisUrl'> & { clock: () => Date }

export function createSharedState({ dataDir, redisUrl, clock }: Options): SharedState {
  if (redisUrl !== undefined) return createRedisState({ url: redisUrl, clock })
  try {
    return createLocalState({ file: path.join(dataDir, 'ended-sessions'), clock })
  } catch (cause) {
    throw new ConfigurationError('DATA_DIR must be a directory that the gateway can write.', {
      cause,
    })
  }
}
