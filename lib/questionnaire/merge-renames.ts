import type { Item, LanguageMap, Questionnaire, ResponseOption } from './definition'
import { type Conflict, inPath, isSame, type Sides } from './merge-values'
import { type OptionPlace, renamedItem, renamedOption } from './renaming'

type Rename = { readonly from: string; readonly to: string }

/** Something that has a name, and what it is known by when the name changes. */
type Named = { readonly name: string; readonly type: string; readonly label: LanguageMap }

/** How names are read and changed at one place. */
type Naming = {
  readonly named: (questionnaire: Questionnaire) => readonly Named[]
  readonly renamed: (questionnaire: Questionnaire, from: string, to: string) => Questionnaire
  readonly pathOf: (name: string) => string
}

/**
 * Three states of a draft with the names of items and options made the same: where one side renamed what the other still has, all three get the
 * new name. Where both renamed it, mine stands, and theirs is a conflict.
 *
 * A new name is told by its words: one item of a type was taken out and one put in that has the same label.
 */
export function withSameNames(sides: Sides<Questionnaire>, conflicts: Conflict[]): Sides<Questionnaire> {
  const items: Naming = {
    named: ({ items }) => items.map(({ id, type, label }) => ({ name: id, type, label })),
    renamed: renamedItem,
    pathOf: (id) => `items/${inPath(id)}/id`,
  }
  const aligned = withSameNamesAt(sides, items, conflicts)
  return optionPlaces(aligned).reduce((current, place) => {
    const options: Naming = {
      named: (questionnaire) =>
        optionsAt(questionnaire, place).map(({ code, label }) => ({ name: code, type: '', label })),
      renamed: (questionnaire, from, to) => renamedOption(questionnaire, place, from, to),
      pathOf: (code) =>
        'itemId' in place
          ? `items/${inPath(place.itemId)}/choices/${inPath(code)}/code`
          : `choiceLists/${inPath(place.choiceList)}/${inPath(code)}/code`,
    }
    return withSameNamesAt(current, options, conflicts)
  }, aligned)
}

function withSameNamesAt(
  sides: Sides<Questionnaire>,
  { named, renamed, pathOf }: Naming,
  conflicts: Conflict[],
): Sides<Questionnaire> {
  let current = sides
  for (const side of ['mine', 'theirs'] as const) {
    const other = side === 'mine' ? 'theirs' : 'mine'
    const left = new Set<string>()
    for (;;) {
      const base = named(current.base)
      const rename = renamesBetween(base, named(current[side])).find(({ from }) => !left.has(from))
      if (rename === undefined) break
      const { from, to } = rename
      left.add(from)
      const there = named(current[other])
      const has = (name: string) => there.some((one) => one.name === name)
      const theirName = has(from) ? from : renamesBetween(base, there).find((one) => one.from === from)?.to
      // Taken out on the other side, or a name that is not its alone: then the new name is a new thing.
      if (theirName === undefined || (theirName !== to && has(to))) continue
      if (!isAlone(base, from) || !isAlone(there, theirName)) continue
      current = {
        ...current,
        base: renamed(current.base, from, to),
        [other]: theirName === to ? current[other] : renamed(current[other], theirName, to),
      }
      if (theirName !== from && theirName !== to)
        conflicts.push({
          path: pathOf(to),
          kind: 'value',
          kept: side,
          base: from,
          [side]: to,
          [other]: theirName,
        })
    }
  }
  return current
}

function isAlone(list: readonly Named[], name: string): boolean {
  return list.filter((one) => one.name === name).length === 1
}

/** What has another name after than before; only what cannot be mistaken. */
function renamesBetween(before: readonly Named[], after: readonly Named[]): readonly Rename[] {
  const without = (list: readonly Named[], others: readonly Named[]) => {
    const names = new Set(others.map(({ name }) => name))
    return list.filter(
      ({ name, label }) => !names.has(name) && Object.values(label).some((text) => text.trim() !== ''),
    )
  }
  const [removed, added] = [without(before, after), without(after, before)]
  const alike = (one: Named) => (other: Named) => one.type === other.type && isSame(one.label, other.label)
  return removed.flatMap((one) => {
    const [found, ...more] = added.filter(alike(one))
    const isSure = found !== undefined && more.length === 0 && removed.filter(alike(one)).length === 1
    return isSure ? [{ from: one.name, to: found.name }] : []
  })
}

/** Where options may have been renamed: codes differ, and no other item has the id of the one that they are of. */
function optionPlaces({ base, mine, theirs }: Sides<Questionnaire>): readonly OptionPlace[] {
  const [ofBase, ...others] = [base, mine, theirs].map(itemsAlone)
  const own = [...(ofBase ?? [])].filter(([id, item]) => {
    const found = others.flatMap((items) => items.get(id) ?? [])
    const codes = codesOf(ownOptions(item))
    return found.length === 2 && found.some((other) => !isSame(codes, codesOf(ownOptions(other))))
  })
  return [
    ...own.map(([id]) => ({ itemId: id })),
    ...Object.keys(base.choiceLists).map((choiceList) => ({ choiceList })),
  ]
}

/** The items whose id no other has, by id. */
function itemsAlone({ items }: Questionnaire): ReadonlyMap<string, Item> {
  const found = new Map<string, Item>()
  const repeated = new Set<string>()
  for (const item of items) {
    if (found.has(item.id)) repeated.add(item.id)
    found.set(item.id, item)
  }
  for (const id of repeated) found.delete(id)
  return found
}

function ownOptions(item: Item): readonly ResponseOption[] {
  return 'choices' in item ? (item.choices ?? []) : []
}

function codesOf(options: readonly ResponseOption[]): readonly string[] {
  return options.map(({ code }) => code)
}

/** The options at a place; none where there is no such list. */
export function optionsAt(
  { items, choiceLists }: Questionnaire,
  place: OptionPlace,
): readonly ResponseOption[] {
  if ('choiceList' in place)
    return Object.hasOwn(choiceLists, place.choiceList) ? (choiceLists[place.choiceList] ?? []) : []
  const item = items.find(({ id }) => id === place.itemId)
  return item === undefined ? [] : ownOptions(item)
}
