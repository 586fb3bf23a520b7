import { makeDueReleases } from '@/db/releases'

const hour = 3_600_000

/**
 * Looks once an hour, for as long as the server runs, whether a release is due: a withdrawal must leave the published figures
 * within 30 days even where nobody answers any more and nothing is restarted.
 */
export function beginHourlyWork(): void {
  const look = () => {
    makeDueReleases({ kind: 'operator' }, new Date()).catch((error: unknown) => {
      const name = error instanceof Error ? error.name : 'unknown'
      console.error(JSON.stringify({ level: 'error', work: 'releases', error: name }))
    })
  }
  setInterval(look, hour).unref()
}
