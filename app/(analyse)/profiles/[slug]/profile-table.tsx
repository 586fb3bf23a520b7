import type { ReactNode } from 'react'
import {
  bandName,
  breakdownName,
  dimensionName,
  meanInWords,
  percentInWords,
  povertyInWords,
  precisionInWords,
  reasonInWords,
  type Wording,
} from '@/app/ui/figures/wording'
import type { QualityMark } from '@/lib/profile/figure'
import type { Profile, ProfileCell } from '@/lib/profile/profile'
import type { DimensionDefinition, Questionnaire } from '@/lib/questionnaire/definition'

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
  wording,
  figures,
  caption,
}: {
  readonly profile: Profile
  readonly wording: Wording
  readonly figures: Figures
  readonly caption: string
}) {
  const { by, method } = profile
  const people: Column = {
    head: method.disclosure.exact ? 'People' : 'People (about)',
    figure: (cell) => cell.n.toLocaleString('en'),
  }
  const columns = [people, ...(figures === 'means' ? meanColumns : deprivationColumns)(wording)]
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
            {[...by.map((name) => breakdownName(wording, name)), ...columns.map(({ head }) => head)].map(
              (head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {profile.cells.map((cell) => (
            <tr key={by.map((name) => cell.group[name]).join(' ')}>
              {by.map((name) => (
                <th key={name} scope="row">
                  {bandName(wording, name, cell.group[name] ?? '')}
                </th>
              ))}
              {cell.suppressed ? (
                <td className="hidden-cell" colSpan={columns.length}>
                  {reasonInWords(wording, 'too_few_people')}
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

function meanColumns(wording: Wording): readonly Column[] {
  const dimensions = wording.questionnaire.scoring?.dimensions ?? []
  const overall: Column = {
    head: wording.say('figure.overall'),
    figure: ({ overall }) => (
      <Figure wording={wording} words={meanInWords(wording, overall)} marks={overall.qualityMarks} />
    ),
  }
  return [
    // The index of one score is that score.
    ...(dimensions.length === 1 ? [] : [overall]),
    ...dimensions.map(({ id }) => ({
      head: dimensionName(wording, id),
      figure: (cell: VisibleCell) => {
        const figure = cell.dimensions[id]
        return (
          figure && (
            <Figure wording={wording} words={meanInWords(wording, figure)} marks={figure.qualityMarks} />
          )
        )
      },
    })),
  ]
}

function deprivationColumns(wording: Wording): readonly Column[] {
  const { dimensions, poverty } = wording.questionnaire.scoring ?? { dimensions: [], poverty: null }
  const ofPoverty = (name: 'H' | 'A' | 'M0'): Column => ({
    head: wording.say(`poverty.${name}`),
    figure: (cell) => cell.poverty && povertyInWords(wording, cell.poverty, name),
  })
  return [
    ...dimensions.filter(hasCutoff).map(({ id }) => ({
      head: dimensionName(wording, id),
      figure: (cell: VisibleCell) => {
        const deprived = cell.dimensions[id]?.deprived
        return (
          deprived && (
            <Figure
              wording={wording}
              words={percentInWords(wording, deprived)}
              marks={deprived.qualityMarks}
            />
          )
        )
      },
    })),
    ...(poverty === null ? [] : [ofPoverty('H'), ofPoverty('A'), ofPoverty('M0')]),
  ]
}

function hasCutoff({ deprivationCutoff }: DimensionDefinition): boolean {
  return deprivationCutoff !== null
}

function Figure({
  wording,
  words,
  marks,
}: {
  readonly wording: Wording
  readonly words: string
  readonly marks: readonly QualityMark[]
}) {
  return (
    <>
      {words}
      {marks.length > 0 && <span className="precision">{precisionInWords(wording, marks)}</span>}
    </>
  )
}
