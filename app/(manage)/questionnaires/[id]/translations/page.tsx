import type { Metadata } from 'next'
import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { LanguageTabs } from '@/app/ui/language-tabs'
import { EmptyState, PageHeader, Refused } from '@/app/ui/messages'
import { OutcomeNotice } from '@/app/ui/outcome-notice'
import { readDraft } from '@/db/questionnaire-drafts'
import { isAllowed } from '@/lib/permissions'
import { hasText, languageName, textIn } from '@/lib/questionnaire/language'
import { translatableTexts } from '@/lib/questionnaire/translatable'
import {
  placeholderProblem,
  progressOf,
  stateOf,
  type TranslationState,
  translatedSource,
  translationStates,
} from '@/lib/questionnaire/translation-state'
import { FileExchange } from './file-exchange'
import { Progress } from './progress'
import { stateName } from './state-name'
import { TranslationForm, type TranslationRow } from './translation-form'

export const metadata: Metadata = { title: 'Translations' }

type Props = {
  readonly params: Promise<{ id: string }>
  readonly searchParams: Promise<
    Readonly<Record<'language' | 'show' | 'page' | 'saved', string | string[] | undefined>>
  >
}

/** Texts on a page: few enough to be saved together. */
const onPage = 25

/** Source and translation side by side, one language at a time. */
export default async function TranslationsPage({ params, searchParams }: Props) {
  const { id } = await params
  const asked = await searchParams
  const actor = await signedIn(`/questionnaires/${id}/translations`)
  if (!isAllowed(actor, 'questionnaire.edit')) return <Refused permission="questionnaire.edit" />
  const { questionnaire, states, revision } = await shown(readDraft(actor, id))
  const { defaultLanguage, languages } = questionnaire
  const others = languages.filter((language) => language !== defaultLanguage)
  const language = others.find((one) => one === asked.language) ?? others[0]
  const header = (
    <PageHeader
      title="Translations"
      about={
        <bdi lang={defaultLanguage}>
          {textIn(questionnaire.title, defaultLanguage, defaultLanguage) || id}
        </bdi>
      }
      back={{ path: `/questionnaires/${id}/edit`, name: 'the draft' }}
    />
  )
  if (language === undefined) {
    return (
      <>
        {header}
        <EmptyState title="One language so far">
          <p>
            Add another in <Link href={`/questionnaires/${id}/edit`}>the editor</Link>, under “The
            questionnaire”. Then its texts stand here beside those of {languageName(defaultLanguage)}.
          </p>
        </EmptyState>
      </>
    )
  }
  const translated = { questionnaire, states }
  const { total, counts } = progressOf(translated, language)
  const show = translationStates.find((state) => state === asked.show) ?? null
  const rows = translatableTexts(questionnaire)
    .filter(({ texts }) => hasText(texts, defaultLanguage))
    .map((text): TranslationRow => {
      const source = text.texts[defaultLanguage] ?? ''
      const words = text.texts[language] ?? ''
      const state = stateOf(translated, language, text)
      const former = translatedSource(states, language, text.key)
      return {
        key: text.key,
        context: text.context.note,
        source,
        words,
        state,
        formerSource: state === 'to_check' && former !== null && former !== source ? former : null,
        problem: words === '' ? null : (placeholderProblem(source, words, text.key)?.message ?? null),
      }
    })
    .filter(({ state }) => show === null || state === show)
  const pages = Math.max(1, Math.ceil(rows.length / onPage))
  const page = Math.min(pages, pageIn(asked.page))
  const address = (change: { language?: string; show?: TranslationState | null; page?: number }) => {
    const query = new URLSearchParams({ language: change.language ?? language })
    const kept = change.show === undefined ? show : change.show
    if (kept !== null) query.set('show', kept)
    if (change.page !== undefined && change.page > 1) query.set('page', String(change.page))
    return `/questionnaires/${id}/translations?${query}`
  }
  return (
    <>
      {header}
      <div className="stack-large">
        {asked.saved === '1' && <OutcomeNotice>Saved.</OutcomeNotice>}
        <LanguageTabs
          label="Language of the translation"
          languages={others}
          chosen={language}
          addressOf={(one) => address({ language: one, show: null })}
        />
        <Progress language={language} total={total} counts={counts} />
        <nav className="tabs" aria-label="Which texts are shown">
          <ul>
            {[null, ...translationStates].map((state) => (
              <li key={state ?? 'all'}>
                <Link
                  href={address({ show: state, page: 1 })}
                  scroll={false}
                  {...(state === show && { 'aria-current': 'page' })}
                >
                  {state === null ? 'All' : stateName[state]}
                  <span className="tab-count">{state === null ? total : counts[state]}</span>
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        {rows.length === 0 ? (
          <p className="notice">No text is in this state.</p>
        ) : (
          <TranslationForm
            key={`${language} ${show} ${page} ${revision}`}
            id={id}
            revision={revision}
            language={language}
            sourceLanguage={defaultLanguage}
            next={`${address({ page })}&saved=1`}
            rows={rows.slice((page - 1) * onPage, page * onPage)}
          />
        )}
        {pages > 1 && (
          <nav className="buttons" aria-label="Pages">
            {page > 1 && (
              <Link className="button secondary" href={address({ page: page - 1 })}>
                Texts before
              </Link>
            )}
            <span>
              Page {page} of {pages}
            </span>
            {page < pages && (
              <Link className="button secondary" href={address({ page: page + 1 })}>
                More texts
              </Link>
            )}
          </nav>
        )}
        <FileExchange key={language} id={id} language={language} />
      </div>
    </>
  )
}

function pageIn(text: string | string[] | undefined): number {
  return /^[1-9]\d{0,3}$/.test(String(text)) ? Number(text) : 1
}
