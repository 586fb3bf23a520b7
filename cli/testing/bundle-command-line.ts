import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { TestProject } from 'vitest/node'
import { bundleInto } from '@/scripts/bundle'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The command line as one program of plain JavaScript. */
    commandLine: string
  }
}

/** Bundles the command line once for all tests that call it. */
export default function setup({ provide }: TestProject): () => void {
  const cache = resolve('node_modules', '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'command-line-'))
  bundleInto(folder, 'cli/foothold.ts')
  provide('commandLine', join(folder, 'foothold.mjs'))
  return () => rmSync(folder, { recursive: true, force: true })
}
