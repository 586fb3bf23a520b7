import { directionOf, languageName } from '@/lib/questionnaire/language'

/** The questionnaire on paper, a file a language. */
export function PrintLinks({
  id,
  version,
  languages,
}: {
  readonly id: string
  readonly version: number
  readonly languages: readonly string[]
}) {
  return (
    <p>
      Print, for ethics boards and to ask on paper (PDF):{' '}
      {languages.map((language, place) => (
        <span key={language}>
          {place > 0 && ' · '}
          <a
            href={`/questionnaires/${id}/print.pdf?version=${version}&language=${language}`}
            download
            lang={language}
            dir={directionOf(language)}
          >
            {languageName(language)}
          </a>
        </span>
      ))}
    </p>
  )
}
