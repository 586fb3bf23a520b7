import type { Metadata } from 'next'
import { shown, signedIn } from '@/app/staff-page'
import { countInFigures } from '@/app/ui/count'
import { PageHeader } from '@/app/ui/messages'
import { staffCalendar } from '@/app/ui/staff-calendar'
import { type RoundToScoreAnew, readRoundToScoreAnew, type VersionToScoreBy } from '@/db/score-anew'
import { changeInWords } from '@/lib/difference-in-words'
import { dateInWords } from '@/lib/interface/calendar-words'
import { differenceOf } from '@/lib/questionnaire/diff'
import { ScoringForm } from './scoring-form'

export const metadata: Metadata = { title: 'Score a round anew' }

/** By which versions the answers of a round can be scored, what each would change, and the form that does it. */
export default async function ScoreAnewPage({ params }: { readonly params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await signedIn(`/rounds/${slug}/scoring`)
  const round = await shown(readRoundToScoreAnew(actor, slug))
  const possible = round.versions.filter(({ state }) => state === 'possible')
  const impossible = round.versions.filter(({ state }) => state === 'impossible')
  return (
    <>
      <PageHeader
        title="Score anew"
        about={`Answers stay as they were given, and people go on being asked version ${round.asked}. What is reckoned from the answers is made by the scoring of another version. Now it is that of version ${round.inForce}.`}
        back={{ path: `/rounds/${slug}`, name: 'the round' }}
      />
      <div className="stack-large">
        {possible.length === 0 ? (
          <p>
            {impossible.length > 0
              ? 'No version can score these answers otherwise now. Why, stands below.'
              : 'No other version of this questionnaire scores these answers otherwise. Publish a version with another scoring, then come back.'}
          </p>
        ) : (
          <>
            {possible.map((version) => (
              <WhatChanges key={version.version} round={round} version={version} />
            ))}
            <ScoringForm
              slug={slug}
              button={`Score ${countInFigures(round.responses)} ${round.responses === 1 ? 'response' : 'responses'} anew`}
              releases={releasesInWords(round)}
              versions={possible.map(({ version, publishedOn, changeNote }) => ({
                value: String(version),
                label: `Version ${version}, published on ${dateInWords(staffCalendar, publishedOn)}`,
                ...(changeNote !== '' && { hint: changeNote }),
              }))}
            />
          </>
        )}
        {impossible.length > 0 && (
          <section className="stack" aria-labelledby="impossible">
            <h2 id="impossible">Versions that cannot score these answers</h2>
            {impossible.map(({ version, problems }) => (
              <details key={version}>
                <summary>
                  Version {version}: {countInFigures(problems.length)}{' '}
                  {problems.length === 1 ? 'reason' : 'reasons'}
                </summary>
                <ul className="findings">
                  {problems.map(({ path, code, message }) => (
                    <li key={`${path} ${code}`}>{message}</li>
                  ))}
                </ul>
              </details>
            ))}
          </section>
        )}
      </div>
    </>
  )
}

function WhatChanges({
  round,
  version: { version, questionnaire },
}: {
  readonly round: RoundToScoreAnew
  readonly version: VersionToScoreBy
}) {
  if (questionnaire === null) return null
  const versions = { before: round.questionnaire, after: questionnaire }
  return (
    <section className="stack" aria-labelledby={`changes-${version}`}>
      <h2 id={`changes-${version}`}>What version {version} scores otherwise</h2>
      <ul className="findings">
        {differenceOf(versions.before, versions.after)
          // Options of a shared list are laid out by item where their scores differ: they are the same options.
          .filter(({ kind }) => kind !== 'options_source_changed')
          .map((change) => changeInWords(change, versions))
          .map((line) => (
            <li key={line}>{line}</li>
          ))}
      </ul>
    </section>
  )
}

/** What becomes of the figures that others read. */
function releasesInWords({ isReleased, releasesLeft }: RoundToScoreAnew): string {
  if (!isReleased)
    return 'There is no release yet. The first one will be made by the scoring that is in force then, and every figure says so.'
  const kept = 'Releases and published results stay as they were made.'
  if (releasesLeft <= 0)
    return `${kept} Because each release is one more look at the same people, no more are made for a new scoring: this round has had its three. Researchers see it with the next release that is due.`
  return `${kept} The first time that a version scores this round, one release more is made at once, and researchers see that one. Each is one more look at the same people, so there are three at most; ${releasesLeft} ${releasesLeft === 1 ? 'is' : 'are'} left.`
}
