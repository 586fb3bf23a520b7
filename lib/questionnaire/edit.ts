import type {
  Item,
  ItemType,
  MissingCode,
  OptionItem,
  Questionnaire,
  ResponseOption,
  ScoringBlock,
  Section,
} from './definition'
import { namedInText } from './filled-text'
import { hasOptions, responseOptions } from './options'
import { withEachText } from './placed-texts'

/**
 * What an editor does to a draft: pure steps from one definition to the next. They keep a definition in its shape and its references
 * together; whether it makes sense is for `check.ts` to say.
 */

/** Where an item stands: its section, and its place there from 0. */
export type ItemPlace = { readonly sectionId: string; readonly index: number }

/** Where an item counts in the score. */
export type ScoringPlace = {
  readonly dimensionId: string
  readonly subdimensionId: string
  readonly weight: number
}

export function itemById(questionnaire: Questionnaire, id: string): Item | undefined {
  return questionnaire.items.find((item) => item.id === id)
}

/** The place of an item in the order of asking; null for one that stands in no section. */
export function placeOf({ sections }: Questionnaire, itemId: string): ItemPlace | null {
  for (const { id, items } of sections) {
    const index = items.indexOf(itemId)
    if (index !== -1) return { sectionId: id, index }
  }
  return null
}

/** The definition with one item changed. An id that is changed is changed in the item alone: `renamedItem` follows it everywhere. */
export function withItem(questionnaire: Questionnaire, item: Item, id = item.id): Questionnaire {
  return { ...questionnaire, items: questionnaire.items.map((other) => (other.id === id ? item : other)) }
}

/** The definition with one section changed. */
export function withSection(questionnaire: Questionnaire, section: Section, id = section.id): Questionnaire {
  return {
    ...questionnaire,
    sections: questionnaire.sections.map((other) => (other.id === id ? section : other)),
  }
}

/** A name that nothing has yet: `base`, else `base_2`, `base_3` … */
export function freeName(taken: readonly string[], base: string): string {
  if (!taken.includes(base)) return base
  const stem = base.replace(/_\d+$/, '').slice(0, 58)
  for (let count = 2; ; count += 1) {
    const name = `${stem}_${count}`
    if (!taken.includes(name)) return name
  }
}

/** An item of a type with what it needs at least, its texts empty. */
export function newItem(questionnaire: Questionnaire, type: ItemType): Item {
  const missing: readonly MissingCode[] = isAsked(type) ? ['pnta'] : []
  const shared = {
    id: freeName(
      questionnaire.items.map(({ id }) => id),
      type === 'single' || type === 'multiple' ? 'question' : type,
    ),
    role: 'context',
    label: { [questionnaire.defaultLanguage]: '' },
    missing,
    sensitive: false,
    required: false,
    relevant: null,
    scoring: { method: 'none' },
  } as const
  const choices = ['option_1', 'option_2'].map((code) => newOption(questionnaire, code))
  switch (type) {
    case 'single':
    case 'multiple':
    case 'rank':
      return { ...shared, type, choices }
    case 'number':
      return { ...shared, type, min: 0, max: 100, decimals: 0 }
    case 'scale':
      return { ...shared, type, min: 0, max: 10, step: 1 }
    case 'text':
      return { ...shared, type, maxLength: 500 }
    case 'date':
      return { ...shared, type, min: '1930', max: '2030', precision: 'year' }
    case 'time':
      return { ...shared, type, min: '00:00', max: '23:59' }
    case 'hidden':
      return { ...shared, role: 'metadata', type, min: 0, max: 100 }
    case 'calculated':
      return { ...shared, type, calculation: '' }
    case 'note':
    case 'today':
      return { ...shared, type }
  }
}

/** A response option without words. */
export function newOption({ defaultLanguage }: Questionnaire, code: string): ResponseOption {
  return { code, label: { [defaultLanguage]: '' } }
}

/**
 * An item as one of another type: what both have stays, what only the former had goes. Options stay among types that have them.
 *
 * @returns the item itself when it has the type
 */
