import Link from 'next/link'
import type { Wording } from '@/app/ui/figures/wording'
import { staffCalendar } from '@/app/ui/staff-calendar'
import type { WeightingMaker } from '@/db/weighting-maker'
import type { RoundWeightings } from '@/db/weightings'
import { dateInWords } from '@/lib/interface/calendar-words'
import { nameOfMargin } from '@/lib/weighting/population-margins'
import { marginName } from './inspection-words'

type Listed = RoundWeightings['weightings'][number]

/** Every weighting that was kept, with who made it and when. @param mayLook whether the reader is offered exact figures of each */
export function WeightingTable({
  slug,
  weightings,
  mayLook,
  wording,
}: {
  readonly slug: string
  readonly weightings: readonly Listed[]
  readonly mayLook: boolean
  readonly wording: Wording
}) {
  return (
    <div className="table-frame">
      <table className="table">
        <caption className="visually-hidden">Weightings that were kept, the newest first</caption>
        <thead>
          <tr>
            <th scope="col">Title</th>
            <th scope="col">How people are weighted</th>
            <th scope="col">Made</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {weightings.map((weighting) => (
            <tr key={weighting.id}>
              <th scope="row">
                {mayLook ? (
                  <Link href={`/rounds/${slug}/weights?look=${weighting.id}#look`}>
                    <bdi>{weighting.title}</bdi>
                  </Link>
                ) : (
                  <bdi>{weighting.title}</bdi>
                )}
              </th>
              <td data-column="How people are weighted">{howInWords(weighting, wording)}</td>
              <td data-column="Made">
                <span>
                  {dateInWords(staffCalendar, weighting.madeOn)}
                  <span className="under">{makerInWords(weighting.madeBy)}</span>
                </span>
              </td>
              <td data-column="State" className="one-line">
                {weighting.isInUse ? <span className="tag">In use</span> : 'Kept'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const makers: Readonly<Record<WeightingMaker['role'], string>> = {
  manager: 'a manager',
  researcher: 'a researcher',
  operator: 'whoever runs the server',
  former: 'somebody who has left the round',
}

/** The address where the reader may know it, else the role. */
export function makerInWords({ role, email }: WeightingMaker): string {
  return email ?? makers[role]
}

/** "Raked to Gender and Age, upon “Sample 2026”; weights cut to 3 times their mean." */
export function howInWords({ method, margins, upon, trimming }: Listed, wording: Wording): string {
  if (method === 'design') return 'Design weights as they were supplied.'
  const names = margins.map((margin) => marginName(nameOfMargin(margin), wording)).join(', ')
  const base = upon === null ? '' : `, upon “${upon.title}”`
  const limits = [
    ...(trimming?.lower == null ? [] : [`raised to ${trimming.lower}`]),
    ...(trimming?.upper == null ? [] : [`cut to ${trimming.upper}`]),
  ]
  const cut = limits.length === 0 ? '' : `; weights ${limits.join(' and ')} times their mean`
  return `${method === 'raking' ? 'Raked' : 'Post-stratified'} to ${names}${base}${cut}. Fitted anew at each release.`
}
