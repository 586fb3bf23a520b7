import { type DetailTable, figureIn } from '@/lib/profile/detail/detail-table'
import type { MeanFigure } from '@/lib/profile/figure'
import { indexName, ownIndexName } from '@/lib/profile/measure-names'
import type { Profile } from '@/lib/profile/profile'
import { type IndexVariant, indexVariants } from '@/lib/scoring/index-variants'
import { forestChart } from '../charts/forest-chart'
import type { ProfileFigure } from './figure'
import { tableOf } from './table-of'
import { categoryName, markOf, meanInWords, reasonInWords, type Wording } from './wording'

/** The ranking of the groups under other ways to form the index (measurement.md, section 4.5); none where there are no other ways. */
export function robustnessFigures(
  byCategory: DetailTable,
  profile: Profile,
  wording: Wording,
): readonly ProfileFigure[] {
  const variants = indexVariants(wording.questionnaire)
  if (variants.length === 0) return []
  const { say } = wording
  const categories = profile.categories.filter((category) => category !== 'undetermined')
  const own = (category: string): MeanFigure | null => {
    const cell = profile.cells.find((candidate) => candidate.group.category === category)
    return cell === undefined || cell.suppressed ? null : cell.overall
  }
  const under = (variant: IndexVariant, category: string): MeanFigure | null => {
    const group = byCategory.groups.find((candidate) => candidate.group.category === category)
    const figure = group === undefined ? undefined : figureIn(group, `index:${variant.id}`)
    return figure === undefined || figure.kind === 'share' ? null : figure
  }
  const indices = [
    { name: ownIndexName(wording), code: 'index', figureOf: own },
    ...variants.map((variant) => ({
      name: indexName(wording, variant),
      code: `index:${variant.id}`,
      figureOf: (category: string) => under(variant, category),
    })),
  ]
  const text = (figure: MeanFigure | null) =>
    figure === null ? reasonInWords(wording, 'too_few_people') : meanInWords(wording, figure)
  return [
    {
      id: 'robustness',
      title: say('robustness.title'),
      subtitle: say('robustness.subtitle'),
      isHalf: false,
      draw: (frame) =>
        forestChart({
          ...frame,
          domain: [0, 100],
          axisLabel: say('means.axis'),
          reference: null,
          groups: indices.map(({ name, figureOf }) => ({
            label: name,
            rows: categories.map((category) => {
              const figure = figureOf(category)
              return {
                kind: markOf({ category }),
                label: categoryName(wording, category),
                value: figure?.mean ?? null,
                interval: figure?.ci ?? null,
                text: text(figure),
              }
            }),
          })),
        }),
      table: {
        columns: [
          say('robustness.index'),
          ...categories.map((category) => categoryName(wording, category)),
          say('robustness.rank'),
        ],
        rows: indices.map(({ name, figureOf }) => [
          name,
          ...categories.map((category) => text(figureOf(category))),
          ranking(wording, categories, figureOf),
        ]),
        data: tableOf(
          wording,
          [],
          ['measure', 'category'],
          '',
          indices.flatMap(({ code, figureOf }) =>
            categories.map((category) => ({
              names: [],
              codes: [code, category],
              figure: figureOf(category),
              text: '',
            })),
          ),
        ).data,
      },
    },
  ]
}

/** The groups from best to worst, those of whom nothing is shown left out. */
function ranking(
  wording: Wording,
  categories: readonly string[],
  figureOf: (category: string) => MeanFigure | null,
): string {
  return categories
    .flatMap((category) => {
      const mean = figureOf(category)?.mean ?? null
      return mean === null ? [] : [{ category, mean }]
    })
    .toSorted((a, b) => b.mean - a.mean)
    .map(({ category }) => categoryName(wording, category))
    .join(' > ')
}
