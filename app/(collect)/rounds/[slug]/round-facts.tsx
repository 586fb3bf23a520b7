import Link from 'next/link'
import { dateInWords } from '@/app/ui/date'
import type { RoundOverview } from '@/db/rounds'
import { languageName, textIn } from '@/lib/questionnaire/language'

const sampleNote = {
  non_probability:
    'Non-probability: people come by an open link or by others. Figures describe those who answered.',
  probability: 'Probability: people are drawn at random. Figures speak for the group drawn from.',
} as const satisfies Record<RoundOverview['sampleDesign'], string>

/** What a round was set up as. */
export function RoundFacts({ round }: { readonly round: RoundOverview }) {
  return (
    <section className="panel" aria-labelledby="facts">
      <h2 id="facts">About this round</h2>
      <dl className="fact-list">
        <dt>Questionnaire</dt>
        <dd>
          <Link href={`/questionnaires/${round.questionnaireId}?version=${round.questionnaireVersion}`}>
            {textIn(round.questionnaireTitle, 'en', 'en')}
          </Link>
          , version {round.questionnaireVersion}
        </dd>
        <dt>Languages</dt>
        <dd>
          <ul className="inline-list">
            {round.languages.map((language) => (
              <li key={language} lang={language}>
                <bdi>{languageName(language)}</bdi>
              </li>
            ))}
          </ul>
        </dd>
        <dt>Wave</dt>
        <dd>{round.wave}</dd>
        <dt>Sample</dt>
        <dd>{sampleNote[round.sampleDesign]}</dd>
        <dt>Created</dt>
        <dd>{dateInWords(round.createdOn)}</dd>
        {round.openedOn !== null && (
          <>
            <dt>Opened</dt>
            <dd>{dateInWords(round.openedOn)}</dd>
          </>
        )}
        {round.closedOn !== null && (
          <>
            <dt>Closed</dt>
            <dd>{dateInWords(round.closedOn)}</dd>
          </>
        )}
      </dl>
    </section>
  )
}
