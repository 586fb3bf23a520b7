import type { Metadata } from 'next'
import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { Confirm } from '@/app/ui/form/confirm'
import { PageHeader, Refused } from '@/app/ui/messages'
import { readDraft } from '@/db/questionnaire-drafts'
import { readQuestionnaire } from '@/db/questionnaires'
import { isAllowed } from '@/lib/permissions'
import { differenceOf } from '@/lib/questionnaire/diff'
import { draftProblems } from '@/lib/questionnaire/draft-problems'
import { textIn } from '@/lib/questionnaire/language'
import { lintQuestionnaire } from '@/lib/questionnaire/lint'
import { withStatuses } from '@/lib/questionnaire/translation-state'
import { DifferenceList } from '../difference-list'
import { discardDraftAction, keepDraftAction } from '../draft-actions'
import { PublishForm } from './publish-form'
import { ReadingTimes } from './reading-times'

export const metadata: Metadata = { title: 'Check and publish' }

/** What keeps a draft from being published, what to think of before, and what is new; then the way to publish it. */
export default async function PublishPage({ params }: { readonly params: Promise<{ id: string }> }) {
  const { id } = await params
  const actor = await signedIn(`/questionnaires/${id}/publish`)
  if (!isAllowed(actor, 'questionnaire.edit')) return <Refused permission="questionnaire.edit" />
  const draft = await shown(readDraft(actor, id))
  const { questionnaire, baseVersion, newestVersion, revision } = draft
  const problems = draftProblems(questionnaire)
  const warnings = problems.length > 0 ? [] : lintQuestionnaire(withStatuses(draft))
  const before = baseVersion === 0 ? null : await shown(readQuestionnaire(actor, id, baseVersion))
  const isOvertaken = newestVersion !== baseVersion
  const fields = { id, revision: String(revision) }
  return (
    <>
      <PageHeader
        title="Check and publish"
        about={
          <>
            Version {questionnaire.version} of{' '}
            <bdi lang={questionnaire.defaultLanguage}>
              {textIn(questionnaire.title, questionnaire.defaultLanguage, questionnaire.defaultLanguage) ||
                id}
            </bdi>
          </>
        }
        back={{ path: `/questionnaires/${id}/edit`, name: 'the draft' }}
      />
      <div className="stack-large">
        {isOvertaken && (
          <section className="notice warning stack-small">
            <p>
              <strong>Version {newestVersion} was published since this draft was begun.</strong> Compare the
              two. The draft does not know what is new there.
            </p>
            <Confirm
              action={keepDraftAction}
              fields={fields}
              ask="Keep the draft as the next version"
              confirm={`Let it follow version ${newestVersion}`}
              working="Changing the draft…"
              kind="primary"
            >
              <p>
                What version {newestVersion} changed is undone by this draft, unless you put it in yourself.
              </p>
            </Confirm>
          </section>
        )}
        {problems.length > 0 ? (
          <section className="stack-small" aria-labelledby="problems">
            <h2 id="problems">
              {problems.length === 1 ? 'One thing has' : `${problems.length} things have`} to be put right
              first
            </h2>
            <ul className="findings">
              {problems.map(({ path, message, place }) => (
                <li key={`${path} ${message}`}>
                  {'id' in place && <code>{place.id}</code>} {message}
                </li>
              ))}
            </ul>
            <p>
              <Link className="button primary" href={`/questionnaires/${id}/edit`}>
                Back to the draft
              </Link>
            </p>
          </section>
        ) : (
          <>
            <section className="stack-small" aria-labelledby="warnings">
              <h2 id="warnings">
                {warnings.length === 0
                  ? 'Nothing to warn of'
                  : warnings.length === 1
                    ? 'One thing to think of'
                    : `${warnings.length} things to think of`}
              </h2>
              {warnings.length > 0 && (
                <ul className="findings">
                  {warnings.map(({ key, message }) => (
                    <li key={key}>{message}</li>
                  ))}
                </ul>
              )}
            </section>
            <ReadingTimes questionnaire={questionnaire} />
            {!isOvertaken && (
              <PublishForm
                id={id}
                revision={revision}
                version={questionnaire.version}
                hasWarnings={warnings.length > 0}
              />
            )}
          </>
        )}
        {before !== null && (
          <section className="stack-small" aria-labelledby="changes">
            <h2 id="changes">What is new since version {baseVersion}</h2>
            <DifferenceList
              before={before}
              after={questionnaire}
              difference={differenceOf(before, questionnaire)}
            />
          </section>
        )}
        <Confirm
          action={discardDraftAction}
          fields={fields}
          ask="Discard the draft"
          confirm="Discard it for everybody"
          working="Discarding…"
        >
          <p>
            Everything that was written since {baseVersion === 0 ? 'it was begun' : `version ${baseVersion}`}{' '}
            is gone then. It cannot be brought back.
          </p>
        </Confirm>
      </div>
    </>
  )
}
