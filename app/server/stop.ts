import { closeData } from '@/db/close-data'
import { stopServers } from './guard'

/** So long what is under way may take, in milliseconds. */
const longest = 10_000

/**
 * Ends the process on SIGTERM and SIGINT after what is under way was answered and committed, with status 0. A second signal ends it at
 * once: nothing that was acknowledged is lost by that either.
 */
export function stopGracefully(): void {
  // Next would end it by itself otherwise, with the status of a program that was killed.
  if (process.env.NEXT_MANUAL_SIG_HANDLE === undefined) return
  let isStopping = false
  const stop = async () => {
    if (isStopping) process.exit(1)
    isStopping = true
    await stopServers(longest)
    closeData()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop())
  // `npm start` holds the other end: it breaks when that was killed, and whoever starts anew must find the port and the folder free.
  if (process.env.FOOTHOLD_LIFELINE !== undefined) process.stdin.on('close', () => process.exit(1)).resume()
}
