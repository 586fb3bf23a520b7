import type { LanguageMap, MissingCode, ResponseOption } from '../../questionnaire/definition'
import { allOf } from '../form-constraint'
import { exportedItem } from './exported-items'
import type { Extras } from './foothold-sheet'
import type { Form } from './form'
import { carryExpression, carryTexts, type ExpressionContext } from './form-expressions'
import type { FormLanguages } from './form-languages'
import type { FormRow } from './headings'
import { type ItemContext, itemOf } from './items'
import { idOf, Names } from './names'
import type { OptionList } from './option-lists'
import type { Remarks } from './remarks'
import { type RowType, readRowType } from './row-types'

/** The parts of a questionnaire that the survey sheet holds, not yet looked over as a whole. */
export type CarriedSurvey = {
  readonly sections: readonly DraftSection[]
  readonly items: readonly DraftItem[]
  readonly choiceLists: Readonly<Record<string, readonly ResponseOption[]>>
  /** The reserved codes that items offer. */
  readonly missing: ReadonlySet<MissingCode>
  /** Ids of rows that nothing was made of. */
  readonly notCarried: ReadonlySet<string>
}

/** A group or repeat that is open at a row. */
type Block = {
  readonly row: FormRow
  readonly what: 'group' | 'repeat'
  readonly name: string
  readonly relevant: string | null
}

/** An item with what decides where it stands. */
export type DraftItem = {
  readonly id: string
  readonly row: FormRow
  readonly section: string
  readonly definition: Readonly<Record<string, unknown>>
}

export type DraftSection = {
  readonly id: string
  readonly definition: Readonly<Record<string, unknown>>
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

class SurveyReader {
  private readonly names = new Names()
  private readonly notCarried: Set<string>
  private readonly saidColumns = new Set<string>()
  private readonly repeats = new Set<string>()
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
      renamedCode: (itemId, name) => this.lists.get(this.listOf.get(itemId) ?? '')?.renamed.get(name) ?? null,
      optionsOf: (list) => this.lists.get(list)?.options ?? [],
      today: () => this.today(),
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
    const items = this.inOrder()
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
      items: items.filter(({ id }) => !this.lost.has(id)),
      choiceLists: Object.fromEntries(used),
      missing: this.missing,
      notCarried: this.notCarried,
    }
  }

  /** Gives every row that is named its id first: expressions may name rows below. */
  private nameRows(): void {
    for (const row of this.form.survey) {
      const type = readRowType(row.text('type'))
      this.types.set(row.number, type)
      const name = row.text('name')
      if (type.kind === 'end' || row.text('type') === '') continue
      if (type.kind === 'begin') {
        if (type.what === 'repeat') this.repeats.add(name)
        this.sectionIds.set(row.number, this.sectionNames.free(idOf(name || 'section')))
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
    }
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
    this.blocks.push({ row, what, name, relevant })
    if (what === 'repeat')
      this.remarks.note(
        row.place('type'),
        'repeat_asked_once',
        'Repeats are not known here: what is in it is asked once.',
      )
    const title = this.titleOf(row)
    const isMarked = what === 'repeat' || title !== null
    if (isMarked || this.sections.length === 0)
      this.begin(this.sectionIds.get(row.number) ?? '', title, row.text('appearance'))
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
    // What follows belongs to the group around it again, under a title of its own.
    const title = this.languages.textsOf(block.row, 'label')
    if (title !== null || what === 'repeat') {
      const around = this.blocks.findLast((one) => this.languages.textsOf(one.row, 'label') !== null)
      this.begin(
        this.sectionNames.free(around === undefined ? 'more' : idOf(around.name)),
        around === undefined ? null : this.titleOf(around.row),
        '',
      )
    }
  }

  private titleOf(row: FormRow): LanguageMap | null {
    const label = this.languages.textsOf(row, 'label')
    return label === null ? null : carryTexts(label, row, 'label', this.context)
  }

  private begin(id: string, title: Readonly<Record<string, string>> | null, appearance: string): void {
    this.sections.push({
      id,
      definition: {
        ...this.extras.get(`section ${id}`),
        id,
        title: title ?? { [this.languages.defaultLanguage]: this.title },
        ...(appearance !== '' && { appearance }),
      },
    })
  }

  private readItem(row: FormRow, type: RowType): void {
    const id = this.names.idOfRow(row.number)
    if (id === '') return
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
    const relevant = allOf([...this.blocks.map((block) => block.relevant), definition.relevant])
    const [main, ...further] = definition.items
    for (const item of [main, ...further]) {
      if (item === undefined) continue
      const own = item === main ? relevant : allOf([relevant, item.relevant as string])
      const itemId = item === main ? id : this.names.free(String(item.id))
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

  /** The items in an order in which nothing is named before it stands: forms name the day, and calculate, before they ask. */
  private inOrder(): readonly DraftItem[] {
    const first = this.sections[0]?.id ?? ''
    const isDay = (item: DraftItem) => item.definition.type === 'today'
    const [row] = this.form.survey
    const named = new Set<string>()
    const days: DraftItem[] = []
    for (const item of this.items) {
      if (isDay(item) && named.has(item.id)) days.push({ ...item, section: first })
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
    return [...days, ...laterCalculations(this.items.filter(({ id }) => !isMoved.has(id)))]
  }
}

function idsNamedIn({ definition }: DraftItem): readonly string[] {
  return [...JSON.stringify(definition).matchAll(/\$\{(\w+)\}/g)].map(([, id]) => String(id))
}

/** Moves each calculation that needs a later item behind the last item that it needs. */
function laterCalculations(items: readonly DraftItem[]): readonly DraftItem[] {
  const places = new Map(items.map((item, place) => [item.id, place]))
  const waiting = new Map<number, DraftItem[]>()
  const isMoved = new Set<DraftItem>()
  // From the end, so that a calculation which needs another one finds where that went.
  const settledAt = new Map<string, number>()
  const settle = (item: DraftItem, depth: number): number => {
    const known = settledAt.get(item.id)
    if (known !== undefined) return known
    const own = places.get(item.id) ?? 0
    settledAt.set(item.id, own)
    if (item.definition.type !== 'calculated' || depth > 1_000) return own
    const needs = [
      ...`${item.definition.calculation} ${item.definition.relevant ?? ''}`.matchAll(/\$\{(\w+)\}/g),
    ]
    const needed = needs.map(([, id]) => items[places.get(String(id)) ?? -1])
    const latest = Math.max(own, ...needed.map((one) => (one === undefined ? own : settle(one, depth + 1))))
    settledAt.set(item.id, latest)
    return latest
  }
  for (const item of items) {
    const latest = settle(item, 0)
    if (latest > (places.get(item.id) ?? 0)) {
      isMoved.add(item)
      waiting.set(latest, [...(waiting.get(latest) ?? []), item])
    }
  }
  return items.flatMap((item, place) => {
    const after = (waiting.get(place) ?? []).map((moved) => ({ ...moved, section: item.section }))
    return [...(isMoved.has(item) ? [] : [item]), ...after]
  })
}
