import { type DetailTable, figureIn } from '@/lib/profile/detail/detail-table'
import { otherCutoffs } from '@/lib/profile/detail/score-measures'
import { signalName, thresholdName } from '@/lib/profile/measure-names'
import type { Profile } from '@/lib/profile/profile'
import { type CategoryVariant, categoryVariants } from '@/lib/scoring/category-variants'
import { barChart } from '../charts/bar-chart'
import { linesInWords, poorFrom, sharedLine } from './deprivation-words'
import { detailText, percentRow } from './detail-rows'
import type { ProfileFigure } from './figure'
import { codesOfGroup, type TableEntry, tableOf } from './table-of'
import {
  categoryName,
  groupName,
  headcountOf,
  markOf,
  percentInWords,
  reasonInWords,
  type Wording,
} from './wording'

/** What categories hang on: the circumstances behind each, and thresholds that might have been others. */
export function categoryFigures(
  byCategory: DetailTable,
  whole: DetailTable,
  profile: Profile,
  wording: Wording,
): readonly ProfileFigure[] {
  return [
    ...signalFigures(byCategory, wording),
    ...sensitivityFigures(whole, profile, wording),
    ...cutoffFigures(byCategory, profile, wording),
  ]
}

const strengths = ['strong', 'moderate', 'privilege'] as const

function signalFigures(table: DetailTable, wording: Wording): readonly ProfileFigure[] {
  const classification = wording.questionnaire.scoring?.classification
  if (classification?.type !== 'signals') return []
  const { say } = wording
  return strengths.map((strength) => {
    const signals = classification.signals.filter((signal) => signal.strength === strength)
    // Who has none of these circumstances has none by definition: rows of nothing would only bury the others.
    const groups = table.groups.filter((group) =>
      signals.some(({ id }) => {
        const figure = figureIn(group, `signal:${id}`)
        return figure?.kind === 'share' && figure.share !== null
      }),
    )
    return {
      id: `signals-${strength}`,
      title: say(`signals.${strength}`),
      subtitle: say('signals.subtitle'),
      isHalf: false,
      draw: (frame) =>
        barChart({
          ...frame,
          upTo: 100,
          axisLabel: say('poverty.axis'),
          reference: null,
          groups: signals.map(({ id }) => ({
            label: signalName(wording, id),
            rows: groups.map((group) => percentRow(wording, table, group, `signal:${id}`)),
          })),
        }),
      table: tableOf(
        wording,
        [say('signals.title'), say('breakdown.category')],
        ['measure', ...table.by],
        say('poverty.axis'),
        signals.flatMap(({ id }) => entries(table, wording, signalName(wording, id), `signal:${id}`)),
      ),
    }
  })
}

function sensitivityFigures(
  whole: DetailTable,
  profile: Profile,
  wording: Wording,
): readonly ProfileFigure[] {
  const { say } = wording
  const variants = categoryVariants(wording.questionnaire)
  const [group] = whole.groups
  if (variants.length === 0 || group === undefined) return []
  return [
    {
      id: 'moved-thresholds',
      title: say('sensitivity.title'),
      subtitle: say('sensitivity.subtitle'),
      isHalf: false,
      draw: (frame) =>
        barChart({
          ...frame,
          upTo: 100,
          axisLabel: say('sensitivity.axis'),
          reference: null,
          groups: [
            {
              label: '',
              rows: variants.map((variant) => ({
                ...percentRow(wording, whole, group, `moved:${variant.id}`),
                kind: null,
                label: thresholdName(wording, variant),
              })),
            },
          ],
        }),
      table: becomesTable(whole, profile, wording, variants),
    },
  ]
}

