/* Prepares a data folder for the benches: rounds, made-up answers, an account. Prints what the benches need as JSON. */
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import { operator } from '@/cli/terminal'
import { addAccount } from '@/db/accounts'
import { ensureDefaultInstruments, readQuestionnaire } from '@/db/questionnaires'
import { importResponses } from '@/db/response-import'
import { closeRound, createRound } from '@/db/rounds'

const [folder = '.', stored = '100000', submissions = '4000'] = process.argv.slice(2)
const password = 'quiet river under stones'

await ensureDefaultInstruments(operator)
await addAccount(operator, { email: 'researcher@example.org', role: 'researcher', password })
await createRound(operator, {
  title: 'Submissions',
  slug: 'submissions',
  questionnaireId: 'migrant-short',
  open: true,
})
await createRound(operator, { title: 'Large', slug: 'large', questionnaireId: 'migrant-short', open: true })
const questionnaire = await readQuestionnaire(operator, 'migrant-short')
const random = seededRandom(1)

for (const run of [1, 2, 3, 4, 5]) {
  const lines = Array.from({ length: Number(submissions) }, () => {
    const { language, answers } = madeUpPerson(questionnaire, random)
    return JSON.stringify({
      submissionId: randomUUID(),
      version: questionnaire.version,
      language,
      consent: true,
      answers,
    })
  })
  writeFileSync(join(folder, `bodies-${run}.jsonl`), lines.join('\n'))
}
const people = Array.from({ length: 2000 }, () => madeUpPerson(questionnaire, random))
writeFileSync(join(folder, 'answers.json'), JSON.stringify(people.map(({ answers }) => answers)))

const startedAt = performance.now()
for (let from = 0; from < Number(stored); from += 10_000) {
  const rows = Array.from({ length: Math.min(10_000, Number(stored) - from) }, (_, place) => ({
    row: from + place + 1,
    id: String(from + place),
    ...(people[(from + place) % people.length] ?? { answers: {} }),
  }))
  await importResponses(operator, 'large', rows)
}
const importedPerSecond = Number(stored) / ((performance.now() - startedAt) / 1000)
await closeRound(operator, 'large')
process.stdout.write(JSON.stringify({ password, importedPerSecond }))
process.exit(0)
