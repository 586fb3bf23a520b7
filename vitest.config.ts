import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

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
    include: ['{lib,db,cli,app,scripts}/**/*.test.{ts,tsx}'],
  },
})
