import type { Item, LanguageMap, Questionnaire, Repeat, Section } from './definition'
import { type Expression, evaluate, parseExpression, visit } from './expression'
import type { FunctionName } from './expression-functions'
import { expressionText } from './expression-text'
import { asNumber } from './expression-values'
import { textIn } from './language'
import { changedTexts, itemWithExpressions, signalsWithExpressions } from './renaming'
import { repeatWords } from './repeat-words'

/*
 * A repeat is edited, translated and compared as it stands, once. It is asked, checked, stored and analysed unrolled: as a plain questionnaire in
 * which each entry has items of its own. So nothing that deals with answers knows of repeats.
 */

/** The repeats of a questionnaire; none in most. */
export function repeatsOf({ repeats = [] }: Questionnaire): readonly Repeat[] {
  return repeats
}

/** The repeat in which each item stands, by the item's id. */
export function repeatsByItem(questionnaire: Questionnaire): ReadonlyMap<string, Repeat> {
  const byId = new Map(repeatsOf(questionnaire).map((repeat) => [repeat.id, repeat]))
  return new Map(
    questionnaire.sections.flatMap(({ repeat = '', items }) => {
      const found = byId.get(repeat)
      return found === undefined ? [] : items.map((id) => [id, found] as const)
    }),
  )
}

/** The id of an item or section in an entry, counted from 1: `age`, `age__2`, `age__3`. */
export function entryId(id: string, entry: number): string {
  return entry === 1 ? id : `${id}__${entry}`
}

/** The id of the item that asks after the first entry whether there is another. */
export function anotherId(repeatId: string): string {
  return `${repeatId}__another`
}

/** Ids that a repeat adds beside those of its items, as `entryId` counts them on. */
export function askedAfterEntries({ id, count, most }: Repeat): readonly string[] {
  return count === null ? Array.from({ length: most - 1 }, (_, at) => entryId(anotherId(id), at + 1)) : []
}

/** Functions that take any number of values, and so those of all entries of a repeat. */
const ofAllEntries: readonly FunctionName[] = ['sum', 'min', 'max', 'count-non-empty', 'concat', 'join']

/** Whether a function may be given an item of a repeat from outside the repeat. */
export function takesAllEntries(name: FunctionName): boolean {
  return ofAllEntries.includes(name)
}

/** Where an item of an unrolled questionnaire comes from: its entry, and its id in the questionnaire; null for one that the repeat adds. */
type Entry = { readonly number: number; readonly of: string | null }

const unrolledQuestionnaires = new WeakMap<Questionnaire, Questionnaire>()
const entriesByItem = new WeakMap<Questionnaire, ReadonlyMap<string, Entry>>()

/**
 * The questionnaire as it is asked: entry 2 of the item `age` is an item `age__2`, a calculated item with the id of the repeat is the number of
 * entries, and expressions and texts name the items of their own entry. Made once for each questionnaire object.
 *
 * @returns the questionnaire itself when it has no repeats
 */
export function unrolled(questionnaire: Questionnaire): Questionnaire {
  if (repeatsOf(questionnaire).length === 0) return questionnaire
  let found = unrolledQuestionnaires.get(questionnaire)
  if (found === undefined) {
    found = new Unrolling(questionnaire).whole()
    unrolledQuestionnaires.set(questionnaire, found)
  }
  return found
}

/** The entry that an item of an unrolled questionnaire belongs to, from 1; null for an item outside of repeats. */
export function entryOf(asked: Questionnaire, itemId: string): number | null {
  return entriesByItem.get(asked)?.get(itemId)?.number ?? null
}

/** The id that an item of an unrolled questionnaire has in the questionnaire itself: recordings and pictures are kept by it. */
export function idBefore(asked: Questionnaire, itemId: string): string {
  return entriesByItem.get(asked)?.get(itemId)?.of ?? itemId
}

/** A label with the number of its entry where the item belongs to one: `Age (2)`. */
export function labelWithEntry(asked: Questionnaire, itemId: string, label: string): string {
  const entry = entryOf(asked, itemId)
  return entry === null ? label : `${label} (${entry})`
}

/** Where an expression or text stands. */
type Standing = {
  /** Null outside of repeats. */
  readonly repeat: Repeat | null
  readonly entry: number
  /** How many items of the questionnaire it may name, as it stands. */
  readonly reach: number
}

class Unrolling {
  private readonly repeatByItem: ReadonlyMap<string, Repeat>
  private readonly places: ReadonlyMap<string, number>
  private readonly items: ReadonlyMap<string, Item>
  private readonly entries = new Map<string, Entry>()

