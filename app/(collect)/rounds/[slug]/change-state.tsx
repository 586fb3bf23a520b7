'use client'

import { useActionState } from 'react'
import { ActionButton } from '@/app/ui/form/action-button'
import { untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import type { RoundState } from '@/app/ui/round-state'
import type { AskedLanguage } from '../asked-languages'
import { DraftNote, LanguageList } from '../language-list'
import { closeRoundAction, openRoundAction } from './actions'

const words = {
  draft: {
    ask: 'Open the round',
    say: 'From now on anybody with the link can answer. You can close the round at any time.',
    button: 'Open the round now',
    working: 'Opening the round…',
  },
  closed: {
    ask: 'Open the round again',
    say: 'The same link takes answers again, and they count with those that came before.',
    button: 'Open it again now',
    working: 'Opening the round…',
  },
  open: {
    ask: 'Close the round',
    say: 'The link stops taking answers, and people who are in the middle can no longer send theirs. The last release is made from what has arrived. You can open the round again.',
    button: 'Close the round now',
    working: 'Closing the round…',
  },
} as const satisfies Record<RoundState, Record<'ask' | 'say' | 'button' | 'working', string>>

/** Opens or closes a round: the button unfolds what will happen, a second one does it. Works without script. */
export function ChangeState({
  slug,
  state,
  languages,
}: {
  readonly slug: string
  readonly state: RoundState
  /** Those in which people are asked once it is open. */
  readonly languages: readonly AskedLanguage[]
}) {
  const [result, change] = useActionState(
    state === 'open' ? closeRoundAction : openRoundAction,
    untouchedForm,
  )
  const { ask, say, button, working } = words[state]
  return (
    <details className="confirm">
      <summary className={`button ${state === 'open' ? 'secondary' : 'primary'}`}>{ask}</summary>
      <form action={change} className="panel">
        <ProblemSummary state={result} />
        <input type="hidden" name="slug" value={slug} />
        <p>{say}</p>
        {state !== 'open' && (
          <div className="stack-small">
            <p>People are asked in</p>
            <LanguageList languages={languages} />
            <DraftNote languages={languages} />
          </div>
        )}
        <ActionButton working={working} kind={state === 'open' ? 'destructive' : 'primary'}>
          {button}
        </ActionButton>
      </form>
    </details>
  )
}
