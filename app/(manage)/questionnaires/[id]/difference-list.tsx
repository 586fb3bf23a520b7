import type { ReactNode } from 'react'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type {
  Change,
  ChangePlace,
  Difference,
  OptionMeaning,
  SettingValue,
} from '@/lib/questionnaire/diff/change'
import { itemById } from '@/lib/questionnaire/edit'
import { directionOf, languageName, textIn } from '@/lib/questionnaire/language'
import type { TextKind } from '@/lib/questionnaire/placed-texts'
import { relevanceInWords } from '@/lib/relevance-in-words'
import { Quoting } from './quoting'

type Versions = { readonly before: Questionnaire; readonly after: Questionnaire }

/** What differs between two versions, by the part of the questionnaire that it is about. */
export function DifferenceList({
  before,
  after,
  difference,
}: Versions & { readonly difference: Difference }) {
  if (difference.length === 0) return <p className="notice">Nothing differs.</p>
  return (
    <div className="stack">
      {grouped(difference).map(([key, changes]) => {
        const [first] = changes
        if (first === undefined) return null
        return (
          <section key={key} className="difference">
            <h3>
              <PlaceName place={first.place} before={before} after={after} />
            </h3>
            <ul className="findings">
              {changes.map((change) => (
                <li key={JSON.stringify(change)}>
                  <ChangeInWords change={change} before={before} after={after} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

function grouped(difference: Difference): readonly (readonly [string, readonly Change[]])[] {
  const groups = new Map<string, Change[]>()
  for (const change of difference) {
    const { place } = change
    const key = 'id' in place ? `${place.kind} ${place.id}` : place.kind
    groups.set(key, [...(groups.get(key) ?? []), change])
  }
  return [...groups]
}

function PlaceName({ place, before, after }: Versions & { readonly place: ChangePlace }) {
  const language = after.defaultLanguage
  const words = (map: Questionnaire['title'] | undefined) => (
    <bdi lang={language}>{textIn(map, language, language)}</bdi>
  )
  switch (place.kind) {
    case 'item': {
      const item = itemById(after, place.id) ?? itemById(before, place.id)
      return (
        <>
          {words(item?.label)} <code>{place.id}</code>
        </>
      )
    }
    case 'section': {
      const section = [...after.sections, ...before.sections].find(({ id }) => id === place.id)
      return <>Section: {words(section?.title)}</>
    }
    case 'list':
      return (
        <>
          Shared options <code>{place.id}</code>
          {place.itemIds !== undefined && place.itemIds.length > 0 && (
            <span className="quiet-text"> of {place.itemIds.join(', ')}</span>
          )}
        </>
      )
    case 'score':
      return <>Score and categories</>
    case 'general':
      return <>The questionnaire as a whole</>
  }
}

const textNames: Readonly<Record<TextKind, string>> = {
  title: 'Title',
  intro: 'First words',
  outro: 'Last words',
  section_title: 'Title',
  section_intro: 'Opening words',
  label: 'Question',
  help: 'Help',
  follow_up_label: 'Question of later waves',
  constraint_message: 'What is said of a wrong answer',
  unit: 'Unit',
  lowest: 'Low end',
  highest: 'High end',
  option: 'Option',
  missing_option: 'Words of',
  dimension: 'Name of a dimension',
  subdimension: 'Name of a sub-dimension',
}

const expressionNames = {
  relevant: 'Asked of whom',
  constraint: 'What the answer has to be',
  calculation: 'Calculation',
  choiceFilter: 'Which options are offered',
} as const

function ChangeInWords({ change, before, after }: Versions & { readonly change: Change }): ReactNode {
  switch (change.kind) {
    case 'item_added':
      return 'New question.'
    case 'item_removed':
      return 'Taken out.'
    case 'item_moved':
      return change.before.sectionId === change.after.sectionId
        ? `Moved: was question ${change.before.index + 1} of its section, is ${change.after.index + 1}.`
        : `Moved from section “${change.before.sectionId}” to “${change.after.sectionId}”.`
    case 'section_added':
      return 'New section.'
    case 'section_removed':
      return 'Section taken out.'
    case 'section_moved':
      return `Moved: was section ${change.before + 1}, is ${change.after + 1}.`
    case 'text_changed':
      return (
        <>
          {textNames[change.text]}
          {change.code !== null && (
            <>
              {' '}
              <code>{change.code}</code>
            </>
          )}
          , {languageName(change.language)}:{' '}
          <Words language={change.language} words={change.before} isFormer />{' '}
          <Words language={change.language} words={change.after} />
        </>
      )
    case 'language_added':
      return `New language: ${languageName(change.language)}.`
    case 'language_removed':
      return `Language taken out: ${languageName(change.language)}.`
    case 'translation_status_changed':
      return `${languageName(change.language)}: was “${change.before ?? 'not said'}”, is “${change.after ?? 'not said'}”.`
    case 'type_changed':
      return `Answered otherwise: was ${change.before}, is ${change.after}.`
    case 'option_added':
      return (
        <>
          New option <code>{change.code}</code>.
        </>
      )
    case 'option_removed':
      return (
        <>
          Option <code>{change.code}</code> taken out.
        </>
      )
    case 'option_recoded':
      return (
        <>
          Option <code>{change.before}</code> has the code <code>{change.after}</code> now.
        </>
      )
    case 'options_reordered':
      return `Options in another order: ${change.after.join(', ')}.`
    case 'option_attributes_changed':
      return `Attributes of option ${change.code}: were ${settingInWords(change.before)}, are ${settingInWords(change.after)}.`
    case 'choice_list_added':
      return 'New shared list.'
    case 'choice_list_removed':
      return 'Shared list taken out.'
    case 'options_source_changed':
      return `Options come from elsewhere: were ${change.before}, are ${change.after}.`
    case 'missing_codes_changed':
      return [
        change.added.length > 0 && `Offers now: ${change.added.join(', ')}.`,
        change.removed.length > 0 && `Offers no more: ${change.removed.join(', ')}.`,
      ]
        .filter((sentence) => sentence !== false)
        .join(' ')
    case 'expression_changed':
      return (
        <>
          {expressionNames[change.field]}: was <Condition version={before} expression={change.before} />, is{' '}
          <Condition version={after} expression={change.after} />
          {change.meansTheSame && '; it means the same'}.
        </>
      )
    case 'protection_changed':
      return change.field === 'sensitive'
        ? change.after
          ? 'Is sensitive now.'
          : 'Is not sensitive any more.'
        : change.after
          ? 'Is of high risk now.'
          : 'Is not of high risk any more.'
    case 'option_rescored':
      return (
        <>
          Option <code>{change.code}</code>: was {meaningInWords(change.before)}, is{' '}
          {meaningInWords(change.after)}.
        </>
      )
    case 'scoring_method_changed':
      return `Answers count otherwise: was ${settingInWords({ ...change.before })}, is ${settingInWords({ ...change.after })}.`
    case 'variants_changed':
      return `Scores under conditions: were ${settingInWords(change.before)}, are ${settingInWords(change.after)}.`
    case 'score_place_changed':
      return `Counts in the score: was ${placeInWords(change.before)}, is ${placeInWords(change.after)}.`
    case 'scoring_added':
      return 'Has a score now.'
    case 'scoring_removed':
      return 'Has no score any more.'
    case 'dimension_added':
      return `New dimension “${change.dimensionId}”.`
    case 'dimension_removed':
      return `Dimension “${change.dimensionId}” taken out.`
    case 'subdimension_added':
      return `New sub-dimension “${change.subdimensionId}” of “${change.dimensionId}”.`
    case 'subdimension_removed':
      return `Sub-dimension “${change.subdimensionId}” of “${change.dimensionId}” taken out.`
    case 'weight_changed':
      return `Weight of “${change.subdimensionId ?? change.dimensionId}”: was ${change.before}, is ${change.after}.`
    case 'cutoff_changed':
      return `“${change.dimensionId}” is deprived below ${change.after ?? 'nothing'}; it was ${change.before ?? 'nothing'}.`
    case 'core_items_changed':
      return [
        change.added.length > 0 && `Decide about categories now: ${change.added.join(', ')}.`,
        change.removed.length > 0 && `Decide no more: ${change.removed.join(', ')}.`,
      ]
        .filter((sentence) => sentence !== false)
        .join(' ')
    case 'signal_changed':
      return (
        <>
          Signal “{change.signalId}”:{' '}
          {change.before === null ? (
            'is new'
          ) : (
            <>
              was {change.before.strength}, <code>{change.before.when}</code>
            </>
          )}
          ;{' '}
          {change.after === null ? (
            'is taken out'
          ) : (
            <>
              is {change.after.strength}, <code>{change.after.when}</code>
            </>
          )}
          .
        </>
      )
    case 'scoring_rule_changed':
    case 'setting_changed':
      return (
        <>
          <code>{change.field}</code>: was {settingInWords(change.before)}, is {settingInWords(change.after)}.
        </>
      )
  }
}

function Words({
  language,
  words,
  isFormer = false,
}: {
  readonly language: string
  readonly words: string | null
  readonly isFormer?: boolean
}) {
  if (words === null) return isFormer ? null : <span className="quiet-text">(taken out)</span>
  const Element = isFormer ? 'del' : 'ins'
  return (
    <Element lang={language} dir={directionOf(language)}>
      {words}
    </Element>
  )
}

function Condition({
  version,
  expression,
}: {
  readonly version: Questionnaire
  readonly expression: string | null
}) {
  if (expression === null) return 'none'
  const parts = relevanceInWords(version, expression, version.defaultLanguage)
  if (parts === null) return <code>{expression}</code>
  return <Quoting parts={parts} language={version.defaultLanguage} />
}

function meaningInWords({ score, critical, isNotApplicable }: OptionMeaning): string {
  return [
    score === null ? 'without a score' : `${score}`,
    critical ? 'critical' : '',
    isNotApplicable ? 'does not apply' : '',
  ]
    .filter((part) => part !== '')
    .join(', ')
}

function placeInWords(place: Extract<Change, { kind: 'score_place_changed' }>['before']): string {
  if (place === null) return 'nowhere'
  return `“${place.subdimensionId}” of “${place.dimensionId}”, weight ${place.weight}`
}

function settingInWords(value: SettingValue | object): string {
  if (value === null) return 'nothing'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
