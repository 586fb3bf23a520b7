import type { Resolver } from 'react-hook-form'
import { endInWords } from '@/app/ui/fields/answer-text'
import type { FieldEntry, FieldOption } from '@/app/ui/fields/field'
import type { SearchWords } from '@/app/ui/fields/option-search'
import type { Answers } from '@/lib/questionnaire/answer-values'
import { datePartsOf } from '@/lib/questionnaire/calendar'
import type { Item, Questionnaire } from '@/lib/questionnaire/definition'
import { pathOf } from '@/lib/questionnaire/flow'
import { filteredOptions, hasOptions, labelledEnds, optionsOf } from '@/lib/questionnaire/options'
import { type Entry, readEntry } from '../../entry'
import { faultText } from './fault-text'
import { type PageParts, textOf } from './page-parts'
import type { OtherNames } from './survey-words'

/**
 * What can be chosen for an item after the answers so far, in the language of the page, reserved codes last.
 *
 * @param otherNames what else the options are called, by code
 * @param pictureOf address of an option's picture, if it has one
 */
export function fieldOptions(
  questionnaire: Questionnaire,
  item: Item,
  answers: Answers,
  otherNames: OtherNames[string] | undefined,
  pictureOf: (code: string) => string | undefined,
): readonly FieldOption[] {
  const left =
    hasOptions(item) && item.choiceFilter !== undefined
      ? new Set(
          filteredOptions(questionnaire, item, pathOf(questionnaire, answers).itemValue).map(
            ({ code }) => code,
          ),
        )
      : null
  return optionsOf(questionnaire, item)
    .filter(({ code, isMissing }) => isMissing || left === null || left.has(code))
    .map(({ code, label, isMissing }) => ({
      code,
      label: textOf(questionnaire, label),
      isReserved: isMissing,
      otherNames: otherNames?.[code],
      picture: pictureOf(code),
    }))
}

/** What the ends of a scale mean, where the questionnaire says; none for other items. */
export function scaleEnds(questionnaire: Questionnaire, item: Item): readonly FieldOption[] {
  return labelledEnds(item).map(({ code, label }) => ({
    code,
    label: textOf(questionnaire, label),
    isReserved: false,
  }))
}

/** An end of a scale as it is read aloud: its number belongs to it for whoever hears it and does not read. */
export function saidEnd(language: string, end: FieldOption): FieldOption {
  return { ...end, label: endInWords(language, end.code, end.label) }
}

/** The codes that can stand together once `code` was ticked: an exclusive or reserved one stands alone. */
export function compatibleCodes(
  item: Item,
  options: readonly FieldOption[],
  chosen: readonly string[],
  code: string,
): string[] {
  const isAlone = (candidate: string) =>
    options.some((option) => option.code === candidate && option.isReserved) ||
    (item.type === 'multiple' && item.exclusive?.includes(candidate) === true)
  return isAlone(code) ? [code] : chosen.filter((candidate) => !isAlone(candidate))
}

/** Checks the fields of an item by the engine, with a message in the language of the page. */
export function entryResolver(
  { say, questionnaire, calendar }: PageParts,
  item: Item,
  answers: Answers,
): Resolver<FieldEntry> {
  return (values) => {
    const read = readEntry(questionnaire, item, entryFrom(item, values), answers)
    return read.ok
      ? { values, errors: {} }
      : {
          values: {},
          errors: { answer: { type: read.fault.code, message: faultText({ say, calendar }, read.fault) } },
        }
  }
}

/** What stands in the fields. The form library gives one box of its name as a text or false, several as a list. */
export function entryFrom(item: Item, { answer, reserved, places, ...parts }: FieldEntry): Entry {
  if (item.type === 'rank') return { answer: textsOf(places), reserved: textsOf(reserved) }
  if (item.type === 'date') {
    return {
      answer: datePartsOf[item.precision].map((part) => parts[part] ?? ''),
      reserved: textsOf(reserved),
    }
  }
  return {
    answer: Array.isArray(answer) ? answer : typeof answer === 'string' ? answer : '',
    reserved: textsOf(reserved),
  }
}

/** The texts among what the form library gives for fields of one name. */
export function textsOf(value: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.filter((text) => typeof text === 'string' && text !== '').map(String)
}

/** What the search of a long list says. */
export function searchWords(say: PageParts['say']): SearchWords {
  return {
    label: say('question.search'),
    hint: say('question.searchHint'),
    found: (count) => say('question.found', { count }),
    more: (count) => say('question.foundMore', { count }),
  }
}
