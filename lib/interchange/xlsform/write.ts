import type { MediaKind } from '../../media'
import { isTable } from '../../questionnaire/appearance'
import type {
  Item,
  LanguageMap,
  OptionItem,
  Questionnaire,
  Repeat,
  ResponseOption,
} from '../../questionnaire/definition'
import { hasText, textIn } from '../../questionnaire/language'
import { hasOptions, offeredMissingCodes } from '../../questionnaire/options'
import { repeatsOf } from '../../questionnaire/repeats'
import { type NamedMedia, type SurveyMedia, surveyMediaIn } from '../../survey-media'
import { type WrittenSheet, writeWorkbook } from '../../workbook/write'
import { allOf, formConstraint } from '../form-constraint'
import { formOptions } from '../form-options'
import { defaultAsColumn } from './defaults'
import { extrasAsRows, footholdSheet } from './foothold-sheet'

/**
 * A questionnaire as an XLSForm that ODK, KoboToolbox and SurveyCTO take, and that `readXlsForm` reads back as the same questionnaire.
 *
 * @param madeOn date that the file says it was made on, `2026-03-01`
 * @param media what its media columns name, under the names that the files have beside the form
 */
export function writeXlsForm(
  questionnaire: Questionnaire,
  madeOn: string,
  media: readonly NamedMedia[] = [],
): Promise<Uint8Array> {
  const { defaultLanguage, title } = questionnaire
  return writeWorkbook(
    { title: textIn(title, defaultLanguage, defaultLanguage), language: defaultLanguage, madeOn },
    formSheets(questionnaire, media),
  )
}

/** The sheets of the form, as texts. */
export function formSheets(
  questionnaire: Questionnaire,
  media: readonly NamedMedia[] = [],
): readonly WrittenSheet[] {
  return new FormWriter(questionnaire, media).sheets()
}

/**
 * Those of the files that the form names. Others have no column there: recordings of the ends of a scale, and a second file for
 * an option that questions share.
 */
export function filesOfForm(
  questionnaire: Questionnaire,
  media: readonly NamedMedia[],
): readonly NamedMedia[] {
  const writer = new FormWriter(questionnaire, media)
  writer.sheets()
  return media.filter(({ name }) => writer.named.has(name))
}

/** What the columns of the survey sheet carry; all else of an item is among the extras. */
const inColumns = [
  'id',
  'label',
  'help',
  'required',
  'relevant',
  'constraint',
  'constraintMessage',
  'requiredMessage',
  'default',
  'appearance',
  'calculation',
  'choiceFilter',
  'choices',
] as const

class FormWriter {
  private readonly extras = new Map<string, Readonly<Record<string, unknown>>>()
  private readonly lists = new Map<string, readonly ResponseOption[]>()
  /** The ids of the items that use a list. */
  private readonly usersOf = new Map<string, string[]>()
  readonly named = new Set<string>()
  /** By language, in the order of the languages; none when there is no file at all. */
  private readonly media: readonly SurveyMedia[]
  private readonly languageNames: readonly string[]
  private readonly repeats: ReadonlyMap<string, Repeat>

  constructor(
    private readonly questionnaire: Questionnaire,
    media: readonly NamedMedia[],
  ) {
    const names = new Intl.DisplayNames('en', { type: 'language' })
    this.repeats = new Map(repeatsOf(questionnaire).map((repeat) => [repeat.id, repeat]))
    const { languages } = questionnaire
    this.media = media.length === 0 ? [] : Object.values(surveyMediaIn(languages, questionnaire, media, 1))
    this.languageNames = questionnaire.languages.map((code) => `${names.of(code) ?? code} (${code})`)
  }

  sheets(): readonly WrittenSheet[] {
    const { questionnaire } = this
    const { defaultLanguage, id, version, title } = questionnaire
    this.extras.set('questionnaire', questionnaireExtras(questionnaire))
    const survey = [this.surveyHeadings(), ...this.surveyRows()]
    const choices = [this.choicesHeadings(), ...this.choicesRows()]
    const settings = [
      ['form_title', 'form_id', 'version', 'default_language'],
      [
        textIn(title, defaultLanguage, defaultLanguage),
        id,
        String(version),
        this.languageNames[questionnaire.languages.indexOf(defaultLanguage)] ?? '',
      ],
    ]
    return [
      { name: 'survey', rows: survey, widths: [24, 24, ...this.languageNames.map(() => 50)] },
      { name: 'choices', rows: choices, widths: [24, 16, ...this.languageNames.map(() => 40)] },
      { name: 'settings', rows: settings, widths: [40, 24, 10, 24] },
      { name: footholdSheet, rows: extrasAsRows(this.extras), widths: [32, 80] },
    ]
  }

  /** The languages of messages for who leaves something out; none where there is no such message. */
  private get requiredMessages(): readonly string[] {
    const hasSome = this.questionnaire.items.some(({ requiredMessage }) => requiredMessage !== undefined)
    return hasSome ? this.languageNames : []
  }

