import type { Metadata } from 'next'
import { shown, signedIn } from '@/app/staff-page'
import { LanguageTabs } from '@/app/ui/language-tabs'
import { PageHeader } from '@/app/ui/messages'
import { readCodebook } from '@/db/codebooks'
import { VariableEntry } from './variable-entry'

export const metadata: Metadata = { title: 'Codebook' }

type Props = {
  readonly params: Promise<{ slug: string }>
  readonly searchParams: Promise<{ language?: string | string[] }>
}

/** What every variable of the round's files means, in one language at a time. */
export default async function CodebookPage({ params, searchParams }: Props) {
  const { slug } = await params
  const { language: wanted } = await searchParams
  const actor = await signedIn(`/rounds/${slug}/codebook`)
  const codebook = await shown(readCodebook(actor, slug, typeof wanted === 'string' ? wanted : undefined))
  const { language, direction, languages, words, missing, sections } = codebook
  return (
    <>
      <PageHeader
        title={words.codebook}
        about={<bdi>{codebook.title}</bdi>}
        back={{ path: `/rounds/${slug}`, name: 'the round' }}
      />
      <div className="stack">
        {languages.length > 1 && (
          <LanguageTabs
            label="Language of the codebook"
            languages={languages}
            chosen={language}
            addressOf={(one) => `/rounds/${slug}/codebook?language=${one}`}
          />
        )}
        <section className="panel" aria-labelledby="missing">
          <h2 id="missing">{words.missingValues}</h2>
          <p className="quiet-text">{words.missingValuesExplained}</p>
          <table className="codebook-table">
            <thead>
              <tr>
                <th scope="col">{words.code}</th>
                <th scope="col">{words.reason}</th>
              </tr>
            </thead>
            <tbody>
              {missing.map(({ kind, code, label }) => (
                <tr key={kind}>
                  <td>{code === '' ? <i>{words.emptyCell}</i> : <code>{code}</code>}</td>
                  <td>
                    <bdi lang={language}>{label}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <nav className="panel" aria-label={words.contents}>
          <ul className="codebook-contents" lang={language} dir={direction}>
            {sections.map(({ anchor, label }) => (
              <li key={anchor}>
                <a href={`#${anchor}`}>{label}</a>
              </li>
            ))}
          </ul>
        </nav>
        {sections.map(({ anchor, label, variables }) => (
          <section
            className="panel codebook-section"
            key={anchor}
            aria-labelledby={anchor}
            lang={language}
            dir={direction}
          >
            <h2 id={anchor}>{label}</h2>
            {variables.map((variable) => (
              <VariableEntry key={variable.name} variable={variable} words={words} />
            ))}
          </section>
        ))}
      </div>
    </>
  )
}
