// Plain JavaScript, because Node 20 cannot run TypeScript: builds what is stale, then hands over to the
// built servers in this same process, so that signals reach them.
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'

const [job = 'start', ...args] = process.argv.slice(2)
process.chdir(path.dirname(import.meta.dirname))

// npm runs this through a shell, which dies of a signal without passing it on.
const parent = process.ppid
if (process.env.npm_lifecycle_event !== undefined) {
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 250).unref()
}

/** @param {string[]} places files and folders @returns the newest change among them, in ms; 0 for none */
async function newestChange(places) {
  const times = await Promise.all(
    places.map(async (place) => {
      const about = await stat(place).catch(() => null)
      if (about === null) return [0]
      if (!about.isDirectory()) return [about.mtimeMs]
      const names = await readdir(place, { recursive: true })
      return Promise.all(names.map(async (name) => (await stat(path.join(place, name))).mtimeMs))
    }),
  )
  return Math.max(...times.flat())
}

const TOOLING = ['vite.config.ts', 'tsconfig.json', 'package-lock.json']
const BUILDS = {
  dashboard: {
    made: 'dist/dashboard/index.html',
    from: ['src/contract', 'src/dashboard', 'public', 'index.html', ...TOOLING],
    options: {},
  },
  server: {
    made: 'dist/server/start.js',
    from: ['src/contract', 'src/gateway', 'src/sandbox', 'src/start.ts', ...TOOLING],
    options: { build: { ssr: true } },
  },
  bench: {
    made: 'dist/bench/bench.js',
    from: ['src/bench', 'src/sandbox', ...TOOLING],
    options: {
      build: {
        ssr: true,
        outDir: 'dist/bench',
        rollupOptions: {
          input: {
            bench: 'src/bench/bench.ts',
            'bench-sandbox': 'src/bench/sandbox-server.ts',
            'bench-bare': 'src/bench/bare-server.ts',
          },
        },
      },
    },
  },
}

/** @param {keyof typeof BUILDS} name @param {boolean} always */
async function build(name, always) {
  const { made, from, options } = BUILDS[name]
  const isStale = (await newestChange(from)) > (await newestChange([made]))
  if (!isStale && !always) return
  const vite = await import('vite')
  await vite.build({ ...options, logLevel: job === 'build' ? 'info' : 'warn' })
}

/** Runs a built server, to its end, as if it had been started by itself. @param {string} file */
async function handOver(file) {
  process.argv = [process.argv[0] ?? 'node', file, ...args]
  await import(path.resolve(file))
}

if (job === 'build') {
  await build('dashboard', true)
  await build('server', true)
} else if (job === 'sandbox') {
  await build('server', false)
  await handOver('dist/server/sandbox.js')
} else if (job === 'bench') {
  await build('server', false)
  await build('bench', false)
  await handOver('dist/bench/bench.js')
} else if (job === 'dev') {
  await build('server', false)
  const { createServer } = await import('vite')
  // The gateway compares Origin with Host, so the browser's own Host has to reach it.
  const { port } = parseArgs({
    args,
    options: { port: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  }).values
  const gateway = {
    target: `http://127.0.0.1:${port ?? process.env.PORT ?? 4173}`,
    changeOrigin: false,
  }
  const server = await createServer({
    server: { proxy: { '/api': gateway, '/session': gateway, '/healthz': gateway } },
  })
  await server.listen()
  server.printUrls()
  await handOver('dist/server/start.js')
} else {
  if (job === 'start') {
    await build('dashboard', false)
    await build('server', false)
  }
  await handOver('dist/server/start.js')
}
