import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'

/** Tests of some folders, as `npx vitest run --project NAME` runs them. */
function project(
  name: string,
  folders: readonly string[],
  more: { readonly isolate?: boolean; readonly globalSetup?: string } = {},
): TestProjectConfiguration {
  return {
    extends: true,
    test: { name, include: folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`), ...more },
  }
}

export default defineConfig({
  resolve: {
    alias: { '@': fileURLToPath(new URL('.', import.meta.url)) },
    // `server-only` throws unless a server asks for it; db and cli tests are servers.
    conditions: ['react-server', 'node', 'import', 'default'],
  },
  ssr: { resolve: { conditions: ['react-server', 'node', 'import', 'default'] } },
  // A slow machine is no fault: only what hangs is ended.
  test: {
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Vitest's own choice leaves a core idle, which on two cores is half of them.
    maxWorkers: '100%',
    projects: [
      // Pure functions leave nothing behind, so their files can share what they have loaded.
      project('lib', ['lib'], { isolate: false }),
      project('app', ['app']),
      // What `db` remembers hangs by an open database, and each file opens one of its own.
      project('db', ['db'], { isolate: false }),
      project('cli', ['cli'], { globalSetup: 'cli/testing/bundle-command-line.ts' }),
      project('scripts', ['scripts']),
    ],
  },
})
