import { spawn } from 'node:child_process'
import { bundledText, forServers } from '@/scripts/bundle'

/**
 * Runs a program on a data folder in a process of its own, and kills that without a warning.
 *
 * @param program TypeScript; imports are relative to the project
 * @param args words that it finds from `process.argv[2]` on
 */
export async function killedAfter(
  milliseconds: number,
  program: string,
  folder: string,
  args: readonly string[] = [],
): Promise<void> {
  const child = spawn(process.execPath, [forServers, '--input-type=module', '-', ...args], {
    env: { ...process.env, FOOTHOLD_DATA_DIR: folder },
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  // One that is killed while it still reads takes no more of it.
  child.stdin.on('error', () => undefined)
  child.stdin.end(bundled(program))
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds)
  await new Promise((resolve) => child.once('exit', resolve))
  clearTimeout(timer)
}

const made = new Map<string, string>()

function bundled(program: string): string {
  const text = made.get(program) ?? bundledText({ text: program })
  made.set(program, text)
  return text
}
