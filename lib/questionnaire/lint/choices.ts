import { canBeTrue, Effort } from '../check-reachability'
import { compiled } from '../compiled'
import type { OptionItem, Questionnaire, ResponseOption } from '../definition'
import type { Expression } from '../expression'
import { expressionText, withParts } from '../expression-text'
import { attributeOf, hasOptions, mostCards, offeredMissingCodes, responseOptions } from '../options'
import { type Finding, type FindingPlace, finding, firstOf, inItem } from './finding'

/** Filters of one list that are tried out; beyond them its options are taken as offered. */
const mostFiltersTried = 1_000

/** Options that nobody can choose, can tell apart, or can find. */
export function* lintChoices(questionnaire: Questionnaire): Generator<Finding> {
  const effort = new Effort()
  for (const list of optionLists(questionnaire)) {
    yield* lookAlike(questionnaire, list)
    yield* neverOffered(questionnaire, list, effort)
  }
  for (const [place, item] of questionnaire.items.entries()) {
    if (!hasOptions(item)) continue
    yield* likeReserved(questionnaire, item, place)
    yield* notSearched(questionnaire, item, place)
  }
}

/** Options that stand together, of one item or of a list that items share. */
type OptionList = {
  readonly options: readonly ResponseOption[]
  readonly place: FindingPlace
  /** How a sentence begins: `List "yes_no"`. */
  readonly subject: string
  /** The items that offer them. */
  readonly items: readonly OptionItem[]
}

function* optionLists({ choiceLists, items }: Questionnaire): Generator<OptionList> {
  for (const [name, options] of Object.entries(choiceLists)) {
    const users = items.filter(hasOptions).filter(({ choiceList }) => choiceList === name)
    const place = { path: `choiceLists.${name}`, ids: `choiceLists/${name}` }
    yield { options, place, subject: `List "${name}"`, items: users }
  }
  for (const [place, item] of items.entries()) {
    if (!hasOptions(item) || item.choices === undefined) continue
    const at = inItem(place, item, 'choices')
    yield { options: item.choices, place: at, subject: `Item "${item.id}"`, items: [item] }
  }
}

/** Options of one list with the same words. Where options are filtered, those that no filter parts. */
function* lookAlike(
  { languages }: Questionnaire,
  { options, items, place, subject }: OptionList,
): Generator<Finding> {
  const isFiltered = items.some(({ choiceFilter }) => choiceFilter !== undefined)
  const alike = new Map<string, { other: string; code: string; languages: string[] }>()
  for (const language of languages) {
    const seen = new Map<string, string>()
    for (const { code, label, attributes = {} } of options) {
      const words = wordingOf(label[language])
      if (words === '') continue
      const looks = isFiltered
        ? JSON.stringify([words, ...Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))])
        : words
      const other = seen.get(looks)
      if (other === undefined) {
        seen.set(looks, code)
        continue
      }
      const pair = `${other}/${code}`
      const known = alike.get(pair)
      if (known === undefined) alike.set(pair, { other, code, languages: [language] })
      else known.languages.push(language)
    }
  }
  for (const [pair, { other, code, languages: where }] of alike) {
    yield finding(
      'options_look_alike',
      { ...place, ids: `${place.ids}/${pair}` },
      { code, otherCode: other, languages: where.join(', ') },
      `${subject}: the options "${other}" and "${code}" have the same words in ${firstOf(where)}. Tell them apart, or take one out.`,
    )
  }
}

/** Options with the words of a reserved code that stands beside them. */
function* likeReserved(
  { languages, missingLabels }: Questionnaire,
  item: OptionItem,
  place: number,
): Generator<Finding> {
  for (const { code, label } of item.choices ?? []) {
    for (const reserved of offeredMissingCodes(item)) {
      const where = languages.filter((language) => {
        const words = wordingOf(label[language])
        return words !== '' && words === wordingOf(missingLabels[reserved]?.[language])
      })
      if (where.length === 0) continue
      yield finding(
        'options_look_alike',
        inItem(place, item, 'choices', `choices/${reserved}/${code}`),
        { code, otherCode: reserved, languages: where.join(', ') },
        `Item "${item.id}": the option "${code}" has the words of "${reserved}" in ${firstOf(where)}, which is offered beside it. Take the option out: it would be counted as an answer.`,
      )
    }
  }
}

/** Options that the filters of all their items take out after any answers, as far as that can be tried out. */
function* neverOffered(
  questionnaire: Questionnaire,
  { options, items, place, subject }: OptionList,
  effort: Effort,
): Generator<Finding> {
  const { choiceFilter, relevant } = compiled(questionnaire)
  const verdicts = new Map<string, boolean | null>()
  const canBeOffered = (option: ResponseOption, { id }: OptionItem) => {
    const filter = choiceFilter.get(id)
    if (filter === undefined) return true
    const asked = relevant.get(id)
    const own = filterOf(filter, option)
    const whole: Expression = asked === undefined ? own : { kind: 'and', left: asked, right: own }
    // Options of one district, say, have one verdict.
    const text = expressionText(whole)
    // A filter that never holds needs no look at who is asked, which may not be possible to try out.
    if (!verdicts.has(text) && verdicts.size < mostFiltersTried)
      verdicts.set(
        text,
        canBeTrue(questionnaire, own, effort) === false ? false : canBeTrue(questionnaire, whole, effort),
      )
    return verdicts.get(text) !== false
  }
  if (items.length === 0) return
  const lost = options.filter((option) => !items.some((item) => canBeOffered(option, item)))
  if (lost.length === 0) return
  const codes = lost.map(({ code }) => code)
  const [option, these] = codes.length === 1 ? ['option', 'it'] : ['options', 'them']
  yield finding(
    'options_never_offered',
    place,
    { count: codes.length, first: codes.slice(0, 3).join(', ') },
    `${subject}: no earlier answers leave the ${option} ${firstOf(codes)} by "choiceFilter". Compare the attributes with the answers that the filter looks at, or take ${these} out.`,
  )
}

/** A choice filter as it is for one option. */
function filterOf(filter: Expression, option: ResponseOption): Expression {
  return withParts(filter, (part) =>
    part.kind === 'attribute' ? { kind: 'text', value: attributeOf(option, part.name), at: part.at } : part,
  )
}

/** Long lists of which several are chosen, or that are put in order: these are never searched. */
function* notSearched(questionnaire: Questionnaire, item: OptionItem, place: number): Generator<Finding> {
  if (item.type === 'single' || item.choiceFilter !== undefined) return
  const count = responseOptions(questionnaire, item).length
  if (count <= mostCards) return
  yield finding(
    'options_not_searched',
    inItem(place, item, 'choices'),
    { count },
    `Item "${item.id}" lays open ${count} options, and nobody reads so many. Offer ${mostCards} at most, filter them by an earlier answer, or ask for one alone: a list of which one is chosen can be searched.`,
  )
}

function wordingOf(text: string | undefined): string {
  return (text ?? '').normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()
}
