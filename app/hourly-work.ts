import { makeDueBackup } from '@/db/backup'
import { isClockTrusted } from '@/db/clock'
import { finishKeyRotation } from '@/db/data-keys'
import { expireExports, stopInterruptedExports } from '@/db/exports'
import { forgetPublishedFiles } from '@/db/published-files'
import { makeDueReleases } from '@/db/releases'
import { eraseExpiredResponses } from '@/db/retention'
import { eraseExpiredInterviews } from '@/db/saved-interviews'
import { errorName } from './error-name'

const hour = 3_600_000
const firstLook = 120_000

const operator = { kind: 'operator' } as const

const works: Readonly<Record<string, (now: Date) => Promise<unknown>>> = {
  // A withdrawal must leave the published figures within 30 days even where nobody answers any more and nothing is restarted.
  releases: (now) => makeDueReleases(operator, now),
  // Single answers go after the last day that respondents were told.
  answers: async (now) => {
    if (await isClockTrusted(operator, now)) await eraseExpiredResponses(operator, now)
  },
  // What a person saved goes on its day, whether or not anybody asks for it again.
  'saved interviews': (now) => eraseExpiredInterviews(operator, now),
  // Files of single answers are there for a day.
  exports: (now) => expireExports(operator, now),
  keys: (now) => finishKeyRotation(operator, now),
  backup: (now) => makeDueBackup(operator, now),
}

/** Does once an hour, for as long as the server runs, what becomes due by time alone. */
export function beginHourlyWork(): void {
  const attempt = (work: string, run: (now: Date) => Promise<unknown>) => {
    run(new Date()).catch((error: unknown) => {
      console.error(JSON.stringify({ level: 'error', work, error: errorName(error) }))
    })
  }
  // Files that were being written when the server ended are not written on.
  attempt('interrupted exports', () => stopInterruptedExports(operator))
  attempt('published files', () => forgetPublishedFiles(operator))
  const look = () => {
    for (const [work, run] of Object.entries(works)) attempt(work, run)
  }
  // Also where no day is long enough for an hourly look: soon after a start, when whoever waits for the first pages has them.
  setTimeout(look, firstLook).unref()
  setInterval(look, hour).unref()
}
