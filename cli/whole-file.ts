import { once } from 'node:events'
import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { finished } from 'node:stream/promises'
import { UsageError } from './terminal'

/** Ended by whoever called it: nothing is left behind. */
class Interrupted extends Error {}

/**
 * Does work that cleans up behind itself when it is interrupted (Ctrl-C, `kill`), instead of ending on the spot.
 *
 * @param work calls `check` often: it throws once somebody interrupted
 */
export async function interruptible<T>(work: (check: () => void) => Promise<T>): Promise<T> {
  let isInterrupted = false
  const interrupt = () => {
    isInterrupted = true
  }
  const check = () => {
    if (isInterrupted) throw new Interrupted('Interrupted. Nothing was written.')
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  try {
    return await work(check)
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
}

/**
 * Writes a file whole or not at all: under another name in the same folder until the last byte, so that nobody takes half a file for one.
 * Only its owner may read it.
 *
 * @param out the file; `-` is standard output, which cannot be taken back
 * @throws UsageError when the folder is not there or cannot be written in
 */
export async function writeWhole(out: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  return interruptible((check) =>
    out === '-' ? writeAll(process.stdout, bytes, check) : write(out, bytes, check),
  )
}

async function write(out: string, bytes: AsyncIterable<Uint8Array>, check: () => void): Promise<void> {
  const unfinished = `${out}.${process.pid}.part`
  const file = createWriteStream(unfinished, { flags: 'wx', mode: 0o600 })
  try {
    await once(file, 'open').catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`${out}: the file cannot be written (${error.code}). Check folder and rights.`)
    })
    await writeAll(file, bytes, check)
    file.end()
    await finished(file)
    check()
    renameSync(unfinished, out)
  } finally {
    file.destroy()
    rmSync(unfinished, { force: true })
  }
}

async function writeAll(
  to: NodeJS.WritableStream,
  bytes: AsyncIterable<Uint8Array>,
  check: () => void,
): Promise<void> {
  for await (const piece of bytes) {
    check()
    if (!to.write(piece)) await once(to, 'drain')
  }
}
