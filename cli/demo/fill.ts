/* Fills an empty data folder with synthetic rounds and one account for each role, once. Prints the way in. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addAccount } from '@/db/accounts'
import { readEnvironment } from '@/db/environment'
import { ensureDefaultInstruments, readQuestionnaire } from '@/db/questionnaires'
import { importResponses } from '@/db/response-import'
import { createRound } from '@/db/rounds'
import { staffRoles } from '@/lib/permissions'
import { operator } from '../terminal'
import { madeUpPerson } from './people'
import { seededRandom } from './random'

const rounds = [
  {
    slug: 'sample',
    title: 'Sample city, spring (synthetic)',
    questionnaireId: 'migrant-short',
    people: 2000,
    seed: 20040116,
  },
  {
    slug: 'sample-views',
    title: 'Sample city, host community (synthetic)',
    questionnaireId: 'public-perceptions',
    people: 400,
    seed: 7,
  },
  {
    slug: 'sample-fabric',
    title: 'Sample city, social fabric (synthetic)',
    questionnaireId: 'social-fabric',
    people: 400,
    seed: 26,
  },
] as const

async function fill(passwordFile: string): Promise<void> {
  await ensureDefaultInstruments(operator)
  for (const { slug, title, questionnaireId, people, seed } of rounds) {
    await createRound(operator, { slug, title, questionnaireId, open: true, isSynthetic: true })
    const questionnaire = await readQuestionnaire(operator, questionnaireId)
    const random = seededRandom(seed)
    const rows = Array.from({ length: people }, (_, place) => ({
      row: place + 1,
      id: `synthetic-${place + 1}`,
      ...madeUpPerson(questionnaire, random),
    }))
    const { problems } = await importResponses(operator, slug, rows)
    if (problems.length > 0) throw new Error(`The sample round "${slug}" could not be filled.`)
  }
  const password = randomBytes(9).toString('base64url')
  for (const role of staffRoles) await addAccount(operator, { email: `${role}@example.org`, role, password })
  // Written last: a fill that was interrupted is not taken for done.
  writeFileSync(passwordFile, password, { mode: 0o600 })
}

const { dataFolder, port, publicUrl } = readEnvironment()
const passwordFile = join(dataFolder, 'demo-password')
if (!existsSync(passwordFile)) {
  console.error('Making up 2,800 people …')
  await fill(passwordFile)
}
const password = readFileSync(passwordFile, 'utf8')
console.log(`\n  Foothold, with synthetic sample data   ${publicUrl ?? `http://localhost:${port}`}`)
console.log(`  Survey pages   /s/sample   /s/sample-views   /s/sample-fabric\n`)
for (const role of staffRoles) console.log(`  ${role.padEnd(14)} ${role}@example.org   ${password}`)
console.log('')
process.exit(0)
