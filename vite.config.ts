import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

const DOOR = /\/(door|rolldown-runtime)-.{8}\.(js|css)$/

const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest)$/

/** Writes `.br` and `.gz` beside every text file of the build, so that the gateway never compresses. */
function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: (_config, { isSsrBuild }) => isSsrBuild !== true,
    async writeBundle({ dir }) {
      const root = dir ?? 'dist/dashboard'
      const names = await readdir(root, { recursive: true })
      await Promise.all(
        names
          .filter((name) => COMPRESSIBLE.test(name))
          .map(async (name) => {
            const file = path.join(root, name)
            const content = await readFile(file)
            const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
            await writeFile(`${file}.br`, await promisify(brotliCompress)(content, options))
            await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }))
          }),
      )
    },
  }
}

// One configuration for the browser's bundle and, with `--ssr`, for the servers' bundle.
export default defineConfig(({ isSsrBuild }) => ({
  plugins: [react(), precompress()],
  ...(isSsrBuild
    ? // Bundled, because every thread of the sandbox's store would load all their modules: 20 MB apiece.
      { publicDir: false as const, ssr: { noExternal: ['kysely', 'zod'] } }
    : { server: { port: 5173, strictPort: true } }),
  build: isSsrBuild
    ? {
        outDir: 'dist/server',
        target: 'node20',
        rollupOptions: {
          input: {
            start: 'src/start.ts',
            sandbox: 'src/sandbox/serve.ts',
            'store-worker': 'src/sandbox/store/worker.ts',
          },
          // Beside the entries: the sandbox finds its worker by its place relative to itself.
          output: { chunkFileNames: '[name].js' },
        },
      }
    : {
        outDir: 'dist/dashboard',
        manifest: true,
        assetsInlineLimit: 0,
        modulePreload: {
          polyfill: false,
          // Whatever asks for a part has the door already.
          resolveDependencies: (_file, names, { hostType }) =>
            hostType === 'html' ? names : names.filter((name) => !DOOR.test(name)),
        },
        rolldownOptions: {
          output: {
            codeSplitting: {
              // All that everybody needs, in one file: several small ones weigh more.
              groups: [
                {
                  name: 'door',
                  test: /preload-helper|node_modules\/(react|react-dom|scheduler|zod)\/|dashboard\/(main|app\/(app|use-gate|page-failed)|shared\/(button|message)|api\/(http|problem|session)|features\/sign-in\/sign-in-page)|contract\/(session|problem)/,
                },
                // What only those need who are signed out.
                { name: 'door-form', test: /features\/sign-in\/sign-in-form\.tsx$/ },
                { name: 'door-bars', test: /features\/sign-in\/morning\.tsx$/ },
                // And all that the list needs besides.
                { name: 'list', test: /dashboard\/app\/workspace\.tsx$/ },
                // What several parts share that come on demand: each piece of it would be a request of its own.
                {
                  name: 'parts',
                  test: /dashboard\/(shared|api)\/(?!format-phone)|features\/notes\/(note-problem|drafts-list\.module)|node_modules\/@tanstack\//,
                  minShareCount: 2,
                },
              ],
            },
          },
        },
      },
  // Vitest by itself leaves half of a small machine idle.
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
    maxWorkers: 2,
    // Room for a slow machine: it ends what hangs, and claims nothing.
    testTimeout: 30_000,
  },
}))
