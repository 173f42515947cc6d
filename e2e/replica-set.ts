import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { makeSessionKeys, startGateway, startSandbox } from './gateway-client.ts'
import { findPrograms } from './find-programs.ts'
import { type ServerProcess, startProcess } from './server-process.ts'

export const PUBLIC_ORIGIN = 'https://calls.example.com'

export type ReplicaSet = {
  /** Where the proxy listens. */
  proxy: string
  gateways: { address: string; kill: () => Promise<unknown> }[]
  stopRedis: () => Promise<unknown>
  startRedis: () => Promise<void>
  stop: () => Promise<void>
}

/**
 * What deploy/compose.yaml starts, on this machine and without containers: two gateways behind nginx with its own
 * configuration, Redis in the place of Valkey, and a sandbox as HostedSuite. A sentence where that is impossible.
 */
export async function startReplicaSet(): Promise<ReplicaSet | string> {
  if (process.platform !== 'linux') return 'only Linux has several loopback addresses'
  const programs = await findPrograms(
    [['valkey-server', 'redis-server'], ['nginx']],
    ['redis-server', 'nginx'],
  )
  if (typeof programs === 'string') return programs
  const [redisServer = '', nginx = ''] = programs
  const folder = await mkdtemp(path.join(tmpdir(), 'call-review-'))
  const [redisPort, proxyPort] = [await freePort(), await freePort()]
  const running: ServerProcess[] = []

  const start = async <Server extends ServerProcess>(starting: Promise<Server>) => {
    const server = await starting
    running.push(server)
    return server
  }

  const runRedis = () => start(startRedis(redisServer, redisPort, folder))
  let redis = await runRedis()
  const sandbox = await start(startSandbox())
  const environment = {
    HOSTEDSUITE_URL: sandbox.hostedSuiteUrl,
    REDIS_URL: `redis://127.0.0.1:${redisPort}`,
    SESSION_KEYS: makeSessionKeys(),
    PUBLIC_ORIGIN,
    TRUSTED_PROXIES: '127.0.0.1',
    DATA_DIR: path.join(folder, 'data'),
    LOG_LEVEL: 'warn',
  }
  const gateways = await Promise.all([
    start(startGateway(environment)),
    start(startGateway(environment)),
  ])
  const upstreams = gateways.map(({ address }) => new URL(address).host)
  await start(startNginx(nginx, await writeNginxConfig(folder, proxyPort, upstreams)))

  return {
    proxy: `http://127.0.0.1:${proxyPort}`,
    gateways: gateways.map(({ address, signal, ended }) => ({
      address,
      kill: () => {
        signal('SIGKILL')
        return ended
      },
    })),
    stopRedis: () => redis.stop(),
    startRedis: async () => {
      redis = await runRedis()
    },
    stop: async () => {
      for (const server of running.toReversed()) await server.stop()
      await rm(folder, { recursive: true })
    },
  }
}

/** Kept as deploy/compose.yaml has it. */
function startRedis(command: string, port: number, folder: string): Promise<ServerProcess> {
  return startProcess({
    command,
    args: `--port ${port} --bind 127.0.0.1 --appendonly yes --appendfsync always`
      .split(' ')
      .concat('--save', '', '--dir', folder),
    ready: [/eady to accept connections/],
  })
}

function startNginx(command: string, config: string): Promise<ServerProcess> {
  return startProcess({
    command,
    args: ['-p', path.dirname(config), '-c', config],
    // Said after the ports have been opened.
    ready: [/using the "\w+" event method/],
  })
}

/** deploy/nginx.conf with the addresses of this machine, in the frame that the stock image puts around it. */
async function writeNginxConfig(
  folder: string,
  port: number,
  [one = '', other = '']: string[],
): Promise<string> {
  const site = await readFile(path.join(import.meta.dirname, '../deploy/nginx.conf'), 'utf8')
  const here = site
    .replace('gateway-1:4173', one)
    .replace('gateway-2:4173', other)
    .replace('listen 8080;', `listen 127.0.0.1:${port};`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join('\n')
  const config = path.join(folder, 'nginx.conf')
  await writeFile(
    config,
    `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr notice;
    events {}
    http { ${temporary}\n${here} }`,
  )
  return config
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No free port')
  return address.port
}
