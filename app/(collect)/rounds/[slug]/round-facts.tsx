import Link from 'next/link'
import { staffCalendar } from '@/app/ui/staff-calendar'
import type { RoundOverview } from '@/db/rounds'
import { dateInWords } from '@/lib/interface/calendar-words'
import { isMachineDrafted } from '@/lib/interface/messages'
import { languageName, textIn } from '@/lib/questionnaire/language'

const sampleNote = {
  non_probability:
    'Non-probability: people come by an open link or by others. Figures describe those who answered.',
  probability: 'Probability: people are drawn at random. Figures speak for the group drawn from.',
} as const satisfies Record<RoundOverview['sampleDesign'], string>

/** Why nobody is asked in a language. */
function whatIsMissing({ hasInterface, missingTexts }: RoundOverview['languages'][number]): string {
  const [first] = missingTexts
  const texts =
    first === undefined
      ? null
      : `${missingTexts.length} ${missingTexts.length === 1 ? 'text is' : 'texts are'} not translated, beginning with ${first}`
  const words = hasInterface ? null : 'the buttons and the consent page are not translated'
  return `${[words, texts].filter((part) => part !== null).join('; ')}.`
}

/** What a round was set up as. */
export function RoundFacts({ round }: { readonly round: RoundOverview }) {
  const ready = round.languages.filter(({ isReady }) => isReady)
  const unready = round.languages.filter(({ isReady }) => !isReady)
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
            {ready.map(({ language }) => (
              <li key={language} lang={language}>
                <bdi>{languageName(language)}</bdi>
                {isMachineDrafted(language) && <span lang="en"> (draft)</span>}
              </li>
            ))}
          </ul>
          <p className="quiet">
            Draft: buttons, consent and errors were drafted by a machine. Let a native speaker read them
            before field use.
          </p>
          {unready.length > 0 && (
            <details>
              <summary>Not offered: {unready.length} not complete</summary>
              <ul>
                {unready.map((gap) => (
                  <li key={gap.language}>
                    <bdi lang={gap.language}>{languageName(gap.language)}</bdi>: {whatIsMissing(gap)}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </dd>
        {round.organisation !== '' && (
          <>
            <dt>Run by</dt>
            <dd>
              <bdi>{round.organisation}</bdi>
            </dd>
          </>
        )}
        {round.keptUntil !== null && (
          <>
            <dt>Answers kept until</dt>
            <dd>{dateInWords(staffCalendar, round.keptUntil)}</dd>
          </>
        )}
        <dt>Wave</dt>
        <dd>{round.wave}</dd>
        <dt>Sample</dt>
        <dd>{sampleNote[round.sampleDesign]}</dd>
        <dt>Created</dt>
        <dd>{dateInWords(staffCalendar, round.createdOn)}</dd>
        {round.openedOn !== null && (
          <>
            <dt>Opened</dt>
            <dd>{dateInWords(staffCalendar, round.openedOn)}</dd>
          </>
        )}
        {round.closedOn !== null && (
          <>
            <dt>Closed</dt>
            <dd>{dateInWords(staffCalendar, round.closedOn)}</dd>
          </>
        )}
      </dl>
    </section>
  )
}