export function itemOfType(questionnaire: Questionnaire, item: Item, type: ItemType): Item {
  if (item.type === type) return item
  const fresh = newItem(questionnaire, type)
  const shared = {
    id: item.id,
    role: item.role,
    label: item.label,
    missing: isAsked(type) ? item.missing : [],
    sensitive: item.sensitive,
    required: isAsked(type) && item.required,
    relevant: item.relevant,
    ...(item.dimension !== undefined && { dimension: item.dimension }),
    ...(item.subdimension !== undefined && { subdimension: item.subdimension }),
    ...(item.indicator !== undefined && { indicator: item.indicator }),
    ...(item.help !== undefined && { help: item.help }),
    ...(item.labelFollowUp !== undefined && { labelFollowUp: item.labelFollowUp }),
    ...(item.risk !== undefined && { risk: item.risk }),
    ...(item.timing !== undefined && { timing: item.timing }),
    ...(item.source !== undefined && { source: item.source }),
    ...(item.paragraphs !== undefined && { paragraphs: item.paragraphs }),
  }
  if (!hasOptions(fresh) || !hasOptions(item)) return { ...fresh, ...shared }
  const { choices, choiceList, choiceSource, choiceFilter } = item
  const { choices: _replaced, ...bare } = fresh
  return {
    ...bare,
    ...shared,
    ...(choices !== undefined && { choices }),
    ...(choiceList !== undefined && { choiceList }),
    ...(choiceSource !== undefined && { choiceSource }),
    ...(choiceFilter !== undefined && { choiceFilter }),
  }
}

/** Puts a new item at a place; at the end of the section where the place is beyond it. */
export function addItem(questionnaire: Questionnaire, item: Item, place: ItemPlace): Questionnaire {
  return putAt({ ...questionnaire, items: [...questionnaire.items, item] }, item.id, place)
}

/** Puts a copy of an item below it, without its place in the score. @returns the definition, and the id of the copy */
export function duplicateItem(
  questionnaire: Questionnaire,
  itemId: string,
): { readonly questionnaire: Questionnaire; readonly id: string } {
  const item = itemById(questionnaire, itemId)
  const place = placeOf(questionnaire, itemId)
  if (item === undefined || place === null) return { questionnaire, id: itemId }
  const id = freeName(
    questionnaire.items.map((other) => other.id),
    `${itemId.replace(/_\d+$/, '')}_2`,
  )
  const copy = addItem(questionnaire, { ...item, id }, { ...place, index: place.index + 1 })
  return { questionnaire: copy, id }
}

/** Moves an item to a place, counted without it. */
export function moveItem(questionnaire: Questionnaire, itemId: string, place: ItemPlace): Questionnaire {
  return putAt(outOfSections(questionnaire, itemId), itemId, place)
}

/** Moves an item one place up or down, across the bounds of sections. The same definition where there is no such place. */
export function stepItem(questionnaire: Questionnaire, itemId: string, step: -1 | 1): Questionnaire {
  const place = placeOf(questionnaire, itemId)
  if (place === null) return questionnaire
  const { sections } = questionnaire
  const at = sections.findIndex(({ id }) => id === place.sectionId)
  const index = place.index + step
  if (index >= 0 && index < (sections[at]?.items.length ?? 0)) {
    return moveItem(questionnaire, itemId, { ...place, index })
  }
  const next = sections[at + step]
  if (next === undefined) return questionnaire
  return moveItem(questionnaire, itemId, {
    sectionId: next.id,
    index: step === 1 ? 0 : next.items.length,
  })
}

/** Takes an item out: of its section, of the score and of the rules of categories. Conditions that name it stay, and are faults then. */
export function removeItem(questionnaire: Questionnaire, itemId: string): Questionnaire {
  const { items, scoring } = questionnaire
  return outOfSections(
    {
      ...questionnaire,
      items: items.filter(({ id }) => id !== itemId),
      scoring: scoring === null ? null : outOfRules(outOfScore(scoring, itemId), itemId),
    },
    itemId,
  )
}

/** Adds a section below another, at the end where that is left out. @returns the definition, and the id of the section */
export function addSection(
  questionnaire: Questionnaire,
  after?: string,
): { readonly questionnaire: Questionnaire; readonly id: string } {
  const { sections, defaultLanguage } = questionnaire
  const id = freeName(
    sections.map((section) => section.id),
    `section_${sections.length + 1}`,
  )
  const at = sections.findIndex((section) => section.id === after)
  const place = at === -1 ? sections.length : at + 1
  const section: Section = { id, title: { [defaultLanguage]: '' }, items: [] }
  return { questionnaire: { ...questionnaire, sections: sections.toSpliced(place, 0, section) }, id }
}

/** Moves a section one place up or down with all that is in it. The same definition where there is no such place. */
export function stepSection(questionnaire: Questionnaire, sectionId: string, step: -1 | 1): Questionnaire {
  const { sections } = questionnaire
  const at = sections.findIndex(({ id }) => id === sectionId)
  const section = sections[at]
  if (section === undefined || sections[at + step] === undefined) return questionnaire
  return inOrderOfAsking({
    ...questionnaire,
    sections: sections.toSpliced(at, 1).toSpliced(at + step, 0, section),
  })
}

