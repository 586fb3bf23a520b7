import type { Item, OptionItem } from './definition'

/*
 * The three-way merge of values of JSON: what one side changed is taken, what both changed differently is a conflict. Objects are merged key by
 * key, lists whose elements have names by these names. `undefined` stands for what is not there.
 */

export type Sides<T> = { readonly base: T; readonly mine: T; readonly theirs: T }

/** What both sides changed differently. A side that does not have it is left out. */
export type Conflict = {
  /**
   * Names from the whole to the part, with slashes between: `items/work_status/label/en`. `~0`, `~1` and `~2` stand for `~`, `/` and `#` in
   * a name; `#2` after a name is its second bearer, `#0` alone the first element of a list without names.
   */
  readonly path: string
  /** A value, or the place of an element among its neighbours: `{ "after": name }`, named as in paths, null for the first. */
  readonly kind: 'value' | 'place'
  /** Which of the two the merged definition has. Mine, unless I took away what they changed. */
  readonly kept: 'mine' | 'theirs'
  readonly base?: unknown
  readonly mine?: unknown
  readonly theirs?: unknown
}

/** What is known while one merge goes on. */
export type Merging = {
  readonly conflicts: Conflict[]
  /** Keys of items that one side took out and that stay, for the other changed them. */
  readonly kept: Set<string>
  /** Keys of items that were taken out. */
  readonly gone: Set<string>
  /** By the path of a list: keys of elements that others lie in, and that therefore stay. */
  readonly needed: Map<string, Set<string>>
}

/** Lists whose elements lie in those of another list, by their key `in`. */
const containersOf: ReadonlyMap<string, string> = new Map([
  ['asked', 'sections'],
  ['scoring/items', 'scoring/subdimensions'],
  ['scoring/subdimensions', 'scoring/dimensions'],
])

/** Lists that name items: where an item stays or goes, its name does so too. */
const listsOfItems: ReadonlySet<string> = new Set([
  'asked',
  'scoring/items',
  'scoring/classification/coreItems',
  'scoring/classification/requiredItems',
])

/** The lists that hang together, and the objects that have them. */
const linked: ReadonlySet<string> = new Set([
  '',
  'items',
  'scoring',
  'scoring/classification',
  ...listsOfItems,
  ...[...containersOf].flat(),
])

/** What both sides have become, with the conflicts added to those of `merging`. */
export function mergeValues(sides: Sides<unknown>, path: readonly string[], merging: Merging): unknown {
  const { base, mine, theirs } = sides
  // What one side did to one of these lists says what is to be done with another.
  const isLinked =
    linked.has(path.join('/')) && [mine, theirs].every((side) => isObject(side) || isList(side))
  if (!isLinked) {
    if (isSame(mine, theirs) || isSame(theirs, base)) return mine
    if (isSame(mine, base)) return theirs
  }
  if (isObject(mine) && isObject(theirs)) {
    return mergeObjects({ base: isObject(base) ? base : {}, mine, theirs }, path, merging)
  }
  if (isList(mine) && isList(theirs)) {
    const lists = { base: isList(base) ? base : [], mine, theirs }
    if (everyList(lists, (list) => list.length === lists.base.length && areByPosition(list))) {
      return mine.map((value, place) =>
        mergeValues(
          { base: lists.base[place], mine: value, theirs: theirs[place] },
          [...path, `#${place}`],
          merging,
        ),
      )
    }
    if (everyList(lists, (list) => list.every((element) => nameOf(element) !== null)))
      return mergeLists(lists, path, merging)
  }
  return conflicting(sides, path, merging)
}

/** Whether two values are the same; the order of keys does not matter. */
export function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (isList(one)) {
    return (
      isList(other) && one.length === other.length && one.every((value, place) => isSame(value, other[place]))
    )
  }
  if (!isObject(one) || !isObject(other)) return false
  return keysIn(one, other).every((key) => isSame(valueAt(one, key), valueAt(other, key)))
}

/** The keys of the elements of a list: their names, made fit for a path, and told apart where two have the same. */
export function keysOf(list: readonly unknown[]): readonly string[] {
  const seen = new Map<string, number>()
  return list.map((element) => {
    const name = nameOf(element) ?? ''
    const count = (seen.get(name) ?? 0) + 1
    seen.set(name, count)
    return count === 1 ? inPath(name) : `${inPath(name)}#${count}`
  })
}

/** A name as it stands in a path. */
export function inPath(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('#', '~2')
}

