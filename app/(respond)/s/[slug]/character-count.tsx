import { type Control, useWatch } from 'react-hook-form'
import type { FieldEntry } from '@/app/ui/fields/field'
import type { Say } from '@/lib/interface/message'

/** Where the counter begins to be read out, in characters left: often enough to warn, not at every key. */
const announcedFrom = 20

/** What can still be written; without script, what can be written in all. */
export function CharacterCount({
  say,
  control,
  most,
  id,
  initial,
}: {
  readonly say: Say
  readonly control: Control<FieldEntry>
  readonly most: number
  readonly id: string
  readonly initial: string
}) {
  const watched = useWatch({ control, name: 'answer' })
  const text = typeof watched === 'string' ? watched : initial
  // As the engine counts: an emoji is one.
  const left = most - [...text].length
  const saying =
    left < 0 ? say('question.charactersOver', { over: -left }) : say('question.charactersLeft', { left })
  return (
    <>
      <p className={left < 0 ? 'count over' : 'count'} id={id}>
        {text === '' ? say('question.charactersMost', { most }) : saying}
      </p>
      <p className="unseen" role="status">
        {left <= announcedFrom ? saying : ''}
      </p>
    </>
  )
}
