import { hasAppearance } from '../../questionnaire/appearance'
import type { LanguageMap, MissingCode, ResponseOption } from '../../questionnaire/definition'
import { allOf } from '../form-constraint'
import type { ItemContext } from './columns'
import { withPrecisions } from './date-precision'
import { type CarriedSurvey, type DraftItem, type DraftRepeat, type DraftSection, idsNamedIn } from './drafts'
import { exportedItem } from './exported-items'
import type { Extras } from './foothold-sheet'
import type { Form } from './form'
import { carryExpression, carryTexts, type ExpressionContext } from './form-expressions'
import type { FormLanguages } from './form-languages'
import type { FormRow } from './headings'
import { laterCalculations } from './item-order'
import { itemOf } from './items'
import { idOf, Names } from './names'
import type { OptionList } from './option-lists'
import { ownWords } from './own-words'
import type { Remarks } from './remarks'
import { boundedRepeats } from './repeat-bounds'
import { type RowType, readRowType } from './row-types'

/** A group or repeat that is open at a row. */
type Block = {
  readonly row: FormRow
  readonly what: 'group' | 'repeat'
  readonly name: string
  readonly relevant: string | null
}

/** @param lost ids of rows that are known not to be carried: expressions may name rows below */
export function readSurvey(
  form: Form,
  languages: FormLanguages,
  lists: ReadonlyMap<string, OptionList>,
  title: string,
  lost: ReadonlySet<string>,
  extras: Extras,
  remarks: Remarks,
): CarriedSurvey {
  return new SurveyReader(form, languages, lists, title, lost, extras, remarks).read()
}

/** What makes a table of a section stands in one way, whichever way the form has. */
function tableAppearance(written: string, isTable: boolean): string {
  if (!isTable || hasAppearance({ appearance: written }, 'table-list')) return written
  const others = written.split(/\s+/).filter((word) => word !== '' && word.toLowerCase() !== 'field-list')
  return ['table-list', ...others].join(' ')
}

class SurveyReader {
  private readonly names = new Names()
  private readonly notCarried: Set<string>
  private readonly saidColumns = new Set<string>()
  /** Ids of the outermost repeats by their rows, and of all by their names: none of those within another. */
  private readonly repeatIds = new Map<number, string>()
  private readonly repeats = new Map<string, string>()
  private readonly repeatOfItem = new Map<string, string>()
  private readonly openedRepeats: DraftRepeat[] = []
  /** The section that begins after each repeat. */
  private readonly sectionAfter = new Map<string, string>()
  /** Names of lists of the form, by the id of the item that offers them. */
  private readonly listOf = new Map<string, string>()
  private readonly types = new Map<number, RowType>()
  private readonly blocks: Block[] = []
  private readonly sections: DraftSection[] = []
  private readonly items: DraftItem[] = []
  /** Lists here by name: the list of the form, or options that are known already. */
  private readonly usedLists = new Map<
    string,
    { readonly list: string; readonly options: readonly ResponseOption[] }
  >()
  private readonly missing = new Set<MissingCode>()
  private readonly sectionNames = new Names()
  /** By the row that opens it: what a form names goes before names that are made here. */
  private readonly sectionIds = new Map<number, string>()
  /** Whether the section that began last is a table which ends with its last row. */
  private isInTable = false
  private todayId: string | null = null
  private context: ExpressionContext

  constructor(
    private readonly form: Form,
    private readonly languages: FormLanguages,
    private readonly lists: ReadonlyMap<string, OptionList>,
    private readonly title: string,
    private readonly lost: ReadonlySet<string>,
    private readonly extras: Extras,
    private readonly remarks: Remarks,
  ) {
    this.notCarried = new Set(lost)
    this.context = {
      names: this.names,
      notCarried: this.notCarried,
      repeats: this.repeats,
      repeatOf: (itemId) => this.repeatOfItem.get(itemId) ?? null,
      renamedCode: (itemId, name) => this.lists.get(this.listOf.get(itemId) ?? '')?.renamed.get(name) ?? null,
      optionsOf: (list) => this.lists.get(list)?.options ?? [],
      today: () => this.today(),
      isOwnForm: form.footholdSheet !== null,
      remarks,
    }
  }

