import { languageName } from '@/lib/questionnaire/language'
import { type TranslationProgress, translationStates } from '@/lib/questionnaire/translation-state'
import { stateName } from './state-name'

/** How far one language is: a sentence, a bar, and the counts behind it. */
export function Progress({ language, total, counts }: TranslationProgress & { readonly language: string }) {
  const done = counts.translated + counts.reviewed
  const there = total - counts.missing
  return (
    <section className="panel stack-small" aria-labelledby="progress">
      <h2 id="progress">
        <bdi lang={language}>{languageName(language)}</bdi>: {done} of {total} texts are translated by a
        person
      </h2>
      <progress aria-labelledby="progress" value={done} max={Math.max(1, total)} />
      <p className="quiet-text">
        {there} have words.{' '}
        {translationStates
          .filter((state) => counts[state] > 0)
          .map((state) => `${stateName[state]}: ${counts[state]}`)
          .join(', ')}
        .
      </p>
    </section>
  )
}
