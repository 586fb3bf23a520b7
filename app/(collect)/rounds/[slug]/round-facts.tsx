import Link from 'next/link'
import { staffCalendar } from '@/app/ui/staff-calendar'
import type { RoundOverview } from '@/db/rounds'
import type { Wave } from '@/db/waves'
import { dateInWords } from '@/lib/interface/calendar-words'
import { languageName, textIn } from '@/lib/questionnaire/language'
import { askedLanguages } from '../asked-languages'
import { DraftNote, LanguageList } from '../language-list'
import { Scored } from './scored'
import { Waves } from './waves'

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

/**
 * What a round was set up as.
 *
 * @param waves of its study, as far as the reader may read them
 * @param mayRead whether the reader may know of releases
 * @param mayCorrect whether the reader is offered the page where title, organisation and day are corrected
 * @param mayScore whether the reader is offered the page where answers are scored by another version
 * @param mayContinue whether the reader is offered to make the next wave
 */
export function RoundFacts({
  round,
  waves,
  mayRead,
  mayCorrect,
  mayScore,
  mayContinue,
}: {
  readonly round: RoundOverview
  readonly waves: readonly Wave[]
  readonly mayRead: boolean
  readonly mayCorrect: boolean
  readonly mayScore: boolean
  readonly mayContinue: boolean
}) {
  const asked = askedLanguages(round.languages)
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
        <Scored round={round} />
        <dt>Languages</dt>
        <dd>
          <LanguageList languages={asked} />
          <DraftNote languages={asked} />
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
            {/* A refusal to open the round leads here. */}
            <dd id="keptUntil">{dateInWords(staffCalendar, round.keptUntil)}</dd>
          </>
        )}
        <dt>Wave</dt>
        <dd>
          <Waves slug={round.slug} waves={waves} mayRead={mayRead} />
        </dd>
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
      <div className="buttons">
        <Link className="button secondary" href={`/rounds/${round.slug}/codebook`}>
          Codebook
        </Link>
        {mayCorrect && (
          <Link className="button secondary" href={`/rounds/${round.slug}/edit`}>
            Correct this round
          </Link>
        )}
        {mayScore && (
          <Link className="button secondary" href={`/rounds/${round.slug}/scoring`}>
            Score anew
          </Link>
        )}
        {mayContinue && (
          <Link className="button secondary" href={`/rounds/new?continues=${round.slug}`}>
            Ask again: make the next wave
          </Link>
        )}
      </div>
    </section>
  )
}