  read(): CarriedSurvey {
    this.nameRows()
    for (const row of this.form.survey) this.readRow(row)
    for (const { row, what } of this.blocks)
      this.remarks.fault(
        row.place('type'),
        'block_not_closed',
        `This ${what} has no end. Add a row "end ${what}".`,
      )
    const items = withPrecisions(this.inOrder(), this.openedRepeats, this.remarks)
    if (items.length === 0 && this.remarks.all.faults.length === 0)
      this.remarks.fault(
        { sheet: this.form.surveySheet, row: 0, column: '' },
        'no_questions',
        'Nothing in this sheet can be asked here.',
      )
    const used = [...this.usedLists].flatMap(([id, { options }]) =>
      options.length === 0 ? [] : [[id, options] as const],
    )
    return {
      sections: this.sections,
      repeats: boundedRepeats(
        this.openedRepeats,
        items,
        this.repeatOfItem,
        (id) => this.extras.get(`repeat ${id}`)?.most,
        this.remarks,
      ),
      items: items.filter(({ id }) => !this.lost.has(id)),
      choiceLists: Object.fromEntries(used),
      missing: this.missing,
      notCarried: this.notCarried,
    }
  }

  /** Gives every row that is named its id first: expressions may name rows below. */
  private nameRows(): void {
    const repeats: FormRow[] = []
    const blocks = [new Map<string, number>()]
    const inRepeats = new Map<string, number>()
    let depth = 0
    for (const row of this.form.survey) {
      const type = readRowType(row.text('type'))
      this.types.set(row.number, type)
      const name = row.text('name')
      if (type.kind === 'end' && type.what === 'repeat' && depth > 0) depth -= 1
      if (type.kind === 'end' && blocks.length > 1) blocks.pop()
      if (type.kind === 'end' || row.text('type') === '') continue
      // A section and a repeat may have one name here, and so in a form that was written here.
      const mayRepeat = type.kind === 'begin' && this.context.isOwnForm
      const before = name === '' || mayRepeat ? undefined : blocks.at(-1)?.get(name)
      if (before === undefined) blocks.at(-1)?.set(name, row.number)
      else
        this.remarks.fault(
          row.place('name'),
          'name_repeated',
          `Row ${before} of the same group has the name "${name.slice(0, 64)}" already. Give each its own.`,
        )
      if (type.kind === 'begin') blocks.push(new Map())
      if (type.kind === 'begin') {
        if (type.what === 'group')
          this.sectionIds.set(row.number, this.sectionNames.free(idOf(name || 'section')))
        else {
          if (depth === 0) repeats.push(row)
          else {
            this.sectionIds.set(row.number, this.sectionNames.free(idOf(name || 'section')))
            this.repeats.set(name, '')
          }
          depth += 1
        }
        if (name === '')
          this.remarks.fault(
            row.place('name'),
            'name_missing',
            'The group or repeat has no name. Write one in the column "name".',
          )
        continue
      }
      if (name === '') {
        if (type.kind === 'not_carried' || type.kind === 'today')
          this.names.take(row.number, row.text('type'))
        else if (type.kind === 'note') this.names.take(row.number, `note_${row.number}`)
        else
          this.remarks.fault(
            row.place('name'),
            'name_missing',
            'The question has no name. Write one in the column "name".',
          )
        continue
      }
      if (!/^[\p{L}_][\p{L}\p{N}_.:-]*$/u.test(name)) {
        this.remarks.fault(
          row.place('name'),
          'name_invalid',
          `"${name.slice(0, 64)}" is no name. Begin with a letter or _, and use letters, digits, _, - and . only.`,
        )
        continue
      }
      const id = this.names.take(row.number, name)
      if (id !== name)
        this.remarks.note(
          row.place('name'),
          'name_changed',
          `The name "${name.slice(0, 64)}" became "${id}".`,
        )
      if (type.kind === 'not_carried') this.notCarried.add(id)
      if (type.kind === 'select' || type.kind === 'rank') this.listOf.set(id, type.list)
      if (depth > 0) inRepeats.set(id, repeats.length - 1)
    }
    // What is asked, and the groups, keep their names; a repeat of the same name gets another.
    const ids = repeats.map((row) => {
      const name = row.text('name')
      const id = this.names.free(idOf(name || 'repeat'))
      this.repeatIds.set(row.number, id)
      this.repeats.set(name, id)
      this.sectionIds.set(row.number, this.sectionNames.free(idOf(name || 'section')))
      return id
    })
    for (const [itemId, place] of inRepeats) this.repeatOfItem.set(itemId, ids[place] ?? '')
  }

