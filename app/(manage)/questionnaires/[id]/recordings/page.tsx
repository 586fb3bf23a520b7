import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { readRefusal, refusalCookieName, type UploadRefusal } from '@/app/refusal-cookie'
import { shown, signedIn } from '@/app/staff-page'
import { untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { LanguageTabs } from '@/app/ui/language-tabs'
import { EmptyState, PageHeader } from '@/app/ui/messages'
import { OutcomeNotice } from '@/app/ui/outcome-notice'
import { listMedia } from '@/db/questionnaire-media'
import { readQuestionnaire } from '@/db/questionnaires'
import { isAllowed } from '@/lib/permissions'
import { languageName, textIn } from '@/lib/questionnaire/language'
import { placesToRecord, placesWithout } from '@/lib/survey-media'
import { versionIn } from '../version'
import { MissingRecordings } from './missing-recordings'
import { StoredFiles } from './stored-files'
import { UploadForm } from './upload-form'

export const metadata: Metadata = { title: 'Recordings and pictures' }

type Props = {
  readonly params: Promise<{ id: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

/** What respondents of a questionnaire can hear and see, by language, and the way to add to it. */
export default async function RecordingsPage({ params, searchParams }: Props) {
  const { id } = await params
  const asked = await searchParams
  const actor = await signedIn(`/questionnaires/${id}/recordings`)
  const which = { id, version: versionIn(asked.version) }
  const questionnaire = await shown(readQuestionnaire(actor, id, which.version))
  const { version, defaultLanguage } = questionnaire
  const files = await shown(listMedia(actor, { id, version }))
  const language = questionnaire.languages.find((one) => one === asked.language) ?? defaultLanguage
  const recordings = (of: string) => files.filter((file) => file.kind === 'audio' && file.language === of)
  const pictures = files.filter(({ kind }) => kind === 'image')
  const inAll = placesToRecord(questionnaire).length
  const mayEdit = isAllowed(actor, 'questionnaire.edit')
  const refusal = readRefusal((await cookies()).get(refusalCookieName)?.value, asked.refused)
  const title = textIn(questionnaire.title, defaultLanguage, defaultLanguage)
  return (
    <>
      <PageHeader
        title="Recordings and pictures"
        about={`${title}, version ${version}. People who do not read, or not well, can listen and look.`}
        back={{ path: `/questionnaires/${id}?version=${version}`, name: 'the questionnaire' }}
      />
      <div className="stack">
        <Outcome refusal={refusal} added={asked.added} removed={asked.removed} />
        {mayEdit && (
          <UploadForm
            questionnaire={questionnaire}
            problem={refusal?.problems.find(({ path }) => path === 'files')?.message ?? null}
          />
        )}
        <section className="stack-small" aria-labelledby="recordings-title">
          <h2 id="recordings-title">Recordings</h2>
          <LanguageTabs
            label="Language of the recordings"
            languages={questionnaire.languages}
            chosen={language}
            addressOf={(one) => `/questionnaires/${id}/recordings?version=${version}&language=${one}`}
            beside={(one) => (
              <span className="figures tab-count">
                {inAll - placesWithout(questionnaire, recordings(one)).length} of {inAll}
              </span>
            )}
          />
          {recordings(language).length > 0 && (
            <StoredFiles
              questionnaire={questionnaire}
              language={language}
              files={recordings(language)}
              caption={`Recordings in ${languageName(language)}`}
              mayRemove={mayEdit}
            />
          )}
          <MissingRecordings
            questionnaire={questionnaire}
            language={language}
            places={placesWithout(questionnaire, recordings(language))}
          />
        </section>
        <section className="stack-small" aria-labelledby="pictures-title">
          <h2 id="pictures-title">Pictures</h2>
          {pictures.length === 0 ? (
            <EmptyState title="No pictures yet">
              <p>
                A picture stands above the answers of a question, or beside the words of an answer, the same
                in every language. Where most answers of a question have one, they are shown as large tiles.
              </p>
            </EmptyState>
          ) : (
            <StoredFiles
              questionnaire={questionnaire}
              language={language}
              files={pictures}
              caption="Pictures"
              mayRemove={mayEdit}
            />
          )}
        </section>
      </div>
    </>
  )
}

/** What became of the upload or the removal that led here. */
function Outcome({
  refusal,
  added,
  removed,
}: {
  readonly refusal: UploadRefusal | null
  readonly added: string | string[] | undefined
  readonly removed: string | string[] | undefined
}) {
  if (refusal !== null) {
    const problems = refusal.problems.map(({ path, message }, place) => ({
      path: 'files',
      code: String(place),
      message: path === 'files' ? message : `${path}: ${message}`,
    }))
    const more =
      refusal.more === 0
        ? []
        : [{ path: 'files', code: 'more', message: `And ${refusal.more} more, which find no room here.` }]
    // What is wrong with the choice as a whole needs no sentence that announces a list of files.
    const message = refusal.problems.some(({ path }) => path === 'files') ? null : refusal.message
    return <ProblemSummary state={{ ...untouchedForm, message, problems: [...problems, ...more] }} />
  }
  const count = /^\d{1,4}$/.test(String(added)) ? Number(added) : 0
  if (count === 0 && removed !== '1') return null
  return (
    <OutcomeNotice>
      {count === 0
        ? 'The file is removed.'
        : count === 1
          ? '1 file is stored.'
          : `${count} files are stored.`}
    </OutcomeNotice>
  )
}
