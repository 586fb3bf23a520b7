import type { Questionnaire, ScoringBlock } from '@/lib/questionnaire/definition'
import { textIn } from '@/lib/questionnaire/language'

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })

/** How the answers become scores: the dimensions, their weights, what they are made of, where deprivation begins. */
export function ScoringOutline({
  questionnaire,
  scoring,
}: {
  readonly questionnaire: Questionnaire
  readonly scoring: ScoringBlock
}) {
  const language = questionnaire.defaultLanguage
  const allWeights = scoring.dimensions.reduce((sum, { weight }) => sum + weight, 0)
  return (
    <section className="stack-small" aria-labelledby="scoring">
      <h2 id="scoring">How it is scored</h2>
      <p>
        Each scored answer counts from 0 (worst) to 100 (best). Items make parts, parts make dimensions, and
        dimensions make the overall index as their{' '}
        {scoring.overall.method === 'geometric'
          ? 'weighted geometric mean, so that one very low dimension is not made good by the others'
          : 'weighted mean'}
        .
      </p>
      <div className="table-frame">
        <table className="table">
          <caption className="visually-hidden">Dimensions of the score</caption>
          <thead>
            <tr>
              <th scope="col">Dimension</th>
              <th scope="col">Made of</th>
              <th scope="col" className="number">
                Weight
              </th>
              <th scope="col" className="number">
                Deprived below
              </th>
            </tr>
          </thead>
          <tbody>
            {scoring.dimensions.map((dimension) => (
              <tr key={dimension.id}>
                <th scope="row">{textIn(dimension.label, language, language)}</th>
                <td>
                  {dimension.subdimensions.map(({ label }) => textIn(label, language, language)).join(' · ')}
                </td>
                <td data-column="Weight" className="number">
                  {percent.format(dimension.weight / allWeights)}
                </td>
                <td data-column="Deprived below" className="number">
                  {dimension.deprivationCutoff ?? 'not used'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