/** A name from a path. */
export function fromPath(key: string): string {
  return key.replaceAll('~2', '#').replaceAll('~1', '/').replaceAll('~0', '~')
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

export function valueAt(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined
}

/** What an element of a list lies in; empty text where lists do not tell. */
export function containerOf(element: unknown): string {
  const container = isObject(element) ? valueAt(element, 'in') : undefined
  return typeof container === 'string' ? container : ''
}

function everyList(
  { base, mine, theirs }: Sides<readonly unknown[]>,
  holds: (list: readonly unknown[]) => boolean,
): boolean {
  return holds(base) && holds(mine) && holds(theirs)
}

/** What tells an element of a list from its neighbours, whatever else changes in it. */
function nameOf(element: unknown): string | null {
  if (typeof element === 'string') return element
  if (!isObject(element)) return null
  for (const key of ['id', 'code', 'category', 'when']) {
    const name = valueAt(element, key)
    if (typeof name === 'string') return name
  }
  return null
}

/** The condition of a variant is all the name it has, and the first thing to be changed. */
function areByPosition(list: readonly unknown[]): boolean {
  return list.every((element) => isObject(element) && Object.hasOwn(element, 'scores'))
}

function keysIn(...objects: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  return [...new Set(objects.flatMap((object) => Object.keys(object)))]
}

/** Leaves what is mine; but what I took away and they changed stays as theirs. */
function conflicting(
  { base, mine, theirs }: Sides<unknown>,
  path: readonly string[],
  { conflicts }: Merging,
): unknown {
  const kept = isNothing(mine) && !isNothing(theirs) ? 'theirs' : 'mine'
  conflicts.push({
    path: path.join('/'),
    kind: 'value',
    kept,
    ...(base !== undefined && { base }),
    ...(mine !== undefined && { mine }),
    ...(theirs !== undefined && { theirs }),
  })
  return kept === 'mine' ? mine : theirs
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null
}

function mergeObjects(
  sides: Sides<Readonly<Record<string, unknown>>>,
  path: readonly string[],
  merging: Merging,
): unknown {
  const { base, mine, theirs } = sides
  const mergedAt = (key: string) =>
    mergeValues(
      { base: valueAt(base, key), mine: valueAt(mine, key), theirs: valueAt(theirs, key) },
      [...path, inPath(key)],
      merging,
    )
  const kind = path.at(-1) === 'attributes' ? undefined : turnedKind(mine, theirs)
  if (kind === undefined) return withoutNothing(keysIn(mine, theirs).map((key) => [key, mergedAt(key)]))

  // Of two types, each has keys that mean nothing to the other: they come from the side that chose the type, or nothing is mixed.
  const chooser = isSame(valueAt(mine, kind), valueAt(base, kind)) ? theirs : mine
  const other = chooser === mine ? theirs : mine
  const isOfBoth = keysOfBoth(valueAt(mine, kind), valueAt(theirs, kind))
  const isMixable =
    isSame(valueAt(other, kind), valueAt(base, kind)) &&
    keysIn(base, other).every((key) => isOfBoth(key) || isSame(valueAt(other, key), valueAt(base, key)))
  if (!isMixable) return conflicting(sides, path, merging)
  return withoutNothing(
    keysIn(mine, theirs).map((key) => [key, isOfBoth(key) ? mergedAt(key) : valueAt(chooser, key)]),
  )
}

/** The key that says of which type an object is, where the two are of different ones. */
function turnedKind(
  mine: Readonly<Record<string, unknown>>,
  theirs: Readonly<Record<string, unknown>>,
): string | undefined {
  return ['type', 'method'].find((key) => {
    const kinds = [valueAt(mine, key), valueAt(theirs, key)]
    return kinds.every((kind) => typeof kind === 'string') && kinds[0] !== kinds[1]
  })
}

function withoutNothing(entries: readonly (readonly [string, unknown])[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

/** What items of every type have, but for the type itself. */
const keysOfItems: Readonly<Record<Exclude<keyof Item, 'type'>, true>> = {
  id: true,
  role: true,
  dimension: true,
  subdimension: true,
  indicator: true,
  label: true,
  help: true,
  labelFollowUp: true,
  missing: true,
  sensitive: true,
  risk: true,
  required: true,
  relevant: true,
  constraint: true,
  constraintMessage: true,
  requiredMessage: true,
  default: true,
  appearance: true,
  timing: true,
  benchmarkOf: true,
  scoring: true,
  source: true,
  paragraphs: true,
}

/** What items with options have beside that. */
const keysOfOptionItems: Readonly<Record<Exclude<keyof OptionItem, keyof Item>, true>> = {
  choices: true,
  choiceList: true,
  choiceSource: true,
  choiceFilter: true,
  variants: true,
}

function keysOfBoth(one: unknown, other: unknown): (key: string) => boolean {
  const haveOptions = [one, other].every((type) => ['single', 'multiple', 'rank'].includes(String(type)))
  return (key) => Object.hasOwn(keysOfItems, key) || (haveOptions && Object.hasOwn(keysOfOptionItems, key))
}

type Elements = ReadonlyMap<string, unknown>

function mergeLists(
  sides: Sides<readonly unknown[]>,
  path: readonly string[],
  merging: Merging,
): readonly unknown[] {
  const elements = {
    base: elementsOf(sides.base),
    mine: elementsOf(sides.mine),
    theirs: elementsOf(sides.theirs),
  }
  const merged = new Map<string, unknown>()
  for (const key of new Set([...elements.mine.keys(), ...elements.theirs.keys()])) {
    const value = mergeElements(elements, key, path, merging)
    if (value !== undefined) merged.set(key, value)
  }
  note(elements, merged, path, merging)
  const containers = new Set([...merged.values()].map(containerOf))
  return [...containers].flatMap((container) => {
    const lyingIn = (found: Elements) =>
      [...found].filter(([, element]) => containerOf(element) === container).map(([key]) => key)
    const orders = {
      base: lyingIn(elements.base),
      mine: lyingIn(elements.mine),
      theirs: lyingIn(elements.theirs),
    }
    return mergeOrders(orders, lyingIn(merged), path, merging).map((key) => merged.get(key))
  })
}

function elementsOf(list: readonly unknown[]): Elements {
  const keys = keysOf(list)
  return new Map(list.map((element, place) => [keys[place] ?? '', element]))
}

/** An element of one or both sides as it stays; undefined when it is taken out. */
function mergeElements(
  { base, mine, theirs }: Sides<Elements>,
  key: string,
  path: readonly string[],
  merging: Merging,
): unknown {
  const sides = { base: base.get(key), mine: mine.get(key), theirs: theirs.get(key) }
  if (mine.has(key) && theirs.has(key)) return mergeValues(sides, [...path, key], merging)
  const left = mine.has(key) ? sides.mine : sides.theirs
  if (!base.has(key)) return left
  const namesItem = listsOfItems.has(path.join('/'))
  if (namesItem && merging.kept.has(key)) return left
  if (namesItem && merging.gone.has(key)) return undefined
  const isNeeded = merging.needed.get(path.join('/'))?.has(key) ?? false
  return isSame(left, sides.base) && !isNeeded ? undefined : conflicting(sides, [...path, key], merging)
}

/** Notes what later lists must know of this one. */
function note(
  { base, mine, theirs }: Sides<Elements>,
  merged: Elements,
  path: readonly string[],
  { kept, gone, needed }: Merging,
): void {
  const container = containersOf.get(path.join('/'))
  if (container !== undefined) needed.set(container, new Set([...merged.values()].map(containerOf)))
  if (path.join('/') !== 'items') return
  for (const key of base.keys()) {
    if (!merged.has(key)) gone.add(key)
    else if (!mine.has(key) || !theirs.has(key)) kept.add(key)
  }
}

/**
 * The keys that stay, in their order: theirs, with what I added or moved put behind what it follows on my side. Where both moved the same
 * elsewhere, that is a conflict.
 */
function mergeOrders(
  { base, mine, theirs }: Sides<readonly string[]>,
  staying: readonly string[],
  path: readonly string[],
  { conflicts }: Merging,
): readonly string[] {
  const stays = new Set(staying)
  const [myOrder, theirOrder] = [mine, theirs].map((keys) => keys.filter((key) => stays.has(key)))
  const movedByMe = movedKeys(base, mine)
  const order = (theirOrder ?? []).filter((key) => !movedByMe.has(key))
  const placed = new Set(order)
  let before: string | null = null
  for (const key of myOrder ?? []) {
    if (!placed.has(key)) order.splice(before === null ? 0 : order.indexOf(before) + 1, 0, key)
    placed.add(key)
    before = key
  }
  // Items stand in the order in which sections ask them: their moves are told there.
  if (path.join('/') === 'items') return order
  const [mineSet, theirSet] = [new Set(mine), new Set(theirs)]
  const common = [mine, theirs].map((keys) => keys.filter((key) => mineSet.has(key) && theirSet.has(key)))
  for (const key of movedKeys(base, theirs)) {
    if (!movedByMe.has(key) || !stays.has(key)) continue
    const inBase = neighbour(base, key)
    const [inMine = null, inTheirs = null] = common.map((keys) => neighbour(keys, key))
    if (inMine === inTheirs) continue
    conflicts.push({
      path: [...path, key].join('/'),
      kind: 'place',
      kept: 'mine',
      base: { after: inBase },
      mine: { after: inMine },
      theirs: { after: inTheirs },
    })
  }
  return order
}

/** The key before another; null for the first. */
function neighbour(keys: readonly string[], key: string): string | null {
  const before = keys[keys.indexOf(key) - 1]
  return before ?? null
}

/** The fewest keys that one must have moved to come from one order to another. */
function movedKeys(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const placeBefore = new Map(before.map((key, place) => [key, place]))
  const common = after.filter((key) => placeBefore.has(key))
  const places = common.map((key) => placeBefore.get(key) ?? 0)
  const unmoved = new Set(longestRise(places).map((place) => before[place]))
  return new Set(common.filter((key) => !unmoved.has(key)))
}

/**
 * A longest strictly rising choice among different numbers, in their order.
 *
 * @see Fredman (1975), On computing the length of longest increasing subsequences
 */
function longestRise(numbers: readonly number[]): readonly number[] {
  /** By length less one: the place of the least number that ends a rise of that length. */
  const ends: number[] = []
  const previous: (number | undefined)[] = []
  for (const [place, number] of numbers.entries()) {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1
      else high = middle
    }
    previous.push(low === 0 ? undefined : ends[low - 1])
    ends[low] = place
  }
  const rise: number[] = []
  for (let place = ends.at(-1); place !== undefined; place = previous[place]) rise.push(numbers[place] ?? 0)
  return rise.reverse()
}
