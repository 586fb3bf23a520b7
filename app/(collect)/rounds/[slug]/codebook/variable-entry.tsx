import { Fragment, type ReactNode } from 'react'
import type { CodebookVariable } from '@/lib/interchange/codebook/codebook'
import type { CodebookWords } from '@/lib/interchange/codebook/words'

/** More categories than this are folded away: a list of countries is looked up, not read. */
const mostLaidOpen = 25

/** One variable: its name, what it is, who was asked, and what its values mean. Words of ours keep their own direction. */
export function VariableEntry({
  variable,
  words,
}: {
  readonly variable: CodebookVariable
  readonly words: CodebookWords
}) {
  const { anchor, name, label, question, universe, type, unit, range, categories } = variable
  const own = (text: string) => (
    <span lang={words.language} dir="ltr">
      {text}
    </span>
  )
  const facts: readonly (readonly [term: string, text: ReactNode])[] = [
    [words.type, own(words.types[type])],
    ...(question === '' || question === label ? [] : [[words.question, question] as const]),
    ...(universe === '' ? [] : [[words.askedOf, <bdi key="universe">{universe}</bdi>] as const]),
    ...(unit === '' ? [] : [[words.unit, unit] as const]),
    ...(range === '' ? [] : [[words.range, <bdi key="range">{range}</bdi>] as const]),
  ]
  return (
    <article className="codebook-variable" aria-labelledby={anchor}>
      <h3 id={anchor}>
        <code dir="ltr">{name}</code> {label}
      </h3>
      <dl className="fact-list">
        {facts.map(([term, text]) => (
          <Fragment key={term}>
            <dt>{own(term)}</dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
      </dl>
      {categories.length > mostLaidOpen ? (
        <details>
          <summary>{own(`${categories.length} values`)}</summary>
          <Categories categories={categories} words={words} />
        </details>
      ) : (
        categories.length > 0 && <Categories categories={categories} words={words} />
      )}
    </article>
  )
}

function Categories({
  categories,
  words,
}: {
  readonly categories: CodebookVariable['categories']
  readonly words: CodebookWords
}) {
  return (
    <table className="codebook-table">
      <thead lang={words.language}>
        <tr>
          <th scope="col">{words.code}</th>
          <th scope="col">{words.value}</th>
          <th scope="col">{words.label}</th>
        </tr>
      </thead>
      <tbody>
        {categories.map(({ code, value, label }) => (
          <tr key={code}>
            <td>
              <code dir="ltr">{code}</code>
            </td>
            <td>{value}</td>
            <td>{label}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
