import type { Questionnaire, ScoringBlock, Section } from './definition'
import { inOrderOfAsking, removeItem } from './edit'
import { optionsAt, withSameNames } from './merge-renames'
import {
  type Conflict,
  containerOf,
  fromPath,
  isList,
  isObject,
  keysOf,
  type Merging,
  mergeValues,
  type Sides,
  valueAt,
} from './merge-values'
import { renamedItem, renamedOption } from './renaming'

export type { Conflict } from './merge-values'

/**
 * What becomes of a draft that two people changed at once.
 *
 * What only one of them changed is taken. Objects are merged key by key; items, sections, options, dimensions and whatever else has a name by
 * these names, in an order that respects both. What one took out and the other left as it was goes; what one took out and the other changed
 * stays, and is a conflict. Of what both changed differently mine stays, and is a conflict. An item or option that one of them renamed is
 * still the same one.
 *
 * The merged draft has the shape of a questionnaire, as the three have; whether it makes sense is for the check to say.
 *
 * Paths of conflicts begin at the keys of the definition, but for what lies in sections and dimensions, which is named by itself wherever it
 * lies: `asked/ITEM` for the place of an item (`in` is its section), `scoring/subdimensions/ID` and `scoring/items/ID` (`in` is what each is
 * part of).
 *
 * @param base what both began from
 */
export function mergeDrafts(
  base: Questionnaire,
  mine: Questionnaire,
  theirs: Questionnaire,
): { readonly merged: Questionnaire; readonly conflicts: readonly Conflict[] } {
  const merging: Merging = { conflicts: [], kept: new Set(), gone: new Set(), needed: new Map() }
  const sides = withSameNames({ base, mine, theirs }, merging.conflicts)
  const flat: Sides<unknown> = {
    base: flattened(sides.base),
    mine: flattened(sides.mine),
    theirs: flattened(sides.theirs),
  }
  const merged = assembled(mergeValues(flat, [], merging))
  const wasInOrder = isInOrder(mine) && isInOrder(theirs)
  return { merged: wasInOrder ? inOrderOfAsking(merged) : merged, conflicts: merging.conflicts }
}

/**
 * The draft with one side of a conflict: the whole of what the other side had at this place. Everything else, what was changed since the merge
 * included, stays.
 *
 * An item that one side took out leaves sections, score and rules with it. What lies in a section that is taken out moves to the one before it
 * (after it, where it is the first); the only section stays. An item that comes back comes last.
 *
 * @throws RangeError when the name of the other side has been given to something else
 */
export function withConflictSolved(
  merged: Questionnaire,
  conflict: Conflict,
  side: 'mine' | 'theirs',
): Questionnaire {
  const path = conflict.path.split('/')
  const solved =
    conflict.kind === 'place'
      ? withPlace(merged, path, conflict[side])
      : isRename(path)
        ? renamedBack(merged, path, conflict, side)
        : withValue(merged, path, conflict[side])
  return isInOrder(merged) ? inOrderOfAsking(solved) : solved
}

/** A definition in which what lies in sections, dimensions and sub-dimensions stands beside them, and says what it is in. */
type Flat = Omit<Questionnaire, 'sections' | 'scoring'> & {
  readonly asked: readonly { readonly id: string; readonly in: string }[]
  readonly sections: readonly Omit<Section, 'items'>[]
  readonly scoring: FlatScoring | null
}
type Dimension = ScoringBlock['dimensions'][number]
type Subdimension = Dimension['subdimensions'][number]
type FlatScoring = Omit<ScoringBlock, 'dimensions'> & {
  readonly items: readonly (Subdimension['items'][number] & { readonly in: string })[]
  readonly subdimensions: readonly (Omit<Subdimension, 'items'> & { readonly in: string })[]
  readonly dimensions: readonly Omit<Dimension, 'subdimensions'>[]
}

