import Link from 'next/link'
import { countInFigures } from '@/app/ui/count'
import { NotInRole } from '@/app/ui/messages'
import { RoundStateMark } from '@/app/ui/round-state'
import type { RoundSummary } from '@/db/rounds'
import { textIn } from '@/lib/questionnaire/language'

/**
 * Rounds with their state and how they fill.
 *
 * @param isFull with link, questionnaire and wave of each
 */
export function RoundTable({
  caption,
  rounds,
  isFull = false,
}: {
  readonly caption: string
  readonly rounds: readonly RoundSummary[]
  readonly isFull?: boolean
}) {
  return (
    <div className="table-frame">
      <table className="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Round</th>
            <th scope="col">State</th>
            {isFull && <th scope="col">Questionnaire</th>}
            <th scope="col" className="number">
              Today
            </th>
            <th scope="col" className="number">
              In all
            </th>
          </tr>
        </thead>
        <tbody>
          {rounds.map((round) => (
            <RoundRow key={round.slug} round={round} isFull={isFull} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function RoundRow({ round, isFull }: { readonly round: RoundSummary; readonly isFull: boolean }) {
  const { slug, title, state, counts } = round
  return (
    <tr>
      <th scope="row">
        <Link href={`/rounds/${slug}`}>
          <bdi className="free-text">{title}</bdi>
        </Link>
        {isFull && (
          <span className="under">
            <code>/s/{slug}</code>
          </span>
        )}
        {isFull && round.isSynthetic && <span className="tag warning">Synthetic answers</span>}
      </th>
      <td data-column="State">
        <RoundStateMark state={state} />
      </td>
      {isFull && (
        <td data-column="Questionnaire">
          <span className="free-text">
            <bdi>{textIn(round.questionnaireTitle, 'en', 'en')}</bdi>
            {round.wave > 1 && <span className="under">wave {round.wave}</span>}
          </span>
        </td>
      )}
      <td data-column="Answered today" className="number">
        {counts === null ? <NotInRole /> : countInFigures(counts.today)}
      </td>
      <td data-column="Answered in all" className="number">
        {counts === null ? <NotInRole /> : countInFigures(counts.inAll)}
      </td>
    </tr>
  )
}
