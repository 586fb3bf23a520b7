import type { Item, Questionnaire } from '@/lib/questionnaire/definition'
import { textIn } from '@/lib/questionnaire/language'
import { isDisplayed } from '@/lib/questionnaire/options'
import { relevanceInWords } from '@/lib/relevance-in-words'
import { AnswerPreview } from './answer-preview'
import { Quoting } from './quoting'
import { StaffNote } from './staff-note'

const timingNote = {
  fixed: 'Asked once: later waves keep the first answer.',
  current: 'Asked again in each wave.',
  since_last: 'Asked in each wave, about the time since the last one.',
} as const satisfies Record<NonNullable<Item['timing']>, string>

type Props = {
  readonly questionnaire: Questionnaire
  readonly item: Item
  /** Its place among the questions asked; null for an item that nobody is asked. */
  readonly number: number | null
  readonly language: string
}

/** One item as it is asked, then its answers, then what staff should know about it. */
export function ItemPreview({ questionnaire, item, number, language }: Props) {
  const text = (map: Item['label'] | null | undefined) => textIn(map, language, questionnaire.defaultLanguage)
  return (
    <article className="item-preview" aria-labelledby={`label-${item.id}`}>
      <h3 id={`label-${item.id}`}>
        {number !== null && <span className="item-number">{number}</span>}
        <span>{text(item.label)}</span>
      </h3>
      {item.help && <p className="quiet-text">{text(item.help)}</p>}
      {item.labelFollowUp && (
        <p className="quiet-text">
          <span lang="en">From the second wave on: </span>
          {text(item.labelFollowUp)}
        </p>
      )}
      <AnswerPreview questionnaire={questionnaire} item={item} language={language} />
      <StaffNote>
        <ItemMarks questionnaire={questionnaire} item={item} language={language} />
      </StaffNote>
    </article>
  )
}

function ItemMarks({ questionnaire, item, language }: Omit<Props, 'number'>) {
  const text = (map: Item['label']) => textIn(map, language, questionnaire.defaultLanguage)
  return (
    <>
      <ul className="tags" aria-label="About this item">
        <li className="tag">
          <code>{item.id}</code>
        </li>
        {item.dimension && <li className="tag">{dimensionName(questionnaire, item.dimension)}</li>}
        {item.sensitive && <li className="tag warning">Sensitive: left out of shared extracts</li>}
        {item.risk === 'high' && (
          <li className="tag warning">High risk: an answer could expose the person</li>
        )}
        {item.required === true && <li className="tag">Must be answered or refused</li>}
        {item.scoring.method === 'none' && isDisplayed(item) && item.type !== 'note' && (
          <li className="tag">Not scored</li>
        )}
      </ul>
      {item.relevant !== null && (
        <p>
          <Condition
            words="Asked only if"
            questionnaire={questionnaire}
            expression={item.relevant}
            language={language}
          />
        </p>
      )}
      {typeof item.required === 'string' && (
        <p>
          <Condition
            words="Must be answered or refused only if"
            questionnaire={questionnaire}
            expression={item.required}
            language={language}
          />
        </p>
      )}
      {item.constraint && (
        <p>
          An answer must hold to <code>{item.constraint}</code>
          {item.constraintMessage && (
            <>
              , else: <Quoting parts={[{ quoted: text(item.constraintMessage) }]} language={language} />
            </>
          )}
        </p>
      )}
      {item.requiredMessage && (
        <p>
          Whoever leaves it out is told:{' '}
          <Quoting parts={[{ quoted: text(item.requiredMessage) }]} language={language} />
        </p>
      )}
      {item.default && (
        <p>
          In the field at first: <code>{item.default}</code>
        </p>
      )}
      {item.timing && <p>{timingNote[item.timing]}</p>}
    </>
  )
}

function Condition({
  words,
  questionnaire,
  expression,
  language,
}: {
  /** What depends on it. */
  readonly words: string
  readonly questionnaire: Questionnaire
  readonly expression: string
  readonly language: string
}) {
  const parts = relevanceInWords(questionnaire, expression, language)
  if (parts === null)
    return (
      <>
        {words} <code>{expression}</code>
      </>
    )
  return (
    <>
      {words} <Quoting parts={parts} language={language} />.
    </>
  )
}

function dimensionName(questionnaire: Questionnaire, dimensionId: string): string {
  const dimension = questionnaire.scoring?.dimensions.find(({ id }) => id === dimensionId)
  const language = questionnaire.defaultLanguage
  return dimension === undefined ? dimensionId : textIn(dimension.label, language, language)
}