/** Parts stand before what they lie in: that is merged with regard to them. */
function flattened({ sections, scoring, items, ...rest }: Questionnaire): Flat {
  const keys = keysOf(sections)
  return {
    ...rest,
    items,
    asked: sections.flatMap((section, place) => section.items.map((id) => ({ id, in: keys[place] ?? '' }))),
    sections: sections.map(({ items: _asked, ...section }) => section),
    scoring: scoring === null ? null : flattenedScoring(scoring),
  }
}

function flattenedScoring({ dimensions, ...rest }: ScoringBlock): FlatScoring {
  const keys = keysOf(dimensions)
  const subdimensions = dimensions.flatMap((dimension, place) =>
    dimension.subdimensions.map((subdimension) => ({ ...subdimension, in: keys[place] ?? '' })),
  )
  const subKeys = keysOf(subdimensions)
  return {
    ...rest,
    items: subdimensions.flatMap(({ items }, place) =>
      items.map((item) => ({ ...item, in: subKeys[place] ?? '' })),
    ),
    subdimensions: subdimensions.map(({ items: _items, ...subdimension }) => subdimension),
    dimensions: dimensions.map(({ subdimensions: _subdimensions, ...dimension }) => dimension),
  }
}

/** The definition that a flat one stands for. */
function assembled(value: unknown): Questionnaire {
  // Merging mixes keys and elements of definitions, each at its own place, so the shape stays; a property test holds it to that.
  const { asked, sections, scoring, ...rest } = value as Flat
  const keys = keysOf(sections)
  // A section may be chosen that was taken out since: an item must be asked somewhere.
  const placed = asked.map((part) => (keys.includes(part.in) ? part : { ...part, in: keys.at(-1) ?? '' }))
  return {
    ...rest,
    sections: sections.map((section, place) => ({
      ...section,
      items: partsIn(placed, keys[place]).map(({ id }) => id),
    })),
    scoring: scoring === null ? null : assembledScoring(scoring),
  }
}

function assembledScoring({ items, subdimensions, dimensions, ...rest }: FlatScoring): ScoringBlock {
  const subKeys = new Map(keysOf(subdimensions).map((key, place) => [subdimensions[place], key]))
  const keys = keysOf(dimensions)
  return {
    ...rest,
    dimensions: dimensions.map((dimension, place) => ({
      ...dimension,
      subdimensions: partsIn(subdimensions, keys[place]).map((subdimension) => {
        const { in: _dimension, ...own } = subdimension
        const key = subKeys.get(subdimension)
        return { ...own, items: partsIn(items, key).map(({ in: _subdimension, ...item }) => item) }
      }),
    })),
  }
}

function partsIn<T extends { readonly in: string }>(
  parts: readonly T[],
  key: string | undefined,
): readonly T[] {
  return parts.filter((part) => part.in === key)
}

/** Whether items stand in the order in which sections ask them, those of no section last. */
function isInOrder(questionnaire: Questionnaire): boolean {
  const sorted = inOrderOfAsking(questionnaire)
  return questionnaire.items.every((item, place) => sorted.items[place] === item)
}

/** Whether a path leads to the name of an item or option. */
function isRename(path: readonly string[]): boolean {
  const last = path.at(-1)
  return (path[0] === 'items' && path.length === 3 && last === 'id') || last === 'code'
}

/** The draft with the name that an item or option has on one side; unchanged where nothing has the name of the other. */
function renamedBack(
  merged: Questionnaire,
  path: readonly string[],
  conflict: Conflict,
  side: 'mine' | 'theirs',
): Questionnaire {
  const [from, to] = [conflict[side === 'mine' ? 'theirs' : 'mine'], conflict[side]]
  if (typeof from !== 'string' || typeof to !== 'string') return merged
  if (path.at(-1) === 'id')
    return merged.items.some(({ id }) => id === from) ? renamedItem(merged, from, to) : merged
  const owner = fromPath(path[1] ?? '')
  const place = path[0] === 'items' ? { itemId: owner } : { choiceList: owner }
  const isThere = optionsAt(merged, place).some(({ code }) => code === from)
  return isThere ? renamedOption(merged, place, from, to) : merged
}

