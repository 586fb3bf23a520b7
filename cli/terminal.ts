import { existsSync, readFileSync, statSync } from 'node:fs'
import type { Actor } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import type { Problem } from '@/lib/result'

/** Whoever has the data folder runs the command line, with an administrator's and a manager's rights. */
export const operator: Actor = { kind: 'operator' }

/** The call or its input is wrong: exit status 2, and nothing was changed. */
export class UsageError extends Error {}

/** A line on standard error. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Says why a command failed, and gives the exit status. */
export function fail(error: unknown): 1 | 2 {
  if (error instanceof UsageError) {
    say(error.message)
    return 2
  }
  if (error instanceof ProblemError) {
    say(error.message)
    for (const line of problemLines(error.errors)) say(line)
    return error.status < 500 ? 2 : 1
  }
  say(error instanceof Error ? error.message : String(error))
  return 1
}

/** Problems, a line each: place, then remedy. */
export function problemLines(problems: readonly Problem[]): readonly string[] {
  return problems.map(({ path, message }) => (path === '' ? `  ${message}` : `  ${path}: ${message}`))
}

/** The text of a file. @throws UsageError when it is not there, is a folder, or is not UTF-8 */
export function readText(file: string): string {
  if (!existsSync(file)) throw new UsageError(`${file}: there is no such file. Check the path.`)
  if (!statSync(file).isFile()) throw new UsageError(`${file}: this is a folder. Name a file in it.`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch {
    throw new UsageError(`${file}: this is not UTF-8 text. Save it as UTF-8.`)
  }
}

/** The bytes of a file. @throws UsageError when there is none */
export function readFileBytes(file: string): Uint8Array {
  if (!existsSync(file)) throw new UsageError(`${file}: there is no such file. Check the path.`)
  if (!statSync(file).isFile()) throw new UsageError(`${file}: this is a folder. Name a file in it.`)
  return readFileSync(file)
}

/** The JSON value of a file. @throws UsageError naming the place of the fault */
export function readJsonFile(file: string): unknown {
  const text = readText(file)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(
      `${file}: this is not valid JSON (${error instanceof Error ? error.message : 'unreadable'}).`,
    )
  }
}

/** A progress bar on a terminal, for work over a second; nothing in a pipe. */
export function progressBar(what: string): {
  readonly update: (done: number, total: number) => void
  readonly end: () => void
} {
  const startedAt = Date.now()
  let isShown = false
  return {
    update: (done, total) => {
      if (!process.stderr.isTTY || Date.now() - startedAt < 1000) return
      isShown = true
      const filled = Math.round((30 * done) / Math.max(1, total))
      process.stderr.write(
        `\r${what} ${'█'.repeat(filled)}${'░'.repeat(30 - filled)} ${done.toLocaleString('en')}`,
      )
    },
    end: () => {
      if (isShown) process.stderr.write('\r\u001b[K')
    },
  }
}
