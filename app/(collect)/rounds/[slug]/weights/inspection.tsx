import type { InspectionWords } from './inspection-words'

/** What weights do: how uneven they are, what they cost, which margins they meet, and whose are the largest. */
export function Inspection({ words, name }: { readonly words: InspectionWords; readonly name: string }) {
  return (
    <div className="stack">
      {words.warnings.length > 0 && (
        <div className="notice">
          {words.warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
        </div>
      )}
      <dl className="facts">
        {words.facts.map(({ term, figure, note }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd className="figure">{figure}</dd>
            <dd className="fact-note">{note}</dd>
          </div>
        ))}
      </dl>
      {words.margins.map((margin) => (
        <div className="stack-small" key={margin.name}>
          <h3>{margin.name}, before and after</h3>
          <MarginTable margin={margin} name={name} />
          {margin.note !== '' && <p className="quiet-text">{margin.note}</p>}
        </div>
      ))}
      {words.largest.length > 0 && (
        <div className="stack-small">
          <h3>Who counts most</h3>
          <LargestTable largest={words.largest} name={name} />
        </div>
      )}
    </div>
  )
}

function MarginTable({
  margin: { name: margin, rows },
  name,
}: {
  readonly margin: InspectionWords['margins'][number]
  readonly name: string
}) {
  return (
    <div className="table-frame">
      <table className="table">
        <caption className="visually-hidden">
          {margin}, before and after ({name})
        </caption>
        <thead>
          <tr>
            <th scope="col">Category</th>
            <th scope="col" className="number">
              People
            </th>
            <th scope="col" className="number">
              Before
            </th>
            <th scope="col" className="number">
              After
            </th>
            <th scope="col" className="number">
              Population
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ category, people, before, after, wanted }) => (
            <tr key={category}>
              <th scope="row">{category}</th>
              <td className="number" data-column="People">
                {people}
              </td>
              <td className="number" data-column="Before">
                {before}
              </td>
              <td className="number" data-column="After">
                {after}
              </td>
              <td className="number" data-column="Population">
                {wanted}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function LargestTable({
  largest,
  name,
}: {
  readonly largest: InspectionWords['largest']
  readonly name: string
}) {
  return (
    <div className="table-frame">
      <table className="table">
        <caption className="visually-hidden">Who counts most ({name})</caption>
        <thead>
          <tr>
            <th scope="col">Group</th>
            <th scope="col" className="number">
              People
            </th>
            <th scope="col" className="number">
              Largest weight, times the mean
            </th>
          </tr>
        </thead>
        <tbody>
          {largest.map(({ who, people, weight }) => (
            <tr key={who}>
              <th scope="row">{who}</th>
              <td className="number" data-column="People">
                {people}
              </td>
              <td className="number" data-column="Largest weight, times the mean">
                {weight}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
