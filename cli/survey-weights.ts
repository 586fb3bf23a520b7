import { basename } from 'node:path'
import type { z } from 'zod'
import { uploadWeights } from '@/db/weight-upload'
import {
  chooseWeighting,
  type fittedWeightingSchema,
  inspectWeighting,
  listWeightings,
  makeWeighting,
  previewWeighting,
} from '@/db/weightings'
import { readCall, refuseUseless, required } from './call'
import { operator, readText, say, UsageError } from './terminal'

/**
 * `survey weights SLUG --file FILE.csv [--title T] [--leave-out]` ·
 * `survey weights SLUG --rake|--poststratify MARGINS.csv [--title T] [--upon ID] [--at-least L] [--at-most U] [--preview]` ·
 * `survey weights SLUG --use ID|none` · `survey weights SLUG --show`: what is kept is used from the next release on
 */
export async function surveyWeights(args: readonly string[]): Promise<number> {
  const options = {
    file: { type: 'string' },
    rake: { type: 'string' },
    poststratify: { type: 'string' },
    use: { type: 'string' },
    show: { type: 'boolean' },
    title: { type: 'string' },
    'leave-out': { type: 'boolean' },
    upon: { type: 'string' },
    'at-least': { type: 'string' },
    'at-most': { type: 'string' },
    preview: { type: 'boolean' },
  } as const
  const { values, positionals } = readCall(args, options, ['SLUG'])
  const slug = required(positionals[0], 'SLUG')
  const { file, rake, poststratify, use, show, ...more } = values
  const ways = Object.entries({ file, rake, poststratify, use, show }).filter(([, way]) => way !== undefined)
  const [way] = ways
  if (way === undefined || ways.length > 1)
    throw new UsageError('survey weights: give one of --file, --rake, --poststratify, --use and --show.')
  const [name, given] = way
  refuseUseless(more, optionsBeside[name] ?? [], `--${name}`)
  if (typeof given !== 'string') return showWeights(slug)
  if (name === 'use') return chooseWeights(slug, given)
  if (name === 'file')
    return uploadFile(slug, given, { title: more.title, leavesOut: more['leave-out'] ?? false })
  return fitToMargins(
    slug,
    {
      title: more.title ?? nameOf(given),
      method: name === 'rake' ? 'raking' : 'poststratification',
      margins: readText(given),
      upon: more.upon ?? '',
      lower: more['at-least'] ?? '',
      upper: more['at-most'] ?? '',
    },
    more.preview ?? false,
  )
}

const besideMargins: readonly string[] = ['title', 'upon', 'at-least', 'at-most', 'preview']
/** What each way to weight takes besides. */
const optionsBeside: Readonly<Record<string, readonly string[]>> = {
  file: ['title', 'leave-out'],
  rake: besideMargins,
  poststratify: besideMargins,
}

async function chooseWeights(slug: string, id: string): Promise<number> {
  await chooseWeighting(operator, slug, id === 'none' ? null : id)
  say(id === 'none' ? 'Every person counts once.' : inUseFromNextRelease)
  return 0
}

const inUseFromNextRelease = 'The weights are in use from the next release on.'

async function uploadFile(
  slug: string,
  file: string,
  { title, leavesOut }: { readonly title: string | undefined; readonly leavesOut: boolean },
): Promise<number> {
  const { id, people, withoutWeight, warnings } = await uploadWeights(operator, slug, {
    title: title ?? nameOf(file),
    text: readText(file),
    leavesOut,
  })
  await chooseWeighting(operator, slug, id)
  for (const warning of warnings) say(warning)
  say(`${people} people have a weight, ${withoutWeight} are left out. ${inUseFromNextRelease}`)
  return print({ id, ...(await inspectWeighting(operator, slug, id)) })
}

async function fitToMargins(
  slug: string,
  weighting: z.input<typeof fittedWeightingSchema>,
  isPreview: boolean,
): Promise<number> {
  const preview = await previewWeighting(operator, slug, weighting)
  for (const warning of preview.warnings) say(warning)
  if (isPreview) {
    say('Nothing was stored.')
    return print(preview)
  }
  const { id } = await makeWeighting(operator, slug, weighting)
  say(inUseFromNextRelease)
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
