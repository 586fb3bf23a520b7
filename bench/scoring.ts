/* Answer sets scored a second on one core, against reading and writing the same sets as JSON. */
import { readFileSync } from 'node:fs'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import type { Answers } from '@/lib/questionnaire/answers'
import { scoreResponse } from '@/lib/scoring/score'

const sets: readonly Answers[] = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
const [short] = defaultInstruments()
if (short === undefined) throw new Error('no instrument')

function perSecond(work: (answers: Answers) => unknown): number {
  const rates = [1, 2, 3, 4, 5].map(() => {
    const startedAt = performance.now()
    let done = 0
    while (performance.now() - startedAt < 800)
      for (const answers of sets) if (work(answers) !== undefined) done += 1
    return done / ((performance.now() - startedAt) / 1000)
  })
  return rates.sort((a, b) => a - b)[2] ?? 0
}

const scored = perSecond((answers) => scoreResponse(short, answers))
const copied = perSecond((answers) => JSON.parse(JSON.stringify(answers)))
process.stdout.write(JSON.stringify({ scored, copied }))
