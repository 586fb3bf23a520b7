import type { $ZodIssue } from 'zod/v4/core'
import type { Problem, Result } from '../result'
import { dateExamples, isRealDate } from './calendar'
import { checkDefaults } from './check-defaults'
import { checkExpressions, placesOfNames } from './check-expressions'
import { checkRepeats, remedyOutside } from './check-repeats'
import { checkScoring } from './check-scoring'
import {
  type Item,
  type ItemOfType,
  missingCodes,
  type OptionItem,
  type Questionnaire,
  questionnaireSchema,
  type ResponseOption,
} from './definition'
import { namedInTexts } from './filled-text'
import { hasText } from './language'
import { hasOptions, offeredMissingCodes } from './options'
import { placedTexts } from './placed-texts'
import { repeatsByItem } from './repeats'

/**
 * Reads a questionnaire from outside.
 *
 * @param input a JSON value of the format `foothold-questionnaire/1`
 * @returns the questionnaire, or every problem with its path: those of shape first; when the shape is right, those of sense
 */
export function parseQuestionnaire(input: unknown): Result<Questionnaire> {
  const parsed = questionnaireSchema.safeParse(input)
  if (!parsed.success)
    return { ok: false, problems: parsed.error.issues.flatMap((issue) => shapeProblems(issue, input)) }
  const problems = checkQuestionnaire(parsed.data)
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: parsed.data }
}

/** Whether a well-shaped questionnaire makes sense as a whole; every problem, none left for later. */
export function checkQuestionnaire(questionnaire: Questionnaire): readonly Problem[] {
  return [
    ...checkLanguages(questionnaire),
    ...checkSections(questionnaire),
    ...checkItems(questionnaire),
    ...checkNamedInTexts(questionnaire),
    ...checkRepeats(questionnaire),
    ...checkExpressions(questionnaire),
    ...checkDefaults(questionnaire),
    ...checkScoring(questionnaire),
  ]
}

/**
 * The paths of texts that a language lacks and that fall back to the default language.
 *
 * @returns empty when the translation is complete
 */
export function incompleteTexts(questionnaire: Questionnaire, language: string): readonly string[] {
  return placedTexts(questionnaire)
    .filter(({ texts }) => !hasText(texts, language) && hasText(texts, questionnaire.defaultLanguage))
    .map(({ path }) => path)
}

/** A path as readers of JSON write it: `items[3].choices[0].code`. */
export function pathInWords(path: readonly PropertyKey[]): string {
  return path.reduce<string>((words, key) => {
    if (typeof key === 'number') return `${words}[${key}]`
    return words === '' ? String(key) : `${words}.${String(key)}`
  }, '')
}

function shapeProblems(issue: $ZodIssue, input: unknown): readonly Problem[] {
  const path = pathInWords(issue.path)
  const subject = subjectOf(issue.path, input)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: path === '' ? key : `${path}.${key}`,
      code: 'unknown_key',
      message: `${subject}The format has no "${key}" here. Take it out, or check its spelling.`,
    }))
  }
  return [{ path, code: issue.code, message: `${subject}${issue.message}` }]
}

/** `Item "work_status": `, so that a reader finds the place without counting. */
function subjectOf(path: readonly PropertyKey[], input: unknown): string {
  const [list, place] = path
  if (list !== 'items' || typeof place !== 'number') return ''
  const items = typeof input === 'object' && input !== null && 'items' in input ? input.items : undefined
  const item: unknown = Array.isArray(items) ? items[place] : undefined
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined
  return typeof id === 'string' ? `Item "${id.slice(0, 64)}": ` : ''
}

function* checkLanguages(questionnaire: Questionnaire): Generator<Problem> {
  const { languages, defaultLanguage, rightToLeft } = questionnaire
  yield* repeated(languages, (place) => `languages[${place}]`, 'language')
  if (!languages.includes(defaultLanguage)) {
    yield {
      path: 'defaultLanguage',
      code: 'unknown_language',
      message: `"${defaultLanguage}" is not among "languages". Add it there or choose one of: ${languages.join(', ')}.`,
    }
  }
  for (const [place, language] of rightToLeft.entries()) {
    if (!languages.includes(language)) {
      yield {
        path: `rightToLeft[${place}]`,
        code: 'unknown_language',
        message: `"${language}" is not among "languages". Take it out or add it there.`,
      }
    }
  }
  for (const { path, texts } of placedTexts(questionnaire)) {
    if (!hasText(texts, defaultLanguage)) {
      yield {
        path,
        code: 'text_missing',
        message: `There is no text in the default language "${defaultLanguage}". Write one.`,
      }
    }
    for (const language of Object.keys(texts)) {
      if (!languages.includes(language)) {
        yield {
          path: `${path}.${language}`,
          code: 'unknown_language',
          message: `"${language}" is not among "languages". Add it there or take this text out.`,
        }
      }
    }
  }
}

