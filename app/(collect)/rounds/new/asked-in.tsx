'use client'

import { useEffect, useState } from 'react'
import type { AskedLanguage } from '../asked-languages'
import { DraftNote, LanguageList } from '../language-list'

export type QuestionnaireChoice = {
  readonly id: string
  readonly title: string
  /** About how long it takes to answer; null where nobody has said. */
  readonly minutes: number | null
  readonly languages: readonly AskedLanguage[]
}

/**
 * In which languages people will be asked, drafts marked: of the questionnaire that is chosen, and of every one as long as none
 * is, or where no script tells which.
 */
export function AskedIn({
  questionnaires,
  chosen,
}: {
  readonly questionnaires: readonly QuestionnaireChoice[]
  readonly chosen: string
}) {
  const [hasScript, setHasScript] = useState(false)
  useEffect(() => setHasScript(true), [])
  const shown = hasScript && chosen !== '' ? questionnaires.filter(({ id }) => id === chosen) : questionnaires
  return (
    <div className="stack-small asked-in" role="status" aria-label="Languages">
      {shown.map(({ id, title, languages }) => (
        <div key={id}>
          <p className="field-hint">{title}: people are asked in</p>
          <LanguageList languages={languages} />
        </div>
      ))}
      <DraftNote languages={shown.flatMap(({ languages }) => languages)} />
    </div>
  )
}
