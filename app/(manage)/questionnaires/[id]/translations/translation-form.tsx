'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { directionOf, languageName } from '@/lib/questionnaire/language'
import { recordedStates, type TranslationState } from '@/lib/questionnaire/translation-state'
import { saveTranslationsAction } from './actions'
import { stateName } from './state-name'

/** One text with its translation. */
export type TranslationRow = {
  readonly key: string
  /** What it is, for somebody who sees it alone. */
  readonly context: string
  readonly source: string
  /** '' for none. */
  readonly words: string
  readonly state: TranslationState
  /** Of which the words are the translation, where the source was changed since. */
  readonly formerSource: string | null
  /** What is wrong with the words; null for nothing. */
  readonly problem: string | null
}

/** Source and translation side by side, saved together. A plain form: it needs no script. */
export function TranslationForm({
  id,
  revision,
  language,
  sourceLanguage,
  next,
  rows,
}: {
  readonly id: string
  readonly revision: number
  readonly language: string
  readonly sourceLanguage: string
  readonly next: string
  readonly rows: readonly TranslationRow[]
}) {
  const [state, save] = useActionState(saveTranslationsAction, untouchedForm)
  return (
    <form action={save} className="stack">
      <ProblemSummary state={state} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="language" value={language} />
      <input type="hidden" name="next" value={next} />
      <div className="translations">
        {rows.map((row) => (
          <TranslationPair
            key={row.key}
            row={row}
            language={language}
            sourceLanguage={sourceLanguage}
            typed={state.values[`text ${row.key}`]}
            chosen={state.values[`state ${row.key}`]}
          />
        ))}
      </div>
      <p className="sticky-action">
        <ActionButton working="Saving…">Save this page</ActionButton>
      </p>
    </form>
  )
}

function TranslationPair({
  row: { key, context, source, words, state, formerSource, problem },
  language,
  sourceLanguage,
  typed,
  chosen,
}: {
  readonly row: TranslationRow
  readonly language: string
  readonly sourceLanguage: string
  readonly typed: string | undefined
  readonly chosen: string | undefined
}) {
  const field = `text ${key}`
  return (
    <section className="translation" aria-label={context}>
      <p className="quiet-text translation-context">{context}</p>
      <div>
        <p lang={sourceLanguage} dir={directionOf(sourceLanguage)} className="translation-source">
          {source}
        </p>
        {formerSource !== null && (
          <p className="quiet-text">
            It was:{' '}
            <del lang={sourceLanguage} dir={directionOf(sourceLanguage)}>
              {formerSource}
            </del>
          </p>
        )}
      </div>
      <div className="field">
        <label htmlFor={key} className="visually-hidden">
          In {languageName(language)}
        </label>
        {problem !== null && (
          <p className="field-problem" id={`problem ${key}`}>
            {problem}
          </p>
        )}
        <textarea
          id={key}
          name={field}
          rows={Math.min(10, 1 + Math.ceil(Math.max(source.length, words.length) / 50))}
          maxLength={10_000}
          lang={language}
          dir={directionOf(language)}
          defaultValue={typed ?? words}
        />
        <input type="hidden" name={`was ${key}`} value={words} />
        <div className="buttons">
          <span className={state === 'missing' || state === 'to_check' ? 'tag warning' : 'tag'}>
            {stateName[state]}
          </span>
          <label className="inline-choice">
            Say it is{' '}
            <select name={`state ${key}`} defaultValue={chosen ?? ''}>
              <option value="">as it is</option>
              {recordedStates.map((one) => (
                <option key={one} value={one}>
                  {stateName[one].toLowerCase()}
                </option>
              ))}
            </select>
          </label>
        </div>
      </div>
    </section>
  )
}