function* checkSections({ sections, items }: Questionnaire): Generator<Problem> {
  yield* repeated(
    sections.map((section) => section.id),
    (place) => `sections[${place}].id`,
    'section',
  )
  const itemIds = items.map((item) => item.id)
  const known = new Set(itemIds)
  const listed = sections.flatMap((section, place) =>
    section.items.map((id, inner) => ({ id, path: `sections[${place}].items[${inner}]` })),
  )
  yield* repeated(
    listed.map(({ id }) => id),
    (place) => listed[place]?.path ?? 'sections',
    'item',
  )
  for (const { id, path } of listed) {
    if (!known.has(id)) {
      yield {
        path,
        code: 'unknown_item',
        message: `No item has the id "${id}". Check its spelling or add the item.`,
      }
    }
  }
  const inSections = new Set(listed.map(({ id }) => id))
  for (const [place, id] of itemIds.entries()) {
    if (!inSections.has(id)) {
      yield {
        path: `items[${place}].id`,
        code: 'item_without_section',
        message: `No section lists the item "${id}". Add it to the section where it is asked.`,
      }
    }
  }
  const order = listed.map(({ id }) => id).filter((id) => known.has(id))
  const outOfPlace = order.findIndex((id, place) => id !== itemIds[place])
  if (outOfPlace >= 0 && order.length === itemIds.length) {
    yield {
      path: `items[${outOfPlace}].id`,
      code: 'items_out_of_order',
      message: `Items stand in the order of the sections: "${order[outOfPlace]}" is due here, found "${itemIds[outOfPlace]}".`,
    }
  }
}

function* checkItems(questionnaire: Questionnaire): Generator<Problem> {
  yield* repeated(
    questionnaire.items.map((item) => item.id),
    (place) => `items[${place}].id`,
    'item',
  )
  for (const [name, options] of Object.entries(questionnaire.choiceLists)) {
    yield* checkOptions(options, `choiceLists.${name}`)
  }
  for (const [place, item] of questionnaire.items.entries()) {
    const at = `items[${place}]`
    yield* hasOptions(item) ? checkChoice(questionnaire, item, at) : checkRange(item, at)
    for (const code of offeredMissingCodes(item)) {
      if (questionnaire.missingLabels[code] === undefined) {
        yield {
          path: `missingLabels.${code}`,
          code: 'text_missing',
          message: `Item "${item.id}" offers "${code}". Write its label.`,
        }
      }
    }
    if (item.constraintMessage !== undefined && item.constraint === undefined) {
      yield {
        path: `${at}.constraintMessage`,
        code: 'constraint_missing',
        message: `Item "${item.id}" has a message for a constraint and no constraint. Write the constraint or take the message out.`,
      }
    }
    if (item.requiredMessage !== undefined && item.required === false) {
      yield {
        path: `${at}.requiredMessage`,
        code: 'required_missing',
        message: `Item "${item.id}" has a message for who leaves it out, and may be left out. Set "required", or take the message out.`,
      }
    }
  }
}

/** Texts of an item may show the answers of earlier items, and only of those that are there. */
function* checkNamedInTexts(questionnaire: Questionnaire): Generator<Problem> {
  const { items } = questionnaire
  const places = placesOfNames(questionnaire)
  const repeatByItem = repeatsByItem(questionnaire)
  for (const [place, item] of items.entries()) {
    for (const key of ['label', 'help', 'labelFollowUp', 'constraintMessage', 'requiredMessage'] as const) {
      for (const id of namedInTexts(item[key])) {
        const named = places.get(id)
        const path = `items[${place}].${key}`
        if (named === undefined)
          yield {
            path,
            code: 'unknown_item',
            params: { itemId: id },
            message: `Item "${item.id}": the text shows the answer of "${id}", and no item has this id. Check its spelling.`,
          }
        // A message is shown when the item itself was answered.
        else if (named > place || (named === place && key !== 'constraintMessage'))
          yield {
            path,
            code: 'item_comes_later',
            params: { itemId: id },
            message: `Item "${item.id}": the text shows the answer of "${id}", which is asked later. A text may show earlier answers only.`,
          }
        else if (repeatByItem.has(id) && repeatByItem.get(id)?.id !== repeatByItem.get(item.id)?.id)
          yield {
            path,
            code: 'item_in_repeat',
            params: { itemId: id },
            message: `Item "${item.id}": the text shows one answer. ${remedyOutside(id, repeatByItem.get(id)?.id ?? '')} Show a calculated item with it.`,
          }
      }
    }
  }
}

