import { recordFieldwork } from '@/db/fieldwork'
import { ensureDefaultInstruments } from '@/db/questionnaires'
import { makeRelease } from '@/db/releases'
import { closeRound, createRound, listRounds, openRound, readRound } from '@/db/rounds'
import { scoreAnew } from '@/db/score-anew'
import type { FieldworkCount } from '@/lib/estimation/response-rate'
import { writtenPeopleCounted } from '@/lib/round-details'
import { oneOf, readCall, required } from './call'
import { surveyWeights } from './survey-weights'
import { operator, say, UsageError } from './terminal'

/**
 * `survey create --questionnaire ID --slug SLUG --title T [--continues SLUG] [--wave N] [--sample probability|non_probability] · open SLUG ·
 * close SLUG · release SLUG · score-anew SLUG --version N --reason R · fieldwork SLUG [--asked N] [--refused N] [--not-reached N]
 * [--not-eligible N] · weights SLUG … · list`
 */
export async function run([what, ...args]: readonly string[]): Promise<number> {
  switch (what) {
    case 'create':
      return create(args)
    case 'open':
      say(`${(await openRound(operator, slugIn(args))).slug} is open.`)
      return 0
    case 'close':
      say(`${(await closeRound(operator, slugIn(args))).slug} is closed.`)
      return 0
    case 'release':
      say(`Release ${(await makeRelease(operator, slugIn(args))).number} is made.`)
      return 0
    case 'score-anew':
      return scoreRoundAnew(args)
    case 'fieldwork':
      return fieldwork(args)
    case 'weights':
      return surveyWeights(args)
    case 'list':
      return list(args)
    default:
      throw new UsageError(
        `survey ${what ?? ''}: choose create, open, close, release, score-anew, fieldwork, weights or list.`,
      )
  }
}

/** The round that a command is about which takes nothing else. */
function slugIn(args: readonly string[]): string {
  return required(readCall(args, {}, ['SLUG']).positionals[0], 'SLUG')
}

async function create(args: readonly string[]): Promise<number> {
  const { values } = readCall(args, {
    questionnaire: { type: 'string' },
    slug: { type: 'string' },
    title: { type: 'string' },
    continues: { type: 'string' },
    wave: { type: 'string' },
    sample: { type: 'string', default: 'non_probability' },
  })
  const sampleDesign = oneOf('--sample', values.sample, ['probability', 'non_probability'])
  await ensureDefaultInstruments(operator)
  const { slug } = await createRound(operator, {
    questionnaireId: required(values.questionnaire, '--questionnaire ID'),
    slug: required(values.slug, '--slug SLUG'),
    title: required(values.title, '--title TITLE'),
    ...(values.continues !== undefined && { continues: values.continues }),
    ...(values.wave !== undefined && { wave: values.wave }),
    sampleDesign,
    open: true,
  })
  say(`Open for answers at /s/${slug}`)
  process.stdout.write(`${slug}\n`)
  return 0
}

async function list(args: readonly string[]): Promise<number> {
  readCall(args, {})
  for (const { slug, state, counts, questionnaireId, title } of await listRounds(operator))
    process.stdout.write(`${[slug, state, counts?.inAll ?? '', questionnaireId, title].join('\t')}\n`)
  return 0
}

async function scoreRoundAnew(args: readonly string[]): Promise<number> {
  const { values, positionals } = readCall(
    args,
    { version: { type: 'string' }, reason: { type: 'string' } },
    ['SLUG'],
  )
  const scored = await scoreAnew(operator, required(positionals[0], 'SLUG'), {
    version: required(values.version, '--version N'),
    reason: required(values.reason, '--reason R'),
  })
  say(`${scored.responses} responses are scored by version ${scored.version}.`)
  if (scored.release !== null) say(`Release ${scored.release} is made.`)
  return 0
}

async function fieldwork(args: readonly string[]): Promise<number> {
  const options = {
    asked: { type: 'string' },
    refused: { type: 'string' },
    'not-reached': { type: 'string' },
    'not-eligible': { type: 'string' },
  } as const
  const { values, positionals } = readCall(args, options, ['SLUG'])
  const slug = required(positionals[0], 'SLUG')
  await recordCounts(slug, {
    asked: values.asked,
    refused: values.refused,
    notReached: values['not-reached'],
    notEligible: values['not-eligible'],
  })
  const { fieldwork: kept } = await readRound(operator, slug)
  process.stdout.write(`${JSON.stringify(kept)}\n`)
  return 0
}

/** Keeps the counts that were given; those left out stay, and '' says that nobody counted. */
async function recordCounts(
  slug: string,
  written: Readonly<Record<FieldworkCount, string | undefined>>,
): Promise<void> {
  if (Object.values(written).every((count) => count === undefined)) return
  const before = (await readRound(operator, slug)).fieldwork?.counted
  const read = (count: FieldworkCount) => {
    const text = written[count]
    if (text === undefined) return before?.[count] ?? null
    const people = writtenPeopleCounted.safeParse(text)
    if (people.success) return people.data
    throw new UsageError(`--${optionOf[count]} ${text}: ${people.error.issues[0]?.message ?? ''}`)
  }
  await recordFieldwork(operator, slug, {
    asked: read('asked'),
    refused: read('refused'),
    notReached: read('notReached'),
    notEligible: read('notEligible'),
  })
}

const optionOf = {
  asked: 'asked',
  refused: 'refused',
  notReached: 'not-reached',
  notEligible: 'not-eligible',
} as const satisfies Record<FieldworkCount, string>