  private readRow(row: FormRow): void {
    const type = this.types.get(row.number) ?? { kind: 'unknown' }
    const written = row.text('type')
    if (written === '') {
      const hasMore = row.filled.some(({ name }) => name === 'name' || name === 'label')
      if (hasMore)
        this.remarks.fault(
          row.place('type'),
          'type_missing',
          'The row has no type. Write one, such as text or note.',
        )
      return
    }
    switch (type.kind) {
      case 'begin':
        this.open(row, type.what)
        break
      case 'end':
        this.close(row, type.what)
        break
      case 'unknown':
        this.remarks.fault(
          row.place('type'),
          'type_unknown',
          `There is no type "${written.slice(0, 64)}". Check its spelling: types are select_one LIST, select_multiple LIST, integer, decimal, range, text, date, time, note, calculate and others.`,
        )
        break
      case 'not_carried':
        this.remarks.note(
          row.place('type'),
          'type_not_carried',
          `"${written.slice(0, 64)}" was left out. ${type.why}`,
        )
        break
      default:
        this.readItem(row, type)
    }
  }

  private open(row: FormRow, what: 'group' | 'repeat'): void {
    const name = row.text('name')
    const relevant = this.carry(row, 'relevant')
    if (this.isInTable) this.resume()
    this.blocks.push({ row, what, name, relevant })
    const title = what === 'repeat' ? (this.titleOf(row) ?? this.languages.inEvery(name)) : this.titleOf(row)
    if (what === 'repeat') this.openRepeat(row)
    const isTable = this.isTable(row)
    const isMarked = what === 'repeat' || title !== null || isTable
    if (!isMarked && this.sections.length > 0) return
    const around = isTable
      ? this.blocks.map((block) => this.titleOf(block.row)).findLast((one) => one !== null)
      : null
    this.begin(
      this.sectionIds.get(row.number) ?? '',
      title ?? around ?? null,
      tableAppearance(row.text('appearance'), isTable),
    )
    // As pyxform does: the hint of a table stands above its rows.
    const hint = hasAppearance({ appearance: row.text('appearance') }, 'table-list')
      ? this.languages.textsOf(row, 'hint')
      : null
    if (hint !== null) this.introduce(carryTexts(hint, row, 'hint', this.context))
  }

  private openRepeat(row: FormRow): void {
    const id = this.repeatIds.get(row.number)
    if (id === undefined) {
      this.remarks.note(
        row.place('type'),
        'repeat_asked_once',
        'A repeat in a repeat is not known here: what is in it is asked once in each entry.',
      )
      return
    }
    // The day stands in the first section, which must be none of the repeat.
    if (this.sections.length === 0) {
      const opened = this.blocks.pop()
      this.begin(this.sectionNames.free('start'), null, '')
      if (opened !== undefined) this.blocks.push(opened)
    }
    const label = this.titleOf(row)
    this.openedRepeats.push({
      id,
      row,
      definition: {
        id,
        ...(label !== null && { label }),
        relevant: allOf([...new Set(this.blocks.map((block) => block.relevant))]),
        count: this.carry(row, 'repeat_count'),
        most: 0,
      },
    })
  }

  private close(row: FormRow, what: 'group' | 'repeat'): void {
    const block = this.blocks.pop()
    if (block === undefined || block.what !== what) {
      if (block !== undefined) this.blocks.push(block)
      this.remarks.fault(
        row.place('type'),
        'block_not_open',
        block === undefined
          ? `No ${what} is open here. Take the row out, or add "begin ${what}" above.`
          : `A ${block.what} is open here, from row ${block.row.number}. Write "end ${block.what}".`,
      )
      return
    }
    const title = this.languages.textsOf(block.row, 'label')
    if (title !== null || what === 'repeat' || this.isTable(block.row) || this.isInTable) this.resume()
    const closed = this.repeatIds.get(block.row.number)
    if (closed !== undefined) this.sectionAfter.set(closed, this.sections.at(-1)?.id ?? '')
  }