function* checkOptions(options: readonly ResponseOption[], at: string): Generator<Problem> {
  yield* repeated(
    options.map((option) => option.code),
    (place) => `${at}[${place}].code`,
    'option',
  )
  for (const [place, { code }] of options.entries()) {
    if (missingCodes.some((reserved) => reserved === code)) {
      yield {
        path: `${at}[${place}].code`,
        code: 'reserved_code',
        message: `"${code}" is reserved for missing answers. Give this option another code, and list "${code}" under "missing".`,
      }
    }
  }
}

function* checkChoice(questionnaire: Questionnaire, item: OptionItem, at: string): Generator<Problem> {
  const sources = [item.choices, item.choiceList, item.choiceSource].filter((source) => source !== undefined)
  if (sources.length !== 1) {
    yield {
      path: at,
      code: 'options_unclear',
      message: `Item "${item.id}" needs exactly one of "choices", "choiceList" and "choiceSource"; it has ${sources.length}.`,
    }
    return
  }
  if (item.choiceList !== undefined && !Object.hasOwn(questionnaire.choiceLists, item.choiceList)) {
    yield {
      path: `${at}.choiceList`,
      code: 'unknown_choice_list',
      message: `There is no list "${item.choiceList}". The lists are: ${Object.keys(questionnaire.choiceLists).join(', ') || 'none'}.`,
    }
  }
  if (item.choices !== undefined) yield* checkOptions(item.choices, `${at}.choices`)
  const codes = (item.choices ?? questionnaire.choiceLists[item.choiceList ?? ''])?.map(
    (option) => option.code,
  )
  if (codes === undefined) return
  const exclusive = item.type === 'multiple' ? (item.exclusive ?? []) : []
  for (const [place, code] of exclusive.entries()) {
    if (!codes.includes(code)) {
      yield {
        path: `${at}.exclusive[${place}]`,
        code: 'unknown_option',
        message: `Item "${item.id}" has no option "${code}". Its options are: ${codes.join(', ')}.`,
      }
    }
  }
  for (const [place, variant] of (item.variants ?? []).entries()) {
    for (const code of Object.keys(variant.scores)) {
      if (!codes.includes(code)) {
        yield {
          path: `${at}.variants[${place}].scores.${code}`,
          code: 'unknown_option',
          message: `Item "${item.id}" has no option "${code}". Its options are: ${codes.join(', ')}.`,
        }
      }
    }
  }
}

function* checkRange(item: Exclude<Item, OptionItem>, at: string): Generator<Problem> {
  if (item.type === 'date') yield* checkDates(item, at)
  if (!(item.type === 'number' || item.type === 'scale' || item.type === 'hidden' || item.type === 'time'))
    return
  if (item.min >= item.max) {
    yield {
      path: `${at}.max`,
      code: 'range_empty',
      message: `Item "${item.id}": "max" must be greater than "min" (${item.min}).`,
    }
  } else if (item.type === 'scale') {
    const steps = (item.max - item.min) / item.step
    if (Math.abs(steps - Math.round(steps)) > 1e-9 || steps > 100) {
      yield {
        path: `${at}.step`,
        code: 'step_does_not_fit',
        message: `Item "${item.id}": steps of ${item.step} must lead from ${item.min} to ${item.max} in 1 to 100 steps.`,
      }
    }
  }
}

function* checkDates(item: ItemOfType<'date'>, at: string): Generator<Problem> {
  const unreal = (['min', 'max'] as const).filter((end) => !isRealDate(item[end], item.precision))
  for (const end of unreal) {
    yield {
      path: `${at}.${end}`,
      code: 'date_not_real',
      message: `Item "${item.id}" asks for a ${item.precision}: write a real one here, such as "${dateExamples[item.precision]}".`,
    }
  }
  if (unreal.length === 0 && item.min > item.max) {
    yield {
      path: `${at}.max`,
      code: 'range_empty',
      message: `Item "${item.id}": "max" must not come before "min" (${item.min}).`,
    }
  }
}

function* repeated(
  names: readonly string[],
  pathOf: (place: number) => string,
  what: string,
): Generator<Problem> {
  const seen = new Set<string>()
  for (const [place, name] of names.entries()) {
    if (seen.has(name)) {
      yield {
        path: pathOf(place),
        code: `${what}_repeated`,
        message: `The ${what} "${name}" stands here a second time. Give each its own name.`,
      }
    }
    seen.add(name)
  }
}
