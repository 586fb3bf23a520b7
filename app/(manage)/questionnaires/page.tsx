import type { Metadata } from 'next'
import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { EmptyState, PageHeader } from '@/app/ui/messages'
import { listDrafts } from '@/db/questionnaire-drafts'
import { listQuestionnaires } from '@/db/questionnaires'
import { isAllowed } from '@/lib/permissions'
import { languageName, textIn } from '@/lib/questionnaire/language'
import { DraftList } from './draft-list'
import { populationName } from './population'

export const metadata: Metadata = { title: 'Questionnaires' }

export default async function QuestionnairesPage() {
  const actor = await signedIn('/questionnaires')
  const questionnaires = await shown(listQuestionnaires(actor))
  const mayEdit = isAllowed(actor, 'questionnaire.edit')
  const drafts = mayEdit ? await shown(listDrafts(actor)) : []
  return (
    <>
      <PageHeader
        title="Questionnaires"
        about="Published versions never change, so that answers stay comparable. Open one to read every question in each of its languages."
      >
        {mayEdit && (
          <>
            <Link className="button secondary" href="/questionnaires/import">
              Import a form
            </Link>
            <Link className="button primary" href="/questionnaires/new">
              New questionnaire
            </Link>
          </>
        )}
      </PageHeader>
      {drafts.length > 0 && <DraftList drafts={drafts} />}
      {questionnaires.length === 0 ? (
        <EmptyState title="No questionnaire yet">
          <p>
            The four default questionnaires appear here when the installation has started once. Start it
            again, or import one with <code>foothold questionnaire import</code>.
          </p>
        </EmptyState>
      ) : (
        <div className="table-frame">
          <table className="table">
            <caption className="visually-hidden">Published questionnaires</caption>
            <thead>
              <tr>
                <th scope="col">Questionnaire</th>
                <th scope="col">Whom it asks</th>
                <th scope="col">Languages</th>
                <th scope="col" className="number">
                  Items
                </th>
                <th scope="col" className="number">
                  Minutes
                </th>
                <th scope="col" className="number">
                  Version
                </th>
              </tr>
            </thead>
            <tbody>
              {questionnaires.map((questionnaire) => (
                <tr key={`${questionnaire.id} ${questionnaire.version}`}>
                  <th scope="row">
                    <Link href={`/questionnaires/${questionnaire.id}`}>
                      <bdi className="free-text">
                        {textIn(questionnaire.title, 'en', questionnaire.defaultLanguage)}
                      </bdi>
                    </Link>
                    <span className="under">
                      <code>{questionnaire.id}</code>
                    </span>
                  </th>
                  <td data-column="Whom it asks">{populationName[questionnaire.population]}</td>
                  <td data-column="Languages">
                    <ul className="inline-list">
                      {questionnaire.languages.map((language) => (
                        <li key={language} lang={language}>
                          <bdi>{languageName(language)}</bdi>
                        </li>
                      ))}
                    </ul>
                  </td>
                  <td data-column="Items" className="number">
                    {questionnaire.itemCount}
                  </td>
                  <td data-column="Minutes" className="number one-line">
                    {questionnaire.estimatedMinutes === null
                      ? '–'
                      : `about ${questionnaire.estimatedMinutes}`}
                  </td>
                  <td data-column="Version" className="number">
                    {questionnaire.version}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
