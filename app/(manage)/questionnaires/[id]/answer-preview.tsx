import { staffCalendar } from '@/app/ui/staff-calendar'
import { dateInWords } from '@/lib/interface/calendar-words'
import type { DatePrecision } from '@/lib/questionnaire/calendar'
import type { Item, ItemScoring, OptionItem, Questionnaire } from '@/lib/questionnaire/definition'
import { textIn, unitIn } from '@/lib/questionnaire/language'
import { hasOptions, offeredMissingCodes, responseOptions } from '@/lib/questionnaire/options'
import { relevanceInWords } from '@/lib/relevance-in-words'
import { Quoting } from './quoting'
import { StaffNote } from './staff-note'

const precisionInWords = {
  day: 'date: day, month and year',
  month: 'month and year, without the day',
  year: 'year alone',
} as const satisfies Readonly<Record<DatePrecision, string>>

type Props = { readonly questionnaire: Questionnaire; readonly item: Item; readonly language: string }

/** What can be answered, as the person sees it, with scores at the end for staff. */
export function AnswerPreview({ questionnaire, item, language }: Props) {
  const text = (map: Item['label']) => textIn(map, language, questionnaire.defaultLanguage)
  const reserved = offeredMissingCodes(item)
  return (
    <>
      <ProperAnswers questionnaire={questionnaire} item={item} language={language} />
      {reserved.length > 0 && (
        <ul className="reserved-options">
          {reserved.map((code) => (
            <li key={code}>{text(questionnaire.missingLabels[code] ?? {})}</li>
          ))}
        </ul>
      )}
    </>
  )
}

function ProperAnswers({ questionnaire, item, language }: Props) {
  const text = (map: Item['label'] | undefined) => textIn(map, language, questionnaire.defaultLanguage)
  if (hasOptions(item)) return <Options questionnaire={questionnaire} item={item} language={language} />
  switch (item.type) {
    case 'scale':
      return (
        <>
          <p className="scale-preview">
            <span>
              <b>{item.min}</b> {text(item.minLabel)}
            </span>
            <span aria-hidden="true" className="scale-line" />
            <span>
              <b>{item.max}</b> {text(item.maxLabel)}
            </span>
          </p>
          <StaffNote>
            A scale from {item.min} to {item.max} in steps of {item.step}. {scoringNote(item.scoring)}
          </StaffNote>
        </>
      )
    case 'number': {
      const unit = unitIn(item.unit, language, questionnaire.defaultLanguage)
      return (
        <StaffNote>
          A number from {item.min} to {item.max}
          {unit !== '' && (
            <>
              {' '}
              (<bdi lang={language}>{unit}</bdi>)
            </>
          )}
          {item.decimals === 0 ? ', whole' : `, at most ${item.decimals} decimals`}.{' '}
          {scoringNote(item.scoring)}
        </StaffNote>
      )
    }
    case 'text':
      return (
        <StaffNote>
          Free text, {item.maxLength} characters at most. Kept apart and never shown in figures.
        </StaffNote>
      )
    case 'date':
      return (
        <StaffNote>
          A {precisionInWords[item.precision]}, from {dateInWords(staffCalendar, item.min)} to{' '}
          {dateInWords(staffCalendar, item.max)}. Never scored.
        </StaffNote>
      )
    case 'time':
      return (
        <StaffNote>
          A time of day from {item.min} to {item.max}. Never scored.
        </StaffNote>
      )
    case 'note':
      return <StaffNote>Shown, not asked.</StaffNote>
    case 'calculated':
      return (
        <StaffNote>
          Nobody is asked this: it is calculated as <code>{item.calculation}</code>.
        </StaffNote>
      )
    case 'today':
      return <StaffNote>Nobody is asked this: the device writes the day of the interview.</StaffNote>
    case 'hidden':
      return <StaffNote>Nobody is asked this: the round writes it.</StaffNote>
  }
}

function Options({ questionnaire, item, language }: Props & { readonly item: OptionItem }) {
  const text = (map: Item['label']) => textIn(map, language, questionnaire.defaultLanguage)
  const isScored = item.scoring.method === 'choice'
  if (item.choiceSource !== undefined)
    return <StaffNote>One of the countries of ISO 3166, named in the person’s own language.</StaffNote>
  const alone = item.type === 'multiple' ? (item.exclusive ?? []) : []
  return (
    <>
      <ul className={`option-preview ${item.type}`}>
        {responseOptions(questionnaire, item).map((option) => (
          <li key={option.code}>
            <span>{text(option.label)}</span>
            <span className="option-marks" lang="en">
              {alone.includes(option.code) && <span className="tag">stands alone</span>}
              {option.critical && <span className="tag warning">critical</span>}
              {isScored && (
                <span className="option-score">
                  <span className="visually-hidden">score </span>
                  {option.score ?? 'no score'}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
      {item.type === 'multiple' && <StaffNote>More than one answer may be chosen.</StaffNote>}
      {item.type === 'rank' && <StaffNote>All are put in order.</StaffNote>}
      {item.choiceFilter !== undefined && (
        <StaffNote>
          Only those are offered for which <code>{item.choiceFilter}</code> holds.
        </StaffNote>
      )}
      {item.variants?.map(({ when, scores }) => (
        <StaffNote key={when}>
          <VariantNote
            questionnaire={questionnaire}
            item={item}
            language={language}
            when={when}
            scores={scores}
          />
        </StaffNote>
      ))}
    </>
  )
}

function VariantNote({
  questionnaire,
  item,
  language,
  when,
  scores,
}: Props & {
  readonly item: OptionItem
  readonly when: string
  readonly scores: Readonly<Record<string, number>>
}) {
  const parts = relevanceInWords(questionnaire, when, language)
  const options = responseOptions(questionnaire, item)
  const changed = Object.entries(scores).flatMap(([code, score], place) => {
    const label = options.find((option) => option.code === code)?.label ?? {}
    return [
      place === 0 ? '' : ', ',
      { quoted: textIn(label, language, questionnaire.defaultLanguage) || code },
      ` scores ${score}`,
    ]
  })
  return (
    <>
      If {parts === null ? <code>{when}</code> : <Quoting parts={parts} language={language} />}, then{' '}
      <Quoting parts={changed} language={language} />.
    </>
  )
}

function scoringNote(scoring: ItemScoring): string {
  switch (scoring.method) {
    case 'linear':
      return `Score: ${scoring.from} counts 0, ${scoring.to} counts 100, evenly between.`
    case 'piecewise':
      return `Score: ${scoring.points.map(([x, score]) => `${x} counts ${score}`).join(', ')}, evenly between.`
    default:
      return ''
  }
}
