import type { Metadata } from 'next'
import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { ActionButton } from '@/app/ui/form/action-button'
import { LanguageTabs } from '@/app/ui/language-tabs'
import { PageHeader } from '@/app/ui/messages'
import { readQuestionnaire } from '@/db/questionnaires'
import { isAllowed } from '@/lib/permissions'
import { directionOf, textIn } from '@/lib/questionnaire/language'
import { repeatsOf } from '@/lib/questionnaire/repeats'
import { populationName } from '../population'
import { beginDraftAction } from './draft-actions'
import { PrintLinks } from './print-links'
import { ScoringOutline } from './scoring-outline'
import { SectionPreview } from './section-preview'
import { versionIn } from './version'

export const metadata: Metadata = { title: 'Questionnaire' }

type Props = {
  readonly params: Promise<{ id: string }>
  readonly searchParams: Promise<{ language?: string | string[]; version?: string | string[] }>
}

/** Every question as it is asked, in one language at a time, with what staff need to know beside it. */
export default async function QuestionnairePage({ params, searchParams }: Props) {
  const { id } = await params
  const { language: wanted, version: wantedVersion } = await searchParams
  const version = versionIn(wantedVersion)
  const actor = await signedIn(`/questionnaires/${id}`)
  const questionnaire = await shown(readQuestionnaire(actor, id, version))
  const language = questionnaire.languages.find((one) => one === wanted) ?? questionnaire.defaultLanguage
  const direction = directionOf(language)
  const text = (map: typeof questionnaire.title) => textIn(map, language, questionnaire.defaultLanguage)
  const status = questionnaire.translationStatus[language]
  const asked = questionnaire.items.filter(({ type }) => type !== 'hidden').length
  const hasEntries = repeatsOf(questionnaire).length > 0
  const hasRoutes = questionnaire.items.some(({ relevant }) => relevant !== null)
  return (
    <>
      <PageHeader
        title={text(questionnaire.title)}
        titleLanguage={language}
        about={<code>{questionnaire.id}</code>}
        back={{ path: '/questionnaires', name: 'Questionnaires' }}
      >
        <Link
          className="button secondary"
          href={`/questionnaires/${questionnaire.id}/recordings?version=${questionnaire.version}`}
        >
          Recordings and pictures
        </Link>
        <Link className="button secondary" href={`/questionnaires/${questionnaire.id}/versions`}>
          Versions
        </Link>
        {isAllowed(actor, 'questionnaire.edit') && (
          <form action={beginDraftAction}>
            <input type="hidden" name="id" value={questionnaire.id} />
            <ActionButton working="Opening the draft…">Edit</ActionButton>
          </form>
        )}
      </PageHeader>
      <div className="stack">
        <dl className="facts panel">
          <div>
            <dt>Version</dt>
            <dd>{questionnaire.version}</dd>
          </div>
          <div>
            <dt>Whom it asks</dt>
            <dd>{populationName[questionnaire.population]}</dd>
          </div>
          <div>
            <dt>Questions</dt>
            <dd>{hasEntries ? `${asked}, some for each entry` : hasRoutes ? `${asked} at most` : asked}</dd>
          </div>
          {questionnaire.estimatedMinutes !== undefined && (
            <div>
              <dt>Time to answer</dt>
              <dd>about {questionnaire.estimatedMinutes} minutes</dd>
            </div>
          )}
        </dl>
        {questionnaire.languages.length > 1 && (
          <LanguageTabs
            label="Language of the preview"
            languages={questionnaire.languages}
            chosen={language}
            addressOf={(one) =>
              `/questionnaires/${questionnaire.id}?version=${questionnaire.version}&language=${one}`
            }
          />
        )}
        {status !== undefined && status !== 'source' && (
          <p className="notice warning">
            <strong>Translation: {status}.</strong> Have a person who speaks the language read it before it
            goes to respondents.
          </p>
        )}
        <PrintLinks
          id={questionnaire.id}
          version={questionnaire.version}
          languages={questionnaire.languages}
        />
        <article className="questionnaire" lang={language} dir={direction}>
          <p className="lead">{text(questionnaire.intro)}</p>
          {questionnaire.sections.map((section) => (
            <SectionPreview
              key={section.id}
              questionnaire={questionnaire}
              section={section}
              language={language}
            />
          ))}
          <p className="lead">{text(questionnaire.outro)}</p>
        </article>
        {questionnaire.scoring !== null && (
          <ScoringOutline questionnaire={questionnaire} scoring={questionnaire.scoring} />
        )}
      </div>
    </>
  )
}