  private surveyHeadings(): readonly string[] {
    return [
      'type',
      'name',
      ...this.languageNames.map((name) => `label::${name}`),
      ...this.languageNames.map((name) => `hint::${name}`),
      'required',
      'relevant',
      'constraint',
      ...this.languageNames.map((name) => `constraint_message::${name}`),
      'calculation',
      'choice_filter',
      'appearance',
      'parameters',
      'default',
      ...this.requiredMessages.map((name) => `required_message::${name}`),
      ...(this.repeats.size === 0 ? [] : ['repeat_count']),
      ...this.mediaHeadings('image'),
      ...this.mediaHeadings('audio'),
    ]
  }

  private *surveyRows(): Generator<readonly string[]> {
    const { sections, items } = this.questionnaire
    const byId = new Map(items.map((item) => [item.id, item]))
    const filler = (count: number) => Array.from({ length: count }, () => '')
    const languages = this.languageNames.length
    for (const [place, section] of sections.entries()) {
      const { id, title, items: itemIds, appearance, intro, repeat: repeatId, ...rest } = section
      const repeat = this.repeats.get(repeatId ?? '')
      if (repeat !== undefined && repeatId !== sections[place - 1]?.repeat) {
        this.extras.set(`repeat ${repeat.id}`, { most: repeat.most })
        const [label, relevant] = [this.texts(repeat.label ?? {}), this.formed(repeat.relevant)]
        const between = filler(languages + 5 + this.requiredMessages.length)
        yield [
          'begin_repeat',
          repeat.id,
          ...label,
          ...filler(languages + 1),
          relevant,
          '',
          ...between,
          this.formed(repeat.count),
        ]
      }
      // What leads to a table is its hint; other groups have no column for it.
      const hint = isTable(section) ? intro : null
      this.extras.set(`section ${id}`, { ...rest, ...(intro !== undefined && !hint && { intro }) })
      const hints = this.texts(hint ?? {})
      yield ['begin_group', id, ...this.texts(title), ...hints, ...filler(languages + 5), appearance ?? '']
      for (const itemId of itemIds) {
        const item = byId.get(itemId)
        if (item !== undefined) yield [...this.itemRow(item), ...this.mediaOfItem(item)]
      }
      yield ['end_group']
      if (repeat !== undefined && repeatId !== sections[place + 1]?.repeat) yield ['end_repeat']
    }
  }

  private itemRow(item: Item): readonly string[] {
    const { own, range, alone } = formConstraint(item)
    const ends = range ?? endsOfCoarserDate(item)
    const constraint = allOf([unlessReserved(item, own && this.formed(own)), ends, alone])
    const look = item.appearance ?? precisionWord(item)
    const filter = hasOptions(item) ? filterFor(item) : null
    const choiceFilter = filter && this.formed(filter)
    const extras = Object.entries(item).filter(([key]) => !inColumns.some((column) => column === key))
    this.extras.set(`item ${item.id}`, {
      ...Object.fromEntries(extras),
      ...(item.help === null && { help: null }),
      ...(look !== (item.appearance ?? null) && { writtenAppearance: look }),
      ...(hasOptions(item) && item.choices !== undefined && { hasOwnChoices: true }),
      // An item that was not changed meanwhile gets its own conditions back, without what the form adds for others.
      ...(constraint !== (item.constraint ?? null) && {
        writtenConstraint: constraint,
        ownConstraint: item.constraint ?? null,
      }),
      ...(hasOptions(item) &&
        choiceFilter !== (item.choiceFilter ?? null) && {
          writtenChoiceFilter: choiceFilter,
          ownChoiceFilter: item.choiceFilter,
        }),
    })
    return [
      this.typeOf(item),
      item.id,
      ...this.texts(item.label),
      ...this.texts(item.help ?? {}),
      typeof item.required === 'string' ? this.formed(item.required) : item.required ? 'yes' : '',
      this.formed(item.relevant),
      constraint ?? '',
      ...this.texts(item.constraintMessage ?? {}),
      item.type === 'calculated' ? this.formed(item.calculation) : '',
      choiceFilter ?? '',
      look ?? '',
      item.type === 'scale' ? `start=${item.min} end=${item.max} step=${item.step}` : '',
      item.default === undefined ? '' : defaultAsColumn(this.formed(item.default)),
      ...(this.requiredMessages.length === 0 ? [] : this.texts(item.requiredMessage ?? {})),
    ]
  }

  /** An expression as other programs read what it says of repeats: each section of one is a group in it. */
  private formed(text: string | null): string {
    if (text === null || this.repeats.size === 0) return text ?? ''
    const entries = text.replace(
      /'[^']*'|"[^"]*"|\$\{\s*(\w+)\s*\}|\bposition\(\s*\)/g,
      (found, id?: string) => {
        if (found.startsWith('position')) return 'position(../..)'
        return id !== undefined && this.repeats.has(id) ? `count(\${${id}})` : found
      },
    )
    return entries.replace(/(\bindexed-repeat\(\s*\$\{\s*\w+\s*\}\s*,\s*)count\((\$\{\w+\})\)/g, '$1$2')
  }

