import { countInFigures } from '@/app/ui/count'
import { uploadName } from '@/lib/media-names'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { directionOf } from '@/lib/questionnaire/language'
import type { WordsPlace } from '@/lib/survey-media'
import { wordsAt } from './places-in-words'

/** What has no recording in a language, as a count; unfolded, each with its words and the name that its file takes. */
export function MissingRecordings({
  questionnaire,
  language,
  places,
}: {
  readonly questionnaire: Questionnaire
  readonly language: string
  readonly places: readonly WordsPlace[]
}) {
  if (places.length === 0) return <p>Everything is recorded in this language.</p>
  return (
    <details>
      <summary className="button secondary">
        {places.length === 1
          ? '1 recording is missing'
          : `${countInFigures(places.length)} recordings are missing`}
      </summary>
      <div className="stack to-record">
        <p className="quiet-text">
          Where one is missing, the person’s browser reads the words if it has a voice for the language that
          stays on the device. Answers that say the same at several questions are listed once.
        </p>
        <ul className="stack-small plain-list">
          {places.map((place) => {
            const fileName = uploadName({ ...place, language }, '.mp3')
            return (
              <li key={fileName}>
                <code>{fileName}</code>
                <span lang={language} dir={directionOf(language)}>
                  {wordsAt(questionnaire, place, language)}
                </span>
              </li>
            )
          })}
        </ul>
      </div>
    </details>
  )
}
