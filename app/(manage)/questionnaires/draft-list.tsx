import Link from 'next/link'
import { staffCalendar } from '@/app/ui/staff-calendar'
import type { DraftSummary } from '@/db/questionnaire-drafts'
import { dateInWords } from '@/lib/interface/calendar-words'
import { textIn } from '@/lib/questionnaire/language'

/** What administrators are working on. */
export function DraftList({ drafts }: { readonly drafts: readonly DraftSummary[] }) {
  return (
    <section className="panel stack-small drafts" aria-labelledby="drafts">
      <h2 id="drafts">Drafts</h2>
      <ul className="plain-list">
        {drafts.map(({ questionnaireId, baseVersion, title, defaultLanguage, changedAt, changedBy }) => (
          <li key={questionnaireId}>
            <Link href={`/questionnaires/${questionnaireId}/edit`}>
              <bdi lang={defaultLanguage}>
                {textIn(title, defaultLanguage, defaultLanguage) || questionnaireId}
              </bdi>
            </Link>{' '}
            <span className="quiet-text">
              {baseVersion === 0 ? 'new' : `will be version ${baseVersion + 1}`}, changed on{' '}
              {dateInWords(staffCalendar, changedAt.slice(0, 10))}
              {changedBy !== '' && ` by ${changedBy}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
