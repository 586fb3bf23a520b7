import { useEffect, useRef } from 'react'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { Keeping } from '../../device/use-keeping'
import { takeStep } from '../../interview'
import type { QuestionOnPage } from './page-parts'
import { isUnfinished, type PageState } from './page-state'

/**
 * A phone that rings or dies asks nobody: what stands in the fields is kept when the page goes out of sight, and the
 * language when it changes.
 */
export function useKeepInTime(
  questionnaire: Questionnaire,
  language: string,
  state: PageState,
  keep: Keeping['keep'],
  questionOnPage: { readonly current: QuestionOnPage | null },
): void {
  const keptIn = useRef(language)
  useEffect(() => {
    if (keptIn.current === language) return
    keptIn.current = language
    if (!isUnfinished(state)) return
    keep({ interview: state.interview, language, entry: state.entry })
  }, [language, state, keep])

  useEffect(() => {
    const keepInTime = () => {
      if (document.visibilityState !== 'hidden' || !isUnfinished(state)) return
      const entry = questionOnPage.current?.entry() ?? null
      const turn = takeStep(questionnaire, state.interview, { do: 'stay' }, entry, '')
      keep({ interview: turn.interview, language, entry: turn.entry })
    }
    document.addEventListener('visibilitychange', keepInTime)
    return () => document.removeEventListener('visibilitychange', keepInTime)
  }, [questionnaire, language, state, keep, questionOnPage])
}