  constructor(private readonly questionnaire: Questionnaire) {
    this.repeatByItem = repeatsByItem(questionnaire)
    this.places = new Map(questionnaire.items.map(({ id }, place) => [id, place]))
    this.items = new Map(questionnaire.items.map((item) => [item.id, item]))
  }

  whole(): Questionnaire {
    const { repeats = [], ...rest } = this.questionnaire
    const sections: Section[] = []
    const items: Item[] = []
    const add = (section: Section, own: readonly Item[]) => {
      sections.push({ ...section, items: own.map(({ id }) => id) })
      items.push(...own)
    }
    const isDone = new Set<string>()
    for (const section of this.questionnaire.sections) {
      const repeat = repeats.find(({ id }) => id === section.repeat)
      if (repeat === undefined) {
        const { repeat: _unknown, ...plain } = section
        add(plain, this.itemsOf(section, { repeat: null, entry: 1, reach: 0 }))
      } else if (!isDone.has(repeat.id)) {
        isDone.add(repeat.id)
        for (const [part, own] of this.entriesOf(repeat)) add(part, own)
      }
    }
    const everywhere = { repeat: null, entry: 1, reach: this.questionnaire.items.length }
    const asked = signalsWithExpressions({ ...rest, sections, items }, (text) =>
      this.expression(text, everywhere),
    )
    entriesByItem.set(asked, this.entries)
    return asked
  }

  private *entriesOf(repeat: Repeat): Generator<readonly [Section, readonly Item[]]> {
    const parts = this.questionnaire.sections.filter((section) => section.repeat === repeat.id)
    const most = Math.max(1, repeat.most)
    for (let entry = 1; entry <= most; entry += 1) {
      const standing = { repeat, entry, reach: 0 }
      for (const [place, part] of parts.entries()) {
        const isFirst = entry === 1 && place === 0
        const isLast = place === parts.length - 1
        const own = this.itemsOf(part, standing)
        const another = repeat.count === null && isLast && entry < most ? [this.another(repeat, entry)] : []
        const number = [this.numberOfEntries(repeat, parts)]
        yield [
          this.sectionOf(part, repeat, standing),
          [
            ...(isFirst && repeat.count !== null ? number : []),
            ...own,
            ...another,
            ...(isLast && entry === most && repeat.count === null ? number : []),
          ],
        ]
      }
    }
  }

  private sectionOf(section: Section, repeat: Repeat, standing: Standing): Section {
    const { repeat: _, ...plain } = section
    const { entry } = standing
    const inTexts = (texts: LanguageMap) => changedTexts(texts, (text) => this.text(text, standing))
    const titles = Object.entries(section.title).map(([language, title]) => {
      const name = repeat.label?.[language]?.trim() ?? ''
      const number = digits(entry, language)
      const isSame = name === '' || name === title.trim()
      return [language, isSame ? `${title} ${number}` : `${name} ${number}: ${title}`] as const
    })
    return {
      ...plain,
      id: entryId(section.id, entry),
      title: inTexts(Object.fromEntries(titles)),
      ...(section.intro && { intro: inTexts(section.intro) }),
    }
  }

  private itemsOf(section: Section, standing: Standing): readonly Item[] {
    return section.items.flatMap((id) => {
      const item = this.items.get(id)
      return item === undefined ? [] : [this.itemOf(item, standing)]
    })
  }

  private itemOf(item: Item, { repeat, entry }: Standing): Item {
    const place = this.places.get(item.id) ?? 0
    const standing = { repeat, entry, reach: place }
    const inTexts = (texts: LanguageMap) => changedTexts(texts, (text) => this.text(text, standing))
    const changed = itemWithExpressions(item, (text) => this.expression(text, standing))
    // A constraint may look at the answer itself.
    const constraint =
      item.constraint === undefined
        ? {}
        : { constraint: this.expression(item.constraint, { ...standing, reach: place + 1 }) }
    if (repeat === null) return { ...changed, ...constraint }
    const id = entryId(item.id, entry)
    this.entries.set(id, { number: entry, of: item.id })
    return {
      ...changed,
      ...constraint,
      id,
      label: inTexts(item.label),
      ...(item.help && { help: inTexts(item.help) }),
      ...(item.labelFollowUp && { labelFollowUp: inTexts(item.labelFollowUp) }),
      ...(item.constraintMessage && { constraintMessage: inTexts(item.constraintMessage) }),
      ...(item.requiredMessage && { requiredMessage: inTexts(item.requiredMessage) }),
      relevant: bothOf(this.whenEntry(repeat, entry), changed.relevant),
    }
  }

  /** When an entry is asked for. */
  private whenEntry(repeat: Repeat, entry: number): string | null {
    if (repeat.count !== null) return `\${${repeat.id}} >= ${entry}`
    if (entry > 1) return `\${${entryId(anotherId(repeat.id), entry - 1)}} = 'yes'`
    return repeat.relevant === null ? null : this.before(repeat, repeat.relevant)
  }