  private typeOf(item: Item): string {
    switch (item.type) {
      case 'single':
        return `select_one ${this.listOf(item)}`
      case 'multiple':
        return `select_multiple ${this.listOf(item)}`
      case 'rank':
        return `rank ${this.listOf(item)}`
      case 'number':
        return item.decimals === 0 ? 'integer' : 'decimal'
      case 'scale':
        return 'range'
      case 'calculated':
        return 'calculate'
      default:
        return item.type
    }
  }

  /** Items that offer the same options and reserved answers share a list. */
  private listOf(item: OptionItem): string {
    const { name, options, reserved } = formOptions(this.questionnaire, item)
    this.usersOf.set(name, [...(this.usersOf.get(name) ?? []), item.id])
    if (!this.lists.has(name)) {
      this.lists.set(name, [...options, ...reserved])
      for (const option of item.choiceSource === undefined ? options : []) {
        const { code, label: _, attributes: __, ...rest } = option
        this.extras.set(`option ${name}/${code}`, rest)
      }
    }
    return name
  }

  private attributeNames(): readonly string[] {
    const names = [...this.lists.values()].flat().flatMap(({ attributes = {} }) => Object.keys(attributes))
    return [...new Set(names)]
  }

  private choicesHeadings(): readonly string[] {
    const labels = this.languageNames.map((name) => `label::${name}`)
    return [
      'list_name',
      'name',
      ...labels,
      ...this.attributeNames(),
      ...this.mediaHeadings('image'),
      ...this.mediaHeadings('audio'),
    ]
  }

  private *choicesRows(): Generator<readonly string[]> {
    const attributeNames = this.attributeNames()
    for (const [list, options] of this.lists)
      for (const { code, label, attributes = {} } of options)
        yield [
          list,
          code,
          ...this.texts(label),
          ...attributeNames.map((name) => attributes[name] ?? ''),
          ...this.mediaOfOption(list, code, 'image'),
          ...this.mediaOfOption(list, code, 'audio'),
        ]
  }

  /** A picture stands in the column of every language: other programs take one without a language for the default one alone. */
  private mediaHeadings(kind: MediaKind): readonly string[] {
    return this.media.map((_, place) => `media::${kind}::${this.languageNames[place] ?? ''}`)
  }

  private mediaOfItem({ id }: Item): readonly string[] {
    const between = this.media.length > 0 && this.repeats.size > 0 ? [''] : []
    const files = (kind: MediaKind) => this.media.map((names) => this.fileAt(names[id]?.[kind]))
    return [...between, ...files('image'), ...files('audio')]
  }

  /** The files of the first question that shows the option. */
  private mediaOfOption(list: string, code: string, kind: MediaKind): readonly string[] {
    const users = this.usersOf.get(list) ?? []
    return this.media.map((files) =>
      this.fileAt(users.map((id) => files[`${id}/${code}`]?.[kind]).find((name) => name !== undefined)),
    )
  }

  private fileAt(name: string | undefined): string {
    if (name !== undefined) this.named.add(name)
    return name ?? ''
  }

  /** A text in each language, empty where it is not translated. */
  private texts(map: LanguageMap): readonly string[] {
    return this.questionnaire.languages.map((language) =>
      hasText(map, language) ? (map[language] ?? '') : '',
    )
  }
}

/** What other programs ask by less than the day of a date; null for anything else. */
function precisionWord(item: Item): string | null {
  if (item.type !== 'date') return null
  return { day: null, month: 'month-year', year: 'year' }[item.precision]
}

/** The ends of a date of which the month or the year is asked: other programs keep its first day. */
function endsOfCoarserDate(item: Item): string | null {
  if (item.type !== 'date' || item.precision === 'day') return null
  const firstDay = (date: string) => `${date}-01-01`.slice(0, '2026-01-01'.length)
  return `. >= date('${firstDay(item.min)}') and . <= date('${firstDay(item.max)}')`
}

/** Reserved answers are options there, and no condition is meant for them. */
function unlessReserved(item: Item, condition: string | null): string | null {
  const reserved = hasOptions(item) && item.type !== 'rank' ? offeredMissingCodes(item) : []
  if (condition === null || reserved.length === 0) return condition
  return [...reserved.map((code) => `selected(., '${code}')`), `(${condition})`].join(' or ')
}

function filterFor(item: OptionItem): string | null {
  const { choiceFilter } = item
  const reserved = item.type === 'rank' ? [] : offeredMissingCodes(item)
  if (choiceFilter === undefined || reserved.length === 0) return choiceFilter ?? null
  return [`(${choiceFilter})`, ...reserved.map((code) => `name = '${code}'`)].join(' or ')
}

/** All but what the other sheets have; lists too, since some may be of no item. */
function questionnaireExtras({
  format: _,
  version: __,
  items: ___,
  sections: ____,
  repeats: _____,
  ...rest
}: Questionnaire): Readonly<Record<string, unknown>> {
  return rest
}
