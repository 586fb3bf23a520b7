import { languageInWords } from '@/app/ui/language-in-words'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { minutesToAnswer } from '@/lib/questionnaire/lint/length'

/** How long a questionnaire takes in each of its languages. */
export function ReadingTimes({ questionnaire }: { readonly questionnaire: Questionnaire }) {
  const { languages, estimatedMinutes } = questionnaire
  return (
    <section className="stack-small" aria-labelledby="times">
      <h2 id="times">How long it takes</h2>
      <p className="quiet-text">
        Read aloud and answered, where a question that is asked under a condition counts half, and of what is
        repeated one entry.{' '}
        {estimatedMinutes === undefined
          ? 'The questionnaire itself says nothing of it.'
          : `The questionnaire itself says ${inMinutes(estimatedMinutes)}.`}
      </p>
      <div className="table-frame">
        <table className="table">
          <caption className="visually-hidden">Time by language</caption>
          <thead>
            <tr>
              <th scope="col">Language</th>
              <th scope="col">About</th>
            </tr>
          </thead>
          <tbody>
            {languages.map((language) => (
              <tr key={language}>
                <th scope="row">
                  <bdi>{languageInWords(language)}</bdi>
                </th>
                <td data-column="About">{inMinutes(minutesToAnswer(questionnaire, language))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function inMinutes(minutes: number): string {
  const whole = Math.max(1, Math.round(minutes))
  return whole === 1 ? '1 minute' : `${whole} minutes`
}
