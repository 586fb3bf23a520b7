import type { Questionnaire } from '@/lib/questionnaire/definition'
import { type Conflict, withConflictSolved } from '@/lib/questionnaire/merge'
import { DifferenceList } from '../difference-list'
import type { News } from './use-autosave'

/** What somebody else did to the draft while this person worked on it, and where both changed the same. */
export function ChangesOfOthers({
  draft,
  news: { by, before, theirs, changes, conflicts },
  change,
  onSolve,
  onClose,
}: {
  readonly draft: Questionnaire
  readonly news: News
  readonly change: (next: Questionnaire) => void
  readonly onSolve: (conflict: Conflict) => void
  readonly onClose: () => void
}) {
  const heading = `${by === '' ? 'Somebody else' : by} changed this draft meanwhile`
  return (
    <section className="panel stack" aria-label={heading}>
      <div role="status">
        <h2>{heading}</h2>
        <p>
          {conflicts.length === 0
            ? 'Their changes and yours are both in it.'
            : 'Their changes and yours are both in it, but where you changed the same. Choose there.'}
        </p>
      </div>
      {conflicts.map((conflict) => (
        <div key={`${conflict.kind} ${conflict.path}`} className="sub-panel stack-small">
          <p>
            <code>{conflict.path}</code>
          </p>
          <dl className="facts">
            <div>
              <dt>Yours{conflict.kept === 'mine' && ', which stands'}</dt>
              <dd>{valueInWords(conflict.mine)}</dd>
            </div>
            <div>
              <dt>Theirs{conflict.kept === 'theirs' && ', which stands'}</dt>
              <dd>{valueInWords(conflict.theirs)}</dd>
            </div>
          </dl>
          <p className="buttons">
            {(['mine', 'theirs'] as const).map((side) => (
              <button
                key={side}
                type="button"
                className="button quiet"
                onClick={() => {
                  if (side !== conflict.kept) change(withConflictSolved(draft, conflict, side))
                  onSolve(conflict)
                }}
              >
                {side === 'mine' ? 'Keep mine' : 'Take theirs'}
              </button>
            ))}
          </p>
        </div>
      ))}
      <details open={conflicts.length === 0}>
        <summary>What they changed</summary>
        <DifferenceList before={before} after={theirs} difference={changes} />
      </details>
      <p>
        <button type="button" className="button secondary" onClick={onClose}>
          I have seen it
        </button>
      </p>
    </section>
  )
}

function valueInWords(value: unknown): string {
  if (value === undefined || value === null) return 'taken out'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