/** Takes a section out with every item in it. */
export function removeSection(questionnaire: Questionnaire, sectionId: string): Questionnaire {
  const section = questionnaire.sections.find(({ id }) => id === sectionId)
  if (section === undefined) return questionnaire
  const left = section.items.reduce(removeItem, questionnaire)
  return withUsedRepeats({ ...left, sections: left.sections.filter(({ id }) => id !== sectionId) })
}

/** The definition without repeats that no section belongs to. */
export function withUsedRepeats(questionnaire: Questionnaire): Questionnaire {
  const { repeats, ...rest } = questionnaire
  if (repeats === undefined) return questionnaire
  const used = repeats.filter(({ id }) => rest.sections.some(({ repeat }) => repeat === id))
  if (used.length === repeats.length) return questionnaire
  return used.length === 0 ? rest : { ...rest, repeats: used }
}

/** Where an item counts in the score; null for nowhere. */
export function scoringPlaceOf({ scoring }: Questionnaire, itemId: string): ScoringPlace | null {
  for (const dimension of scoring?.dimensions ?? []) {
    for (const subdimension of dimension.subdimensions) {
      const placed = subdimension.items.find(({ id }) => id === itemId)
      if (placed !== undefined) {
        return { dimensionId: dimension.id, subdimensionId: subdimension.id, weight: placed.weight }
      }
    }
  }
  return null
}

/** Has an item count at a place of the score, or (null) nowhere. The item itself says so too. */
export function withScoringPlace(
  questionnaire: Questionnaire,
  itemId: string,
  place: ScoringPlace | null,
): Questionnaire {
  const { scoring } = questionnaire
  const item = itemById(questionnaire, itemId)
  if (scoring === null || item === undefined) return questionnaire
  const said = withItem(questionnaire, {
    ...item,
    dimension: place?.dimensionId ?? null,
    subdimension: place?.subdimensionId ?? null,
  })
  const bare = outOfScore(scoring, itemId)
  if (place === null) return { ...said, scoring: bare }
  return {
    ...said,
    scoring: {
      ...bare,
      dimensions: bare.dimensions.map((dimension) =>
        dimension.id !== place.dimensionId
          ? dimension
          : {
              ...dimension,
              subdimensions: dimension.subdimensions.map((subdimension) =>
                subdimension.id !== place.subdimensionId
                  ? subdimension
                  : { ...subdimension, items: [...subdimension.items, { id: itemId, weight: place.weight }] },
              ),
            },
      ),
    },
  }
}

/**
 * Puts an item of another questionnaire into this one: with its texts in the languages of this one, its own options, a free name, and its place
 * in the score where there is one of that name. Conditions that name items which are not asked before it here are left out.
 *
 * @returns the definition, the id of the item, and whether conditions were left out
 */
export function insertItem(
  questionnaire: Questionnaire,
  source: Questionnaire,
  itemId: string,
  place: ItemPlace,
): { readonly questionnaire: Questionnaire; readonly id: string; readonly lostConditions: boolean } {
  const found = itemById(source, itemId)
  if (found === undefined) return { questionnaire, id: itemId, lostConditions: false }
  const id = freeName(
    questionnaire.items.map((other) => other.id),
    itemId,
  )
  const earlier = askedBefore(questionnaire, place)
  const isKnown = (condition: string) => namedInText(condition).every((name) => earlier.includes(name))
  const item = withConditions({ ...found, id }, isKnown)
  const added = inOwnLanguages(
    addItem(questionnaire, hasOptions(item) ? withOwnOptions(source, item) : item, place),
  )
  const counted = scoringPlaceOf(source, itemId)
  return {
    questionnaire: counted === null ? added : withScoringPlace(added, id, counted),
    id,
    lostConditions: conditionsOf(item).length < conditionsOf(found).length,
  }
}

function conditionsOf(item: Item): readonly string[] {
  const own = [item.relevant, item.required, item.constraint, item.default]
  const ofOptions = hasOptions(item)
    ? [item.choiceFilter, ...(item.variants ?? []).map(({ when }) => when)]
    : []
  return [...own, ...ofOptions].filter((condition) => typeof condition === 'string')
}

