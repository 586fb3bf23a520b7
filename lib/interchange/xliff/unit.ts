import type { OfferedTranslation } from '../offered-translations'
import { keyOfUnitId, subStates } from './names'

/** A piece of a text: words, or a code of the file, whose words may stand elsewhere in its unit. */
export type InlinePart =
  | { readonly words: string }
  | {
      /** Of the code; null for the end of a pair. */
      readonly id: string | null
      readonly dataRef: string | null
      /** What the file shows for it. */
      readonly shown: string | null
    }

/** One segment of a unit, or what stands between two. */
export type Segment = {
  readonly isIgnorable: boolean
  readonly state: string | null
  readonly subState: string | null
  readonly source: readonly InlinePart[]
  /** Null where the file has none. */
  readonly target: readonly InlinePart[] | null
  /** Place of the target among those of the unit, from 1; null for its own. */
  readonly order: number | null
}

export type Unit = {
  readonly id: string
  readonly name: string | null
  readonly before: string | null
  /** Original data by id. */
  readonly data: ReadonlyMap<string, string>
  readonly segments: readonly Segment[]
}

/** A unit as a translation, or why it is none. */
export type ReadUnit =
  | { readonly ok: true; readonly value: OfferedTranslation }
  | { readonly ok: false; readonly key: string; readonly code: string; readonly message: string }

/**
 * Puts the segments of a unit together, whichever way a program has cut them.
 *
 * @param place where the unit stands in the file
 */
export function translationOfUnit(unit: Unit, place: string): ReadUnit {
  const key = unit.name ?? keyOfUnitId(unit.id)
  const wordsById = new Map<string, string>()
  const source = unit.segments.map((segment) => textOf(segment.source, unit, wordsById)).join('')
  const translatable = unit.segments.filter(({ isIgnorable }) => !isIgnorable)
  const before = unit.before
  const offered = { key, place, source, before }
  if (translatable.every(({ target }) => target === null || target.length === 0))
    return { ok: true, value: { ...offered, translation: '', state: null } }
  if (translatable.some(({ target }) => target === null))
    return {
      ok: false,
      key,
      code: 'translation_incomplete',
      message: `only some parts of "${key.slice(0, 200)}" are translated. Translate the others too.`,
    }
  const translation = inTargetOrder(unit.segments)
    .map(({ source, target }) => textOf(target ?? source, unit, wordsById))
    .join('')
  return { ok: true, value: { ...offered, translation, state: stateOfSegments(translatable) } }
}

/** Targets that say their place take it; the others fill what is left, in their order. */
function inTargetOrder(segments: readonly Segment[]): readonly Segment[] {
  const placed = new Map<number, Segment>()
  for (const segment of segments) {
    const { order } = segment
    if (order !== null && order <= segments.length && !placed.has(order)) placed.set(order, segment)
  }
  const taken = new Set(placed.values())
  const others = segments.filter((segment) => !taken.has(segment))[Symbol.iterator]()
  return segments.flatMap((_, index) => placed.get(index + 1) ?? others.next().value ?? [])
}

/** Of several segments the least certain. */
function stateOfSegments(segments: readonly Segment[]): OfferedTranslation['state'] {
  const states = segments.map(stateOfSegment)
  for (const state of [null, 'to_check', 'machine_drafted', 'translated'] as const)
    if (states.includes(state)) return state
  return 'reviewed'
}

function stateOfSegment({ state, subState }: Segment): OfferedTranslation['state'] {
  switch (state) {
    case 'translated':
      return 'translated'
    case 'reviewed':
    case 'final':
      return 'reviewed'
    default:
      if (subState === subStates.machine_drafted) return 'machine_drafted'
      return subState === subStates.to_check ? 'to_check' : null
  }
}

/** @param wordsById words of the codes that were read so far; a target may name those of its source by id alone */
function textOf(parts: readonly InlinePart[], { data }: Unit, wordsById: Map<string, string>): string {
  return parts
    .map((part) => {
      if ('words' in part) return part.words
      const words =
        data.get(part.dataRef ?? '') ?? wordsById.get(part.id ?? '') ?? placeholderIn(part.shown ?? '')
      if (part.id !== null) wordsById.set(part.id, words)
      return words
    })
    .join('')
}

/** Only a placeholder of ours is taken from what a code shows: programs show marks of their own for formatting. */
function placeholderIn(shown: string): string {
  return /^\$\{\s*[a-z][a-z0-9_]*\s*\}$/.test(shown) ? shown : ''
}
