import Link from 'next/link'
import { countInFigures } from '@/app/ui/count'
import { staffCalendar } from '@/app/ui/staff-calendar'
import type { RoundOverview } from '@/db/rounds'
import { firstReleaseAt } from '@/lib/disclosure/release'
import { dateInWords } from '@/lib/interface/calendar-words'
import { languageName } from '@/lib/questionnaire/language'

/** How many answered, in which languages, and how far the figures are. */
export function Answers({
  round,
  mayRead,
  mayPublish,
  mayExport,
  mayReadOne,
  mayWeigh,
}: {
  readonly round: RoundOverview
  readonly mayRead: boolean
  readonly mayPublish: boolean
  /** Whether the reader is offered single answers as a file. */
  readonly mayExport: boolean
  readonly mayReadOne: boolean
  readonly mayWeigh: boolean
}) {
  const release = round.releases[0]
  return (
    <section className="panel" aria-labelledby="answers">
      <h2 id="answers">Answers</h2>
      {round.counts === null ? (
        <p className="quiet-text">The managers of this round see how many people have answered.</p>
      ) : (
        <dl className="facts">
          <div>
            <dt>Today</dt>
            <dd className="figure">{countInFigures(round.counts.today)}</dd>
          </div>
          <div>
            <dt>In all</dt>
            <dd className="figure">{countInFigures(round.counts.inAll)}</dd>
          </div>
        </dl>
      )}
      {round.byLanguage !== null && round.byLanguage.length > 0 && <ByLanguage counts={round.byLanguage} />}
      {mayRead && (
        <div className="stack-small">
          <p>
            {release === undefined
              ? `There is no release yet. The first is made when ${firstReleaseAt} people have answered or the round closes; from then on researchers see figures.`
              : `Researchers see release ${release.number}, of ${countInFigures(release.responses)} responses, made on ${dateInWords(staffCalendar, release.madeOn)}.`}
          </p>
          <div className="buttons">
            <Link className="button secondary" href={`/profiles/${round.slug}`}>
              See the profile
            </Link>
            {mayPublish && release !== undefined && (
              <Link className="button quiet" href={`/rounds/${round.slug}/publish`}>
                Publish results
              </Link>
            )}
            {mayWeigh && (
              <Link className="button quiet" href={`/rounds/${round.slug}/weights`}>
                Weights
              </Link>
            )}
            {mayExport && (
              <Link className="button secondary" href={`/rounds/${round.slug}/export`}>
                Single answers as a file
              </Link>
            )}
            {mayReadOne && (
              <Link className="button quiet" href={`/rounds/${round.slug}/responses`}>
                One person’s answers
              </Link>
            )}
          </div>
        </div>
      )}
    </section>
  )
}

function ByLanguage({ counts }: { readonly counts: NonNullable<RoundOverview['byLanguage']> }) {
  const most = Math.max(...counts.map(({ responses }) => responses))
  return (
    <table className="bars">
      <caption>By language</caption>
      <tbody>
        {counts.map(({ language, responses }) => (
          <tr key={language}>
            <th scope="row" lang={language}>
              <bdi>{languageName(language)}</bdi>
            </th>
            <td className="bar-cell" aria-hidden="true">
              <span className="bar" style={{ inlineSize: `${(100 * responses) / most}%` }} />
            </td>
            <td className="number">{countInFigures(responses)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
