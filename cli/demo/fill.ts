/* Fills an empty data folder with synthetic rounds and one account for each role, once. Prints the way in. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addDemoAccounts, beginDemo, demoAddress, settleDemoAccounts } from '@/db/demo-accounts'
import { readEnvironment } from '@/db/environment'
import { recordFieldwork } from '@/db/fieldwork'
import { ensureDefaultInstruments, readQuestionnaire } from '@/db/questionnaires'
import { importResponses } from '@/db/response-import'
import { createRound } from '@/db/rounds'
import { folderIsServed, lockForServer } from '@/db/server-lock'
import { staffRoles } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { operator } from '../terminal'
import { madeUpLater } from './later-wave'
import { type MadeUpPerson, madeUpPerson } from './people'
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

/** People of the second wave of `sample`: so many of the first come back, and so many are new. */
const autumn = {
  slug: 'sample-autumn',
  title: 'Sample city, autumn (synthetic)',
  continues: 'sample',
  comeBack: 1100,
  join: 500,
  seed: 20040917,
} as const

/** How many were asked in the two waves, and what became of them. */
const fieldwork = {
  sample: { asked: 3260, refused: 690, notReached: 420, notEligible: 85 },
  'sample-autumn': { asked: 2740, refused: 610, notReached: 430, notEligible: 60 },
} as const

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
    await importAll(slug, rows)
    if (slug === autumn.continues) await fillAutumn(questionnaire, rows)
  }
  for (const [slug, counted] of Object.entries(fieldwork)) await recordFieldwork(operator, slug, counted)
  const password = randomBytes(9).toString('base64url')
  await addDemoAccounts(operator, password)
  // Written last: a fill that was interrupted is not taken for done.
  writeFileSync(passwordFile, password, { mode: 0o600 })
}

type Row = MadeUpPerson & { readonly row: number; readonly id: string }

/** The second wave: people who come back have the id that they had, so that both of their answers are linked. */
async function fillAutumn(questionnaire: Questionnaire, spring: readonly Row[]): Promise<void> {
  const { slug, title, continues, comeBack, join: joining, seed } = autumn
  const { wave } = await createRound(operator, {
    slug,
    title,
    continues,
    questionnaireId: questionnaire.id,
    open: true,
    isSynthetic: true,
  })
  const random = seededRandom(seed)
  const back = spring
    .slice(0, comeBack)
    .map((person) => ({ id: person.id, ...madeUpLater(questionnaire, person, wave, random) }))
  const fresh = Array.from({ length: joining }, (_, place) => ({
    id: `synthetic-autumn-${place + 1}`,
    ...madeUpPerson(questionnaire, random),
  }))
  await importAll(
    slug,
    [...back, ...fresh].map((person, place) => ({ row: place + 1, ...person })),
  )
}

async function importAll(slug: string, rows: readonly Row[]): Promise<void> {
  const { problems } = await importResponses(operator, slug, rows)
  if (problems.length > 0) throw new Error(`The sample round "${slug}" could not be filled.`)
}

const { dataFolder, port, publicUrl } = readEnvironment()
const passwordFile = join(dataFolder, 'demo-password')
const isFilled = existsSync(passwordFile)
// Its accounts are let in below: not where another server, which may be no demo, has the folder.
const lock = lockForServer(dataFolder)
if (lock === null) {
  console.error(folderIsServed(dataFolder))
  process.exit(1)
}
lock.release()
try {
  await beginDemo(operator, { isFilled })
} catch (error) {
  if (!(error instanceof ProblemError)) throw error
  console.error(`${dataFolder}: ${error.message}`)
  process.exit(1)
}
if (!isFilled) {
  console.error('Making up 3,300 people …')
  await fill(passwordFile)
}
// Where the folder was served without the demo in between, its accounts were closed.
await settleDemoAccounts(operator, new Date())
const password = readFileSync(passwordFile, 'utf8')
console.log(`\n  Foothold, with synthetic sample data   ${publicUrl ?? `http://localhost:${port}`}`)
console.log(`  Survey pages   /s/sample   /s/sample-autumn   /s/sample-views   /s/sample-fabric\n`)
for (const role of staffRoles) console.log(`  ${role.padEnd(14)} ${demoAddress(role)}   ${password}`)
console.log('')
process.exit(0)
