import { useEffect } from 'react'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { Keeping } from '../../device/use-keeping'
import { takeStep } from '../../interview'
import type { QuestionOnPage } from './page-parts'
import { isUnfinished, type PageState } from './page-state'

/** A phone that rings or dies asks nobody: what stands in the fields is kept when the page goes out of sight. */
export function useKeepInTime(
  questionnaire: Questionnaire,
  language: string,
  state: PageState,
  keep: Keeping['keep'],
  questionOnPage: { readonly current: QuestionOnPage | null },
): void {
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