/** An item without the conditions that are not wanted. */
function withConditions(item: Item, isWanted: (condition: string) => boolean): Item {
  const {
    constraint,
    constraintMessage,
    requiredMessage,
    default: start,
    benchmarkOf: _other,
    ...bare
  } = item
  const required = typeof item.required !== 'string' || isWanted(item.required) ? item.required : false
  const shared = {
    ...bare,
    relevant: item.relevant !== null && isWanted(item.relevant) ? item.relevant : null,
    required,
    ...(required !== false && requiredMessage !== undefined && { requiredMessage }),
    ...(constraint !== undefined && isWanted(constraint) && { constraint }),
    ...(constraint !== undefined &&
      isWanted(constraint) &&
      constraintMessage !== undefined && { constraintMessage }),
    ...(start !== undefined && isWanted(start) && { default: start }),
  }
  if (!hasOptions(shared)) return shared
  const { choiceFilter, variants, ...others } = shared
  return {
    ...others,
    ...(choiceFilter !== undefined && isWanted(choiceFilter) && { choiceFilter }),
    ...(variants !== undefined && { variants: variants.filter(({ when }) => isWanted(when)) }),
  }
}

function askedBefore({ sections }: Questionnaire, { sectionId, index }: ItemPlace): readonly string[] {
  const at = sections.findIndex(({ id }) => id === sectionId)
  return sections.flatMap(({ items }, place) =>
    place < at ? items : place === at ? items.slice(0, index) : [],
  )
}

/** The definition without a language and its texts. The default language stays. */
export function withoutLanguage(questionnaire: Questionnaire, language: string): Questionnaire {
  if (language === questionnaire.defaultLanguage) return questionnaire
  const { [language]: _former, ...translationStatus } = questionnaire.translationStatus
  return inOwnLanguages({
    ...questionnaire,
    languages: questionnaire.languages.filter((one) => one !== language),
    rightToLeft: questionnaire.rightToLeft.filter((one) => one !== language),
    translationStatus,
  })
}

/** The definition without texts in languages that it does not have. */
function inOwnLanguages(questionnaire: Questionnaire): Questionnaire {
  const { languages } = questionnaire
  return withEachText(questionnaire, ({ texts }) => {
    const own = Object.entries(texts).filter(([language]) => languages.includes(language))
    return own.length === Object.keys(texts).length ? texts : Object.fromEntries(own)
  })
}

/** An item with options of its own in place of a shared list. */
export function withOwnOptions(questionnaire: Questionnaire, item: OptionItem): OptionItem {
  if (item.choiceList === undefined) return item
  const { choiceList: _shared, ...bare } = item
  return { ...bare, choices: responseOptions(questionnaire, item) }
}

function isAsked(type: ItemType): boolean {
  return !['note', 'hidden', 'calculated', 'today'].includes(type)
}

/** The definition with its items in the order in which its sections ask them; those of no section last. */
export function inOrderOfAsking(questionnaire: Questionnaire): Questionnaire {
  const place = new Map(questionnaire.sections.flatMap(({ items }) => items).map((id, index) => [id, index]))
  const placeOfItem = ({ id }: Item) => place.get(id) ?? place.size
  return { ...questionnaire, items: questionnaire.items.toSorted((a, b) => placeOfItem(a) - placeOfItem(b)) }
}

function putAt(questionnaire: Questionnaire, itemId: string, { sectionId, index }: ItemPlace): Questionnaire {
  return inOrderOfAsking({
    ...questionnaire,
    sections: questionnaire.sections.map((section) =>
      section.id === sectionId ? { ...section, items: section.items.toSpliced(index, 0, itemId) } : section,
    ),
  })
}

function outOfSections(questionnaire: Questionnaire, itemId: string): Questionnaire {
  return {
    ...questionnaire,
    sections: questionnaire.sections.map((section) =>
      section.items.includes(itemId)
        ? { ...section, items: section.items.filter((id) => id !== itemId) }
        : section,
    ),
  }
}

function outOfScore(scoring: ScoringBlock, itemId: string): ScoringBlock {
  return {
    ...scoring,
    dimensions: scoring.dimensions.map((dimension) => ({
      ...dimension,
      subdimensions: dimension.subdimensions.map((subdimension) => ({
        ...subdimension,
        items: subdimension.items.filter(({ id }) => id !== itemId),
      })),
    })),
  }
}

function outOfRules(scoring: ScoringBlock, itemId: string): ScoringBlock {
  const { classification } = scoring
  if (classification === null) return scoring
  const others = (ids: readonly string[]) => ids.filter((id) => id !== itemId)
  return {
    ...scoring,
    classification: {
      ...classification,
      coreItems: others(classification.coreItems),
      ...(classification.type === 'signals' && { requiredItems: others(classification.requiredItems) }),
    },
  }
}