function withValue(merged: Questionnaire, path: readonly string[], value: unknown): Questionnaire {
  const [list, key = ''] = path
  if (path.length === 2 && list === 'items') {
    const id = merged.items[keysOf(merged.items).indexOf(key)]?.id
    if (value === undefined) return id === undefined ? merged : removeItem(merged, id)
    if (id === undefined) return withItemBack(merged, path, value)
  }
  if (path.length === 2 && list === 'sections' && value === undefined) return withoutSection(merged, key)
  return assembled(withValueAt(flattened(merged), path, value))
}

function withItemBack(merged: Questionnaire, path: readonly string[], value: unknown): Questionnaire {
  const flat = flattened(merged)
  const section = keysOf(flat.sections).at(-1)
  const id = fromPath(path.at(-1) ?? '')
  const asked = section === undefined ? flat.asked : [...flat.asked, { id, in: section }]
  return assembled(withValueAt({ ...flat, asked }, path, value))
}

function withoutSection(merged: Questionnaire, key: string): Questionnaire {
  const { sections } = merged
  const place = keysOf(sections).indexOf(key)
  const section = sections[place]
  if (section === undefined || sections.length === 1) return merged
  const others = sections.toSpliced(place, 1)
  const heir = Math.max(place - 1, 0)
  return {
    ...merged,
    sections: others.map((other, at) => {
      if (at !== heir || section.items.length === 0) return other
      const items = place === 0 ? [...section.items, ...other.items] : [...other.items, ...section.items]
      return { ...other, items }
    }),
  }
}

/** A value with another at a path; undefined takes away what is there. Unchanged where the path leads nowhere. */
function withValueAt(whole: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...further] = path
  if (key === undefined) return value
  if (isList(whole)) {
    const place = key.startsWith('#') ? Number(key.slice(1)) : keysOf(whole).indexOf(key)
    if (place === -1 || place >= whole.length)
      return further.length === 0 && value !== undefined ? [...whole, value] : whole
    const inner = withValueAt(whole[place], further, value)
    return inner === undefined ? whole.toSpliced(place, 1) : whole.toSpliced(place, 1, inner)
  }
  if (!isObject(whole)) return whole
  const name = fromPath(key)
  const inner = withValueAt(valueAt(whole, name), further, value)
  if (inner !== undefined) return { ...whole, [name]: inner }
  const { [name]: _before, ...others } = whole
  return others
}

/** The draft with an element of a list behind another; first of its list, or of what it lies in, behind none. */
function withPlace(merged: Questionnaire, path: readonly string[], value: unknown): Questionnaire {
  const after = isObject(value) ? valueAt(value, 'after') : undefined
  const moved = (list: unknown): unknown => {
    if (!isList(list)) return list
    const keys = keysOf(list)
    const [place, behind] = [keys.indexOf(path.at(-1) ?? ''), keys.indexOf(String(after))]
    const element = list[place]
    if (place === -1 || (typeof after === 'string' && behind === -1)) return list
    const others = list.toSpliced(place, 1)
    const first = others.findIndex((other) => containerOf(other) === containerOf(element))
    const at = behind === -1 ? Math.max(first, 0) : others.indexOf(list[behind]) + 1
    return others.toSpliced(at, 0, element)
  }
  return assembled(changedAt(flattened(merged), path.slice(0, -1), moved))
}

function changedAt(whole: unknown, path: readonly string[], change: (value: unknown) => unknown): unknown {
  const [key, ...further] = path
  if (key === undefined) return change(whole)
  if (isList(whole)) {
    const place = keysOf(whole).indexOf(key)
    return place === -1 ? whole : whole.toSpliced(place, 1, changedAt(whole[place], further, change))
  }
  if (!isObject(whole)) return whole
  const name = fromPath(key)
  return { ...whole, [name]: changedAt(valueAt(whole, name), further, change) }
}
