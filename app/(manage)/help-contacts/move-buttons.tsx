'use client'

import { useActionState } from 'react'
import { untouchedForm } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { moveContactAction } from './actions'

/** Moves a contact among those of its country and language. */
export function MoveButtons({
  id,
  name,
  isFirst,
  isLast,
}: {
  readonly id: string
  readonly name: string
  readonly isFirst: boolean
  readonly isLast: boolean
}) {
  const [result, move] = useActionState(moveContactAction, untouchedForm)
  if (isFirst && isLast) return null
  return (
    <form action={move} className="buttons">
      <ProblemSummary state={result} />
      <input type="hidden" name="id" value={id} />
      {!isFirst && (
        <button type="submit" name="way" value="up" className="button quiet">
          Move up<span className="visually-hidden"> {name}</span>
        </button>
      )}
      {!isLast && (
        <button type="submit" name="way" value="down" className="button quiet">
          Move down<span className="visually-hidden"> {name}</span>
        </button>
      )}
    </form>
  )
}
