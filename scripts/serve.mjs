/* Serves the built app for as long as whoever started it is there. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { environment, finished, nextBin, root } from './bootstrap.mjs'

/** Milliseconds between two looks at whoever started us. */
const pause = 250

/** @returns exit code of the server */
export async function serve() {
  const port = process.env.PORT || '3000'
  const server = spawn(process.execPath, [nextBin(), 'start', '-p', port], {
    cwd: root,
    // The server ends when this line breaks: a server that outlives the command would keep its port and its data folder.
    stdio: ['pipe', 'ignore', 'inherit'],
    // It ends by itself on a signal, after what is under way.
    env: environment({ NEXT_MANUAL_SIG_HANDLE: 'true', FOOTHOLD_LIFELINE: '1' }),
  })
  // npm that is killed without a warning tells nobody; a terminal that was closed is no such thing.
  if (process.env.npm_lifecycle_event !== undefined) {
    const before = ancestors()
    const look = setInterval(() => {
      if (ancestors() === before) return
      server.kill('SIGKILL')
      process.exit(1)
    }, pause)
    look.unref()
  }
  return finished(server)
}

/** The process that started this one, and on Linux the one before: npm puts a shell in between. */
function ancestors() {
  try {
    return `${process.ppid} ${/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${process.ppid}/status`, 'utf8'))?.[1]}`
  } catch {
    return String(process.ppid)
  }
}
