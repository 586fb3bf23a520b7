import type { Metadata } from 'next'
import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { PageHeader, Refused } from '@/app/ui/messages'
import { readDraft } from '@/db/questionnaire-drafts'
import { listQuestionnaires, readQuestionnaire } from '@/db/questionnaires'
import { isAllowed } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { textIn } from '@/lib/questionnaire/language'
import { beginDraftAction } from '../draft-actions'
import './editor.css'
import { Editor } from './editor'

export const metadata: Metadata = { title: 'Edit a questionnaire' }

/** The draft of a questionnaire, to be worked on. */
export default async function EditPage({ params }: { readonly params: Promise<{ id: string }> }) {
  const { id } = await params
  const actor = await signedIn(`/questionnaires/${id}/edit`)
  if (!isAllowed(actor, 'questionnaire.edit')) return <Refused permission="questionnaire.edit" />
  const draft = await readDraft(actor, id).catch((error: unknown) => {
    if (error instanceof ProblemError && error.code === 'not_found') return null
    throw error
  })
  if (draft === null) return <NoDraft id={id} title={titleOf(await shown(readQuestionnaire(actor, id)))} />
  const { questionnaire, baseVersion } = draft
  const library = (await shown(listQuestionnaires(actor))).map((other) => ({
    id: other.id,
    title: titleOf(other),
  }))
  return (
    <>
      <PageHeader
        title={titleOf(questionnaire)}
        titleLanguage={questionnaire.defaultLanguage}
        about={
          baseVersion === 0
            ? 'A new questionnaire. Everything is saved while you write; nobody sees it before it is published.'
            : `A draft of version ${baseVersion + 1}. Everything is saved while you write; version ${baseVersion} stays as it is.`
        }
        back={
          baseVersion === 0
            ? { path: '/questionnaires', name: 'Questionnaires' }
            : { path: `/questionnaires/${id}`, name: 'the questionnaire' }
        }
      >
        <Link className="button secondary" href={`/questionnaires/${id}/translations`}>
          Translations
        </Link>
      </PageHeader>
      <noscript>
        <p className="notice warning">
          The editor needs script. Without it: take the questionnaire out with{' '}
          <code>foothold questionnaire export</code>, change it, and import it again.
        </p>
      </noscript>
      <Editor key={id} first={draft} library={library} />
    </>
  )
}

function titleOf({
  title,
  defaultLanguage,
  id,
}: Pick<Questionnaire, 'title' | 'defaultLanguage' | 'id'>): string {
  return textIn(title, defaultLanguage, defaultLanguage) || id
}

function NoDraft({ id, title }: { readonly id: string; readonly title: string }) {
  return (
    <>
      <PageHeader title={title} back={{ path: `/questionnaires/${id}`, name: 'the questionnaire' }} />
      <form className="stack" action={beginDraftAction}>
        <input type="hidden" name="id" value={id} />
        <p>
          There is no draft of it at the moment. Published versions never change: a draft becomes the next
          one.
        </p>
        <p>
          <button type="submit" className="button primary">
            Begin a draft
          </button>
        </p>
      </form>
    </>
  )
}
