'use client'

import { type ComponentProps, useEffect, useState } from 'react'
import { SelectField } from '@/app/ui/form/fields'
import type { QuestionnaireChoice } from './asked-in'

/** A round that a new one may be a later wave of. */
export type EarlierRound = {
  readonly slug: string
  readonly title: string
  readonly wave: number
  readonly questionnaireId: string
}

/**
 * The earlier wave of the same study: among the rounds of the questionnaire that is chosen, and of every one as long as none is, or
 * where no script tells which.
 */
export function ContinuesField({
  rounds,
  questionnaires,
  chosen,
  ...select
}: Omit<ComponentProps<typeof SelectField>, 'label' | 'hint' | 'children'> & {
  readonly rounds: readonly EarlierRound[]
  readonly questionnaires: readonly QuestionnaireChoice[]
  /** Id of the questionnaire that is chosen; '' for none. */
  readonly chosen: string
}) {
  const [hasScript, setHasScript] = useState(false)
  useEffect(() => setHasScript(true), [])
  const isOne = hasScript && chosen !== ''
  const groups = questionnaires
    .filter(({ id }) => !isOne || id === chosen)
    .map(({ id, title }) => ({ id, title, rounds: rounds.filter((round) => round.questionnaireId === id) }))
    .filter((group) => group.rounds.length > 0)
  if (groups.length === 0) return null
  return (
    <SelectField
      {...select}
      label="This is a later wave of"
      hint="Choose the round before this one if the same people are asked again. Whoever kept the code of then may link the two answers. Both ask the same questionnaire."
    >
      <option value="">No earlier round</option>
      {groups.map((group) => (
        <optgroup key={group.id} label={group.title}>
          {group.rounds.map(({ slug, title, wave }) => (
            <option key={slug} value={slug}>
              {title}, wave {wave}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  )
}
