import { countInFigures } from '@/app/ui/count'
import { staffCalendar } from '@/app/ui/staff-calendar'
import type { RoundOverview } from '@/db/rounds'
import { dateInWords } from '@/lib/interface/calendar-words'
import { makerInWords } from './weights/weighting-table'

/** By which version the answers are scored, and each time that this was changed; nothing where it never was. */
export function Scored({ round }: { readonly round: RoundOverview }) {
  const { scorings, scoringVersion, questionnaireVersion } = round
  if (scorings.length === 0) return null
  return (
    <>
      <dt>Scored by</dt>
      <dd>
        Version {scoringVersion ?? questionnaireVersion}
        <table className="table">
          <caption className="visually-hidden">
            Each time that the answers were scored anew, the newest first
          </caption>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col">Since</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {scorings.map(({ number, from, to, on, by, responses, reason }) => (
              <tr key={number}>
                <th scope="row">
                  {from} to {to}
                </th>
                <td data-column="Since">
                  {dateInWords(staffCalendar, on)}
                  <span className="under">{makerInWords(by)}</span>
                </td>
                <td data-column="Why" className="sentence">
                  <bdi>{reason}</bdi>
                  <span className="under">{countInFigures(responses)} responses</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </dd>
    </>
  )
}
