import { basename } from 'node:path'
import { uploadWeights } from '@/db/weight-upload'
import {
  chooseWeighting,
  inspectWeighting,
  listWeightings,
  makeWeighting,
  previewWeighting,
} from '@/db/weightings'
import { operator, readCall, readText, required, say, UsageError } from './terminal'

/**
 * `survey weights SLUG --file FILE.csv [--title T] [--leave-out]` ·
 * `survey weights SLUG --rake|--poststratify MARGINS.csv [--title T] [--upon ID] [--at-least L] [--at-most U] [--preview]` ·
 * `survey weights SLUG --use ID|none` · `survey weights SLUG --show`: what is kept is used from the next release on
 */
export async function surveyWeights(args: readonly string[]): Promise<number> {
  const { values, positionals } = readCall(args, {
    file: { type: 'string' },
    rake: { type: 'string' },
    poststratify: { type: 'string' },
    use: { type: 'string' },
    show: { type: 'boolean', default: false },
    title: { type: 'string' },
    'leave-out': { type: 'boolean', default: false },
    upon: { type: 'string', default: '' },
    'at-least': { type: 'string', default: '' },
    'at-most': { type: 'string', default: '' },
    preview: { type: 'boolean', default: false },
  })
  const slug = required(positionals[0], 'SLUG')
  const { file, rake, poststratify, use, show } = values
  const asked = [file, rake, poststratify, use].filter((value) => value !== undefined).length + Number(show)
  if (asked !== 1) {
    throw new UsageError('survey weights: give one of --file, --rake, --poststratify, --use and --show.')
  }
  if (show) return showWeights(slug)
  if (use !== undefined) {
    await chooseWeighting(operator, slug, use === 'none' ? null : use)
    say(use === 'none' ? 'Every person counts once.' : 'The weights are in use from the next release on.')
    return 0
  }
  if (file !== undefined) {
    const { id, people, withoutWeight, warnings } = await uploadWeights(operator, slug, {
      title: values.title ?? nameOf(file),
      text: readText(file),
      leavesOut: values['leave-out'],
    })
    await chooseWeighting(operator, slug, id)
    for (const warning of warnings) say(warning)
    say(
      `${people} people have a weight, ${withoutWeight} are left out. The weights are in use from the next release on.`,
    )
    return print({ id, ...(await inspectWeighting(operator, slug, id)) })
  }
  const margins = required(rake ?? poststratify, '--rake MARGINS.csv')
  const weighting = {
    title: values.title ?? nameOf(margins),
    method: rake === undefined ? 'poststratification' : 'raking',
    margins: readText(margins),
    upon: values.upon,
    lower: values['at-least'],
    upper: values['at-most'],
  } as const
  const preview = await previewWeighting(operator, slug, weighting)
  for (const warning of preview.warnings) say(warning)
  if (values.preview) {
    say('Nothing was stored.')
    return print(preview)
  }
  const { id } = await makeWeighting(operator, slug, weighting)
  say('The weights are in use from the next release on.')
  return print({ id, ...(await inspectWeighting(operator, slug, id)) })
}

async function showWeights(slug: string): Promise<number> {
  const { weightings, releases } = await listWeightings(operator, slug)
  const inUse = weightings.find(({ isInUse }) => isInUse)
  return print({
    inUse: inUse === undefined ? null : await inspectWeighting(operator, slug, inUse.id),
    weightings,
    releases,
  })
}

/** `weights/census 2024.csv` → "census 2024". */
function nameOf(file: string): string {
  return basename(file).replace(/\.[^.]+$/, '')
}

function print(value: unknown): 0 {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
  return 0
}