  /** An expression that is settled before the first entry. */
  private before(repeat: Repeat, text: string): string {
    const first = this.questionnaire.sections.find((section) => section.repeat === repeat.id)
    const reach = this.places.get(first?.items[0] ?? '') ?? 0
    return this.expression(text, { repeat: null, entry: 1, reach })
  }

  /** Whether all that people answer in an entry is sensitive, so that it tells of them to have one. */
  private isSensitive(repeat: Repeat): boolean {
    const answered = this.questionnaire.items.filter(
      ({ id, type }) =>
        this.repeatByItem.get(id)?.id === repeat.id && type !== 'note' && type !== 'calculated',
    )
    return answered.length > 0 && answered.every(({ sensitive }) => sensitive)
  }

  private another(repeat: Repeat, entry: number): Item {
    const words = (word: 'another' | 'yes' | 'no') => repeatWords(this.questionnaire, word)
    const { defaultLanguage } = this.questionnaire
    const asking = Object.entries(words('another')).map(([language, question]) => {
      const name = textIn(repeat.label, language, defaultLanguage)
      return [language, name === '' ? question : `${name}: ${question}`] as const
    })
    const id = entryId(anotherId(repeat.id), entry)
    this.entries.set(id, { number: entry, of: null })
    return {
      ...bare,
      id,
      type: 'single',
      label: Object.fromEntries(asking),
      choices: [
        { code: 'yes', label: words('yes') },
        { code: 'no', label: words('no') },
      ],
      sensitive: this.isSensitive(repeat),
      relevant: this.whenEntry(repeat, entry),
    }
  }

  private numberOfEntries(repeat: Repeat, parts: readonly Section[]): Item {
    const label = repeat.label ?? parts[0]?.title ?? {}
    const isAsked = repeat.relevant === null ? null : `(${this.before(repeat, repeat.relevant)})`
    const shared = { ...bare, id: repeat.id, type: 'calculated', label, relevant: null } as const
    if (repeat.count === null) {
      const number = ['1', ...askedAfterEntries(repeat).map((id) => `(\${${id}} = 'yes')`)].join(' + ')
      return { ...shared, calculation: isAsked === null ? number : `if(${isAsked}, ${number}, 0)` }
    }
    const count = `int(${this.before(repeat, repeat.count)})`
    const isSome = isAsked === null ? `${count} >= 1` : `${isAsked} and ${count} >= 1`
    return { ...shared, calculation: `if(${isSome}, min(${count}, ${Math.max(1, repeat.most)}), 0)` }
  }

  /** A text that shows answers of its own entry. */
  private text(text: string, { repeat, entry }: Standing): string {
    return text.replace(/\$\{\s*([a-z][a-z0-9_]*)\s*\}/g, (written, id: string) =>
      repeat !== null && this.repeatByItem.get(id)?.id === repeat.id ? `\${${entryId(id, entry)}}` : written,
    )
  }

  /** An expression as it stands in an entry; one that names nothing of a repeat, or that cannot be read, as it was written. */
  private expression(text: string, standing: Standing): string {
    const parsed = parseExpression(text)
    if (!parsed.ok) return text
    const changed = this.changed(parsed.value, standing)
    return changed === parsed.value ? text : expressionText(changed)
  }

  private changed(part: Expression, standing: Standing): Expression {
    if (part.kind === 'reference') return this.reference(part, standing)
    if (part.kind === 'call') {
      if (part.name === 'position') return numberOf(standing.entry)
      if (part.name === 'indexed-repeat') return this.indexed(part.operands, standing) ?? part
      if (part.name === 'join') return this.joined(part, standing)
      const operands = part.operands.flatMap((operand) =>
        takesAllEntries(part.name)
          ? (this.everyEntry(operand, standing)?.items ?? [this.changed(operand, standing)])
          : [this.changed(operand, standing)],
      )
      return isSameList(operands, part.operands) ? part : { ...part, operands }
    }
    if ('operand' in part) {
      const operand = this.changed(part.operand, standing)
      return operand === part.operand ? part : { ...part, operand }
    }
    if (!('left' in part)) return part
    const [left, right] = [this.changed(part.left, standing), this.changed(part.right, standing)]
    return left === part.left && right === part.right ? part : { ...part, left, right }
  }

  private reference(part: Expression & { kind: 'reference' }, { repeat, entry }: Standing): Expression {
    const isOwn = repeat !== null && entry > 1 && this.repeatByItem.get(part.itemId)?.id === repeat.id
    return isOwn ? { ...part, itemId: entryId(part.itemId, entry) } : part
  }

