import Link from 'next/link'
import { countInFigures } from '@/app/ui/count'
import type { RoundOverview } from '@/db/rounds'
import type { FieldworkCount, OutcomeRate, OutcomeRates } from '@/lib/estimation/response-rate'

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })

const rateNames = {
  response: 'Response rate',
  refusal: 'Refusal rate',
  contact: 'Contact rate',
} as const satisfies Record<keyof OutcomeRates, string>

const countNames = {
  asked: 'were asked',
  refused: 'said no',
  notReached: 'could not be reached',
  notEligible: 'were not eligible',
} as const satisfies Record<FieldworkCount, string>

/** How many people were asked, what became of them, and the rates by which surveys are compared. */
export function WhoWasAsked({
  slug,
  fieldwork,
  sampleDesign,
  mayRecord,
}: {
  readonly slug: string
  readonly fieldwork: NonNullable<RoundOverview['fieldwork']>
  readonly sampleDesign: RoundOverview['sampleDesign']
  readonly mayRecord: boolean
}) {
  const { counted, rates, putAside } = fieldwork
  const told = (['asked', 'refused', 'notReached', 'notEligible'] as const).flatMap((count) => {
    const people = counted[count]
    return people === null ? [] : [`${countInFigures(people)} ${countNames[count]}`]
  })
  return (
    <section className="panel" aria-labelledby="who-was-asked">
      <h2 id="who-was-asked">Who was asked</h2>
      {told.length === 0 ? (
        <p className="quiet-text">
          Nobody has recorded yet how many people were asked. From that follow the response, refusal and
          contact rates.
        </p>
      ) : (
        <div className="stack-small">
          <p>{told.join(', ')}.</p>
          {rates === null ? (
            <p className="quiet-text">
              The rates are reckoned with the first release, which is not made yet.
            </p>
          ) : rates.ok ? (
            <Rates rates={rates.value} />
          ) : (
            rates.problems.map(({ path, code, message }) => (
              <p className="notice warning" key={`${path} ${code}`}>
                <strong>No rate can be reckoned.</strong> {message}
              </p>
            ))
          )}
          {rates?.ok && (
            <p className="quiet-text">
              {basisInWords(fieldwork)} Each rate is the least that is possible, by the formula in brackets of
              AAPOR’s Standard Definitions.
              {sampleDesign === 'non_probability' &&
                ' Nobody was drawn at random: the response rate tells how many of those asked took part, not how well they stand for others.'}
            </p>
          )}
        </div>
      )}
      {putAside !== null && putAside > 0 && (
        <p>
          {putAside === 1
            ? '1 interview is put aside and not sent yet.'
            : `${countInFigures(putAside)} interviews are put aside and not sent yet.`}{' '}
          Each is kept for 14 days at most.
        </p>
      )}
      {mayRecord && (
        <div className="buttons">
          <Link className="button secondary" href={`/rounds/${slug}/fieldwork`}>
            {told.length === 0 ? 'Record who was asked' : 'Change these numbers'}
          </Link>
        </div>
      )}
    </section>
  )
}

function Rates({ rates }: { readonly rates: OutcomeRates }) {
  return (
    <dl className="facts">
      {(['response', 'refusal', 'contact'] as const).map((name) => (
        <div key={name}>
          <dt>
            {rateNames[name]} ({rates[name].formula})
          </dt>
          <RateInFigures rate={rates[name]} />
        </div>
      ))}
    </dl>
  )
}

function RateInFigures({ rate: { share, lacks } }: { readonly rate: OutcomeRate }) {
  if (share !== null) return <dd className="figure">{percent.format(share)}</dd>
  const missing = lacks.map((count) => countNames[count])
  return (
    <dd className="quiet-text">
      {missing.length === 0
        ? 'Nobody eligible was asked.'
        : `Needs how many ${missing.join(', and how many ')}.`}
    </dd>
  )
}

function basisInWords({ answers, isLive }: NonNullable<RoundOverview['fieldwork']>): string {
  const people = answers === 1 ? '1 person' : `${countInFigures(answers ?? 0)} people`
  return isLive
    ? `Reckoned with the ${people} who have answered until now.`
    : `Reckoned with the ${people} of the newest release.`
}
