import type { QualityMark } from '@/lib/profile/figure'
import type { Profile } from '@/lib/profile/profile'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { textIn } from '@/lib/questionnaire/language'
import {
  bandName,
  breakdownName,
  hiddenWords,
  meanInWords,
  peopleInWords,
  povertyInWords,
  precisionInWords,
  shareInWords,
} from './words'

/** Every figure of a profile, a row for each group. */
export function ProfileTable({
  profile,
  questionnaire,
  caption,
}: {
  readonly profile: Profile
  readonly questionnaire: Questionnaire
  readonly caption: string
}) {
  const { by, dimensions, method } = profile
  const names = new Map(
    questionnaire.scoring?.dimensions.map(({ id, label }) => [
      id,
      textIn(label, 'en', questionnaire.defaultLanguage),
    ]),
  )
  const hasDeprivation =
    questionnaire.scoring?.dimensions.some(({ deprivationCutoff }) => deprivationCutoff !== null) ?? false
  const hasPoverty = questionnaire.scoring?.poverty != null
  const figureColumns = 1 + dimensions.length * (hasDeprivation ? 2 : 1) + (hasPoverty ? 3 : 0)
  return (
    <div className="table-scroll">
      <table className="figures">
        <caption>{caption}</caption>
        <thead>
          <tr>
            {by.map((name) => (
              <th key={name} scope="col">
                {breakdownName(name)}
              </th>
            ))}
            <th scope="col">People</th>
            <th scope="col">Overall index</th>
            {dimensions.map((id) => (
              <th key={id} scope="col">
                {names.get(id) ?? id}
              </th>
            ))}
            {hasDeprivation &&
              dimensions.map((id) => (
                <th key={id} scope="col">
                  Deprived: {names.get(id) ?? id}
                </th>
              ))}
            {hasPoverty && (
              <>
                <th scope="col">Deprived in two or more (H)</th>
                <th scope="col">Depth among them (A)</th>
                <th scope="col">Both together (M0)</th>
              </>
            )}
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
                <td className="hidden-cell" colSpan={figureColumns + 1}>
                  {hiddenWords}
                </td>
              ) : (
                <>
                  <td>{peopleInWords(cell.n, method.disclosure.exact)}</td>
                  <FigureCell words={meanInWords(cell.overall)} marks={cell.overall.qualityMarks} />
                  {dimensions.map((id) => {
                    const figure = cell.dimensions[id]
                    return figure === undefined ? (
                      <td key={id} />
                    ) : (
                      <FigureCell key={id} words={meanInWords(figure)} marks={figure.qualityMarks} />
                    )
                  })}
                  {hasDeprivation &&
                    dimensions.map((id) => {
                      const deprived = cell.dimensions[id]?.deprived ?? null
                      return deprived === null ? (
                        <td key={id} />
                      ) : (
                        <FigureCell key={id} words={shareInWords(deprived)} marks={deprived.qualityMarks} />
                      )
                    })}
                  {hasPoverty &&
                    (['H', 'A', 'M0'] as const).map((figure) => (
                      <td key={figure}>
                        {cell.poverty === null ? '' : povertyInWords(cell.poverty, figure)}
                      </td>
                    ))}
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function FigureCell({ words, marks }: { readonly words: string; readonly marks: readonly QualityMark[] }) {
  return (
    <td>
      {words}
      {marks.length > 0 && <span className="precision">{precisionInWords(marks)}</span>}
    </td>
  )
}