  /** An item of another repeat in every entry; null for all else. */
  private everyEntry(
    operand: Expression,
    { repeat }: Standing,
  ): { readonly of: Repeat; readonly items: readonly Expression[] } | null {
    if (operand.kind !== 'reference') return null
    const of = this.repeatByItem.get(operand.itemId)
    if (of === undefined || of.id === repeat?.id) return null
    const entries = Array.from({ length: Math.max(1, of.most) }, (_, at) => at + 1)
    return { of, items: entries.map((entry) => referenceTo(entryId(operand.itemId, entry))) }
  }

  /** Entries that are not there leave no separator behind, those that are blank do. */
  private joined(part: Expression & { kind: 'call' }, standing: Standing): Expression {
    const [separator, ...values] = part.operands.map((operand, place) =>
      place === 0 ? null : this.everyEntry(operand, standing),
    )
    if (separator !== null || values.every((value) => value === null)) {
      const operands = part.operands.map((operand) => this.changed(operand, standing))
      return isSameList(operands, part.operands) ? part : { ...part, operands }
    }
    const [mark = textOf('')] = part.operands.map((operand) => this.changed(operand, standing))
    const pieces: Expression[] = []
    // What stands before a value: something always, something when this holds, or nothing.
    let before: Expression | 'always' | 'never' = 'never'
    for (const [place, value] of values.entries()) {
      const operand = part.operands[place + 1]
      if (operand === undefined) continue
      const led: Expression | null =
        before === 'never' ? null : before === 'always' ? mark : callTo('if', [before, mark, textOf('')])
      if (value === null) {
        if (led !== null) pieces.push(led)
        pieces.push(this.changed(operand, standing))
        before = 'always'
        continue
      }
      for (const [at, item] of value.items.entries()) {
        const isThere: Expression = { kind: '>=', left: referenceTo(value.of.id), right: numberOf(at + 1) }
        const lead = at === 0 ? led : mark
        const piece = lead === null ? item : callTo('concat', [lead, item])
        pieces.push(callTo('if', [isThere, piece, textOf('')]))
      }
      const isSome: Expression = { kind: '>=', left: referenceTo(value.of.id), right: numberOf(1) }
      if (before === 'never') before = isSome
      else if (before !== 'always') before = { kind: 'or', left: before, right: isSome }
    }
    return callTo('concat', pieces)
  }

  /** The value of an item in the entry of a number; entries that are asked later have none yet. */
  private indexed(operands: readonly Expression[], standing: Standing): Expression | null {
    const [item, , at] = operands
    if (item?.kind !== 'reference' || at === undefined) return null
    const of = this.repeatByItem.get(item.itemId)
    if (of === undefined) return null
    const isOwn = of.id === standing.repeat?.id
    const isAskedBefore = (entry: number) =>
      !isOwn ||
      entry < standing.entry ||
      (entry === standing.entry && (this.places.get(item.itemId) ?? 0) < standing.reach)
    const entries = Array.from({ length: Math.max(1, of.most) }, (_, place) => place + 1).filter(
      isAskedBefore,
    )
    const number = this.changed(at, standing)
    const whenThere = (entry: number) => referenceTo(entryId(item.itemId, entry))
    if (isConstant(number)) {
      const entry = asNumber(evaluate(number, { itemValue: () => '' }))
      return entries.includes(entry) ? whenThere(entry) : textOf('')
    }
    return entries.reduceRight<Expression>(
      (others, entry) =>
        callTo('if', [{ kind: '=', left: number, right: numberOf(entry) }, whenThere(entry), others]),
      textOf(''),
    )
  }
}

/** What an item has that a repeat adds. */
const bare = {
  role: 'context',
  missing: [],
  sensitive: false,
  required: false,
  scoring: { method: 'none' },
} as const

function bothOf(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other
  return `(${one}) and (${other})`
}

/** Whether an expression gives the same whatever is answered. */
function isConstant(expression: Expression): boolean {
  let hangs = false
  visit(expression, ({ kind }) => {
    hangs ||= kind === 'reference' || kind === 'self' || kind === 'attribute'
  })
  return !hangs
}

function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((part, place) => part === other[place])
}

function digits(entry: number, language: string): string {
  const known = Intl.NumberFormat.supportedLocalesOf(language).length > 0 ? language : 'en'
  return new Intl.NumberFormat(known).format(entry)
}

function referenceTo(itemId: string): Expression {
  return { kind: 'reference', itemId, at: 0 }
}

function numberOf(value: number): Expression {
  return { kind: 'number', value }
}

function textOf(value: string): Expression {
  return { kind: 'text', value, at: 0 }
}

function callTo(name: FunctionName, operands: readonly Expression[]): Expression {
  return { kind: 'call', name, operands, at: 0 }
}
