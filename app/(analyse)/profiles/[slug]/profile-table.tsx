import type { ReactNode } from 'react'
import type { QualityMark } from '@/lib/profile/figure'
import type { Profile, ProfileCell } from '@/lib/profile/profile'
import type { DimensionDefinition, Questionnaire } from '@/lib/questionnaire/definition'
import { textIn } from '@/lib/questionnaire/language'
import {
  bandName,
  breakdownName,
  hiddenWords,
  meanInWords,
  povertyInWords,
  precisionInWords,
  shareInWords,
} from './words'

type VisibleCell = Extract<ProfileCell, { suppressed: false }>
type Column = { readonly head: string; readonly figure: (cell: VisibleCell) => ReactNode }

/** What one table holds: scores, or who is deprived and how deeply. */
export type Figures = 'means' | 'deprivation'

/** The tables that a questionnaire has figures for. */
export function figuresOf({ scoring }: Questionnaire): readonly Figures[] {
  const hasDeprivation = scoring?.dimensions.some(hasCutoff) ?? false
  return hasDeprivation || scoring?.poverty != null ? ['means', 'deprivation'] : ['means']
}

/** Every figure of one kind in a profile, a row for each group. */
export function ProfileTable({
  profile,
  questionnaire,
  figures,
  caption,
}: {
  readonly profile: Profile
  readonly questionnaire: Questionnaire
  readonly figures: Figures
  readonly caption: string
}) {
  const { by, method } = profile
  const people: Column = {
    head: method.disclosure.exact ? 'People' : 'People (about)',
    figure: (cell) => cell.n.toLocaleString('en'),
  }
  const columns = [people, ...(figures === 'means' ? meanColumns : deprivationColumns)(questionnaire)]
  return (
    // A table wider than the screen is scrolled by keyboard too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className="table-scroll" aria-label={caption} tabIndex={0}>
      <table className="figures">
        <caption>
          <span>{caption}</span>
        </caption>
        <thead>
          <tr>
            {[...by.map(breakdownName), ...columns.map(({ head }) => head)].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {profile.cells.map((cell) => (
            <tr key={by.map((name) => cell.group[name]).join(' ')}>
              {by.map((name) => (
                <th key={name} scope="row">
                  {bandName(questionnaire, name, cell.group[name] ?? '')}
                </th>
              ))}
              {cell.suppressed ? (
                <td className="hidden-cell" colSpan={columns.length}>
                  {hiddenWords}
                </td>
              ) : (
                columns.map(({ head, figure }) => <td key={head}>{figure(cell)}</td>)
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function meanColumns(questionnaire: Questionnaire): readonly Column[] {
  const dimensions = questionnaire.scoring?.dimensions ?? []
  return [
    {
      head: 'Overall index',
      figure: ({ overall }) => <Figure words={meanInWords(overall)} marks={overall.qualityMarks} />,
    },
    ...dimensions.map((dimension) => ({
      head: nameOf(questionnaire, dimension),
      figure: (cell: VisibleCell) => {
        const figure = cell.dimensions[dimension.id]
        return figure && <Figure words={meanInWords(figure)} marks={figure.qualityMarks} />
      },
    })),
  ]
}

function deprivationColumns(questionnaire: Questionnaire): readonly Column[] {
  const { dimensions, poverty } = questionnaire.scoring ?? { dimensions: [], poverty: null }
  const ofPoverty = (head: string, name: 'H' | 'A' | 'M0'): Column => ({
    head,
    figure: (cell) => cell.poverty && povertyInWords(cell.poverty, name, ''),
  })
  return [
    ...dimensions.filter(hasCutoff).map((dimension) => ({
      head: nameOf(questionnaire, dimension),
      figure: (cell: VisibleCell) => {
        const deprived = cell.dimensions[dimension.id]?.deprived
        return deprived && <Figure words={shareInWords(deprived, '')} marks={deprived.qualityMarks} />
      },
    })),
    ...(poverty === null
      ? []
      : [
          ofPoverty('In two or more (H)', 'H'),
          ofPoverty('Depth among them (A)', 'A'),
          ofPoverty('H × A (M0)', 'M0'),
        ]),
  ]
}

function hasCutoff({ deprivationCutoff }: DimensionDefinition): boolean {
  return deprivationCutoff !== null
}

function nameOf({ defaultLanguage }: Questionnaire, { label }: DimensionDefinition): string {
  return textIn(label, 'en', defaultLanguage)
}

function Figure({ words, marks }: { readonly words: string; readonly marks: readonly QualityMark[] }) {
  return (
    <>
      {words}
      {marks.length > 0 && <span className="precision">{precisionInWords(marks)}</span>}
    </>
  )
}