  /** What follows belongs to the group around it again, under a title of its own. */
  private resume(): void {
    this.isInTable = false
    const around = this.blocks.findLast((one) => this.languages.textsOf(one.row, 'label') !== null)
    this.begin(
      this.sectionNames.free(around === undefined ? 'more' : idOf(around.name)),
      around === undefined ? ownWords(this.languages, 'more') : this.titleOf(around.row),
      '',
    )
  }

  private titleOf(row: FormRow): LanguageMap | null {
    const label = this.languages.textsOf(row, 'label')
    return label === null ? null : carryTexts(label, row, 'label', this.context)
  }

  private begin(id: string, title: Readonly<Record<string, string>> | null, appearance: string): void {
    const repeat = this.blocks.flatMap(({ row }) => this.repeatIds.get(row.number) ?? [])[0] ?? null
    this.sections.push({
      id,
      repeat,
      definition: {
        ...this.extras.get(`section ${id}`),
        id,
        title: title ?? this.languages.inEvery(this.title),
        ...(appearance !== '' && { appearance }),
        ...(repeat !== null && { repeat }),
      },
    })
  }

  /** Whether the questions of a group are rows of a table: it says so, or the headings of one are the first thing in it. */
  private isTable(group: FormRow): boolean {
    const next = this.form.survey[this.form.survey.indexOf(group) + 1]
    return (
      hasAppearance({ appearance: group.text('appearance') }, 'table-list') ||
      (next !== undefined && this.isHeadings(next))
    )
  }

  /** Whether a row asks nothing, but shows the options of the rows below it once for all of them. */
  private isHeadings(row: FormRow): boolean {
    return (
      this.types.get(row.number)?.kind === 'select' &&
      hasAppearance({ appearance: row.text('appearance') }, 'label') &&
      !this.extras.has(`item ${this.names.idOfRow(row.number)}`)
    )
  }

  /** What leads to the questions of the section that began last, where nothing does yet. */
  private introduce(words: LanguageMap): void {
    const section = this.sections.at(-1)
    if (section === undefined || section.definition.intro !== undefined) return
    this.sections.splice(-1, 1, { ...section, definition: { ...section.definition, intro: words } })
  }

  /** The rows below are a table, to which the words of the headings lead, or else those of a note right before. */
  private takeHeadings(row: FormRow, id: string): void {
    this.notCarried.add(id)
    const before = this.form.survey[this.form.survey.indexOf(row) - 1]
    const isFirst = before !== undefined && before === this.blocks.at(-1)?.row
    if (!isFirst) {
      this.resume()
      const section = this.sections.pop()
      const title = (section?.definition.title ?? null) as LanguageMap | null
      this.begin(this.sectionNames.free(idOf(row.text('name'))), title, 'table-list')
      this.isInTable = true
    }
    const isNote = before !== undefined && this.types.get(before.number)?.kind === 'note'
    const source = [row, ...(isNote ? [before] : [])].find((one) => one.texts('label').size > 0)
    const words = source === undefined ? null : this.languages.textsOf(source, 'label')
    if (source !== undefined && words !== null)
      this.introduce(carryTexts(words, source, 'label', this.context))
    this.remarks.note(
      row.place('type'),
      'table_headings_taken',
      'The row shows the options of the questions below it once, and asks nothing. Those questions are a section, and what leads to them stands above each.',
    )
  }

  private isRowOfTable(row: FormRow, type: RowType): boolean {
    const look = { appearance: row.text('appearance') }
    return (
      type.kind === 'calculate' ||
      type.kind === 'hidden' ||
      hasAppearance(look, 'list-nolabel') ||
      hasAppearance(look, 'list_nolabel')
    )
  }

