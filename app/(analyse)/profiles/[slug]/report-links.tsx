import { languagesOfReports } from '@/lib/interface/research/report-languages'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { languageName } from '@/lib/questionnaire/language'

/** The report of the newest release, to print or as PDF, in each language that it can be had in. */
export function ReportLinks({
  slug,
  questionnaire,
}: {
  readonly slug: string
  readonly questionnaire: Questionnaire
}) {
  return (
    <details className="confirm">
      <summary className="button secondary">Report</summary>
      <div className="panel">
        <p className="quiet-text">
          Protected figures of the newest release, to read, to print or to pass on.
        </p>
        <ul className="who">
          {languagesOfReports(questionnaire).map((language) => (
            <li key={language} className="report-language">
              {/* Plain links: the report is a document of its own. */}
              <a href={`/profiles/${slug}/report?language=${language}`} lang={language}>
                <bdi>{languageName(language)}</bdi>
              </a>{' '}
              <a
                href={`/profiles/${slug}/report.pdf?language=${language}`}
                download
                aria-label={`PDF, ${languageName(language)}`}
              >
                PDF
              </a>
            </li>
          ))}
        </ul>
      </div>
    </details>
  )
}
