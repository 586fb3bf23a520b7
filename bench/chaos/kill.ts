import type { Finding } from './findings'
import { openSite, pause, type Scale } from './site'

/** A server is killed this soon, in milliseconds, after it has taken its part of the responses, or has not for so long. */
const longestDelay = 150
const longestWait = 20_000

/** Kills the server at moments of chance while people answer. */
export async function killing({ kills, responses, clients, seed }: Scale): Promise<readonly Finding[]> {
  const site = await openSite(seed)
  const answering = site.answering(clients)
  for (let done = 0; done < kills; done += 1) {
    const part = ((done + site.chance()) * responses) / kills
    const until = performance.now() + longestWait
    while (site.acknowledged() < part && performance.now() < until) await pause(5)
    await pause(site.chance() * longestDelay)
    await site.server.kill()
    await site.server.start()
    if ((done + 1) % 10 === 0)
      process.stderr.write(`${done + 1} kills, ${site.acknowledged()} acknowledged\n`)
  }
  while (site.acknowledged() < responses) await pause(20)
  await answering.stop()
  return [{ what: 'kills', seen: kills, holds: true }, ...(await site.findings())]
}