/** For each moved threshold: who changes, and how many are then in each category. */
function becomesTable(
  whole: DetailTable,
  profile: Profile,
  wording: Wording,
  variants: readonly CategoryVariant[],
): ProfileFigure['table'] {
  const { say } = wording
  const { categories } = profile
  const group = whole.groups[0]
  const now = categories.map((category) => {
    const cell = profile.cells.find((candidate) => candidate.group.category === category)
    return cell === undefined || cell.suppressed || cell.share === null
      ? reasonInWords(wording, 'too_few_people')
      : percentInWords(wording, cell.share)
  })
  const figureOf = (id: string) => (group === undefined ? undefined : figureIn(group, id))
  return {
    columns: [
      say('figure.group'),
      say('sensitivity.axis'),
      ...categories.map((category) => categoryName(wording, category)),
    ],
    rows: [
      [say('sensitivity.now'), '', ...now],
      ...variants.map((variant) => [
        thresholdName(wording, variant),
        detailText(wording, figureOf(`moved:${variant.id}`)),
        ...categories.map((category) => detailText(wording, figureOf(`becomes:${variant.id}=${category}`))),
      ]),
    ],
    data: {
      columns: ['variant', 'measure', 'estimate', 'se'],
      rows: variants.flatMap((variant) =>
        [`moved:${variant.id}`, ...categories.map((category) => `becomes:${variant.id}=${category}`)].map(
          (id) => {
            const figure = figureOf(id)
            const share = figure?.kind === 'share' ? figure : undefined
            return [variant.id, id, share?.share ?? null, share?.se ?? null]
          },
        ),
      ),
    },
  }
}

function cutoffFigures(table: DetailTable, profile: Profile, wording: Wording): readonly ProfileFigure[] {
  const { say } = wording
  if ((wording.questionnaire.scoring?.poverty ?? null) === null) return []
  const own = profile.cells.filter((cell) => cell.group.category !== 'undetermined')
  const groups = table.groups.filter((group) => group.group.category !== 'undetermined')
  const ownLine = sharedLine(wording.questionnaire)
  const others = otherCutoffs.filter((line) => line !== ownLine)
  // The questionnaire's own lines stand in their place; where parts differ in them, first.
  const lines = [...(ownLine === null ? [] : [ownLine]), ...others].toSorted((a, b) => a - b)
  const rows = ownLine === null ? [null, ...lines] : lines
  const isOwn = (line: number | null) => line === ownLine
  const nameOf = (line: number | null) => (line === null ? say('cutoff.own') : say('cutoff.line', { line }))
  return [
    {
      id: 'other-lines',
      title: say('cutoff.title'),
      subtitle: say('cutoff.subtitle', { ...poorFrom(wording), lines: linesInWords(wording, lines) }),
      isHalf: false,
      draw: (frame) =>
        barChart({
          ...frame,
          upTo: 100,
          axisLabel: say('poverty.axis'),
          reference: null,
          groups: rows.map((line) => ({
            label: nameOf(line),
            rows: isOwn(line)
              ? own.map((cell) => headcountRow(wording, profile, cell))
              : groups.map((group) => percentRow(wording, table, group, `poor@${line}`)),
          })),
        }),
      table: tableOf(
        wording,
        [say('cutoff.title'), say('breakdown.category')],
        ['measure', ...table.by],
        say('poverty.axis'),
        rows.flatMap((line) =>
          isOwn(line)
            ? own.map((cell): TableEntry => {
                const figure = cell.suppressed || cell.poverty === null ? null : headcountOf(cell.poverty)
                return {
                  names: [nameOf(line), groupName(wording, cell.group, profile.by)],
                  codes: ['poor', ...codesOfGroup(cell.group, table.by)],
                  figure,
                  text:
                    figure === null
                      ? reasonInWords(wording, 'too_few_people')
                      : percentInWords(wording, figure),
                }
              })
            : entries(table, wording, nameOf(line), `poor@${line}`),
        ),
      ),
    },
  ]
}

function headcountRow(wording: Wording, profile: Profile, cell: Profile['cells'][number]) {
  const figure = cell.suppressed || cell.poverty === null ? null : headcountOf(cell.poverty)
  const ci = figure?.ci ?? null
  return {
    kind: markOf(cell.group),
    label: groupName(wording, cell.group, profile.by),
    value: figure?.share == null ? null : 100 * figure.share,
    interval: ci === null ? null : ([100 * ci[0], 100 * ci[1]] as const),
    text: figure === null ? reasonInWords(wording, 'too_few_people') : percentInWords(wording, figure),
  }
}

function entries(table: DetailTable, wording: Wording, name: string, measure: string): readonly TableEntry[] {
  return table.groups.map((group) => {
    const figure = figureIn(group, measure)
    return {
      names: [name, groupName(wording, group.group, table.by)],
      codes: [measure, ...codesOfGroup(group.group, table.by)],
      figure: figure ?? null,
      text: detailText(wording, figure),
    }
  })
}
