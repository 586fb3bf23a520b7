import { ensureDefaultInstruments } from '@/db/questionnaires'
import { makeRelease } from '@/db/releases'
import { closeRound, createRound, listRounds, openRound } from '@/db/rounds'
import { surveyWeights } from './survey-weights'
import { operator, readCall, required, say, UsageError } from './terminal'

/** `survey create --questionnaire ID --slug SLUG --title T [--wave N] [--sample probability|non_probability] · open SLUG · close SLUG · release SLUG · weights SLUG … · list` */
export async function run([what, ...args]: readonly string[]): Promise<number> {
  if (what === 'weights') return surveyWeights(args)
  const { values, positionals } = readCall(args, {
    questionnaire: { type: 'string' },
    slug: { type: 'string' },
    title: { type: 'string' },
    wave: { type: 'string', default: '1' },
    sample: { type: 'string', default: 'non_probability' },
  })
  await ensureDefaultInstruments(operator)
  switch (what) {
    case 'create': {
      if (values.sample !== 'probability' && values.sample !== 'non_probability') {
        throw new UsageError(`--sample ${values.sample}: choose probability or non_probability.`)
      }
      const { slug } = await createRound(operator, {
        questionnaireId: required(values.questionnaire, '--questionnaire ID'),
        slug: required(values.slug, '--slug SLUG'),
        title: required(values.title, '--title TITLE'),
        wave: values.wave,
        sampleDesign: values.sample,
        open: true,
      })
      say(`Open for answers at /s/${slug}`)
      process.stdout.write(`${slug}\n`)
      return 0
    }
    case 'open':
      say(`${(await openRound(operator, required(positionals[0], 'SLUG'))).slug} is open.`)
      return 0
    case 'close':
      say(`${(await closeRound(operator, required(positionals[0], 'SLUG'))).slug} is closed.`)
      return 0
    case 'release': {
      const { number } = await makeRelease(operator, required(positionals[0], 'SLUG'))
      say(`Release ${number} is made.`)
      return 0
    }
    case 'list':
      for (const { slug, state, counts, questionnaireId, title } of await listRounds(operator)) {
        process.stdout.write(`${[slug, state, counts?.inAll ?? '', questionnaireId, title].join('\t')}\n`)
      }
      return 0
    default:
      throw new UsageError(`survey ${what ?? ''}: choose create, open, close, release, weights or list.`)
  }
}