  private readItem(row: FormRow, type: RowType): void {
    const id = this.names.idOfRow(row.number)
    if (id === '') return
    if (this.isHeadings(row)) {
      this.takeHeadings(row, id)
      return
    }
    if (this.isInTable && !this.isRowOfTable(row, type)) this.resume()
    if (this.sections.length === 0) this.begin(this.sectionNames.free('start'), null, '')
    const section = this.sections.at(-1)?.id ?? ''
    const context: ItemContext = {
      languages: this.languages,
      lists: this.lists,
      remarks: this.remarks,
      carry: (column) => this.carry(row, column),
      renamedCode: (name) => this.context.renamedCode(id, name),
      carryTexts: (texts, column) => carryTexts(texts, row, column, this.context),
      listFor: (list, known) => this.listFor(list, known),
      choicesSheet: this.form.choicesSheet,
      saidColumns: this.saidColumns,
    }
    const definition = exportedItem(row, id, type, this.extras, context) ?? itemOf(row, id, type, context)
    if (definition === null) {
      this.notCarried.add(id)
      return
    }
    for (const code of definition.missing) this.missing.add(code)
    // What decides over a repeat as a whole is said with it.
    const repeatAt = this.blocks.findIndex((block) => this.repeatIds.has(block.row.number))
    const around = this.blocks.slice(repeatAt + 1)
    const relevant = allOf([...around.map((block) => block.relevant), definition.relevant])
    const [main, ...further] = definition.items
    for (const item of [main, ...further]) {
      if (item === undefined) continue
      const own = item === main ? relevant : allOf([relevant, item.relevant as string])
      const itemId = item === main ? id : this.names.free(String(item.id))
      const repeat = this.sections.at(-1)?.repeat
      if (repeat !== null && repeat !== undefined) this.repeatOfItem.set(itemId, repeat)
      this.items.push({ id: itemId, row, section, definition: { ...item, id: itemId, relevant: own } })
    }
  }

  private carry(row: FormRow, column: string): string | null {
    const written = row.text(column)
    return written === '' ? null : carryExpression(written, row, column, this.context)
  }

  /** @returns the name of a list here */
  private listFor(
    list: string,
    known?: { readonly name: string; readonly options: readonly ResponseOption[] },
  ): string {
    if (known !== undefined) {
      this.usedLists.set(known.name, { list, options: known.options })
      return known.name
    }
    for (const [id, used] of this.usedLists) if (used.list === list) return id
    let id = idOf(list)
    while (this.usedLists.has(id)) id = `${id}_`
    this.usedLists.set(id, { list, options: this.lists.get(list)?.options ?? [] })
    return id
  }

  private today(): string {
    if (this.todayId !== null) return this.todayId
    const row = this.form.survey.find((one) => this.types.get(one.number)?.kind === 'today')
    this.todayId = row === undefined ? this.names.free('today') : this.names.idOfRow(row.number)
    return this.todayId
  }

  /** By id, the repeats whose items name it; undefined stands for items outside of repeats. */
  private repeatsThatName(): ReadonlyMap<string, ReadonlySet<string | undefined>> {
    const namers = new Map<string, Set<string | undefined>>()
    for (const item of this.items)
      for (const id of idsNamedIn(item)) {
        const known = namers.get(id) ?? new Set()
        namers.set(id, known.add(this.repeatOfItem.get(item.id)))
      }
    return namers
  }

  /** The items in an order in which nothing is named before it stands: forms name the day, and calculate, before they ask. */
  private inOrder(): readonly DraftItem[] {
    const first = this.sections[0]?.id ?? ''
    const isDay = (item: DraftItem) => item.definition.type === 'today'
    const [row] = this.form.survey
    const namers = this.repeatsThatName()
    const named = new Set<string>()
    const days: DraftItem[] = []
    for (const item of this.items) {
      const repeat = this.repeatOfItem.get(item.id)
      const isNamedElsewhere =
        repeat !== undefined && [...(namers.get(item.id) ?? [])].some((one) => one !== repeat)
      if (isDay(item) && (named.has(item.id) || isNamedElsewhere)) days.push({ ...item, section: first })
      for (const id of idsNamedIn(item)) named.add(id)
    }
    if (this.todayId !== null && !this.items.some(isDay) && row !== undefined) {
      const label = { [this.languages.defaultLanguage]: 'Day of the interview' }
      const definition = { id: this.todayId, type: 'today', role: 'metadata', label, relevant: null }
      days.push({ id: this.todayId, row, section: first, definition })
      this.remarks.note(
        { sheet: this.form.surveySheet, row: 0, column: '' },
        'day_added',
        `Expressions ask for the day: an item "${this.todayId}" was added, which the device fills in. Times are not kept.`,
      )
    }
    const isMoved = new Set(days.map(({ id }) => id))
    for (const id of isMoved) this.repeatOfItem.delete(id)
    const asked = laterCalculations(
      this.items.filter(({ id }) => !isMoved.has(id)),
      this.repeatOfItem,
      this.sectionAfter,
    )
    return [...days, ...asked]
  }
}
