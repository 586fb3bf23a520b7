import type { Item, ItemOfType } from '../questionnaire/definition'
import { offeredMissingCodes } from '../questionnaire/options'

/** What the answer to an item must hold to in another program, as expressions; each null where there is nothing to hold to. */
export type FormConstraint = {
  /** What its author wrote. */
  readonly own: string | null
  /** The ends of its range, or its greatest length. */
  readonly range: string | null
  /** That options which stand alone, reserved answers among them, are chosen alone. */
  readonly alone: string | null
}

export function formConstraint(item: Item): FormConstraint {
  return { own: item.constraint ?? null, range: rangeOf(item), alone: aloneOf(item) }
}

/** Expressions that must all hold, as one; null when there is none. */
export function allOf(expressions: readonly (string | null)[]): string | null {
  const held = expressions.filter((text) => text !== null)
  return held.length < 2 ? (held[0] ?? null) : held.map((text) => `(${text})`).join(' and ')
}

function rangeOf(item: Item): string | null {
  switch (item.type) {
    case 'number':
      return `. >= ${numberText(item.min)} and . <= ${numberText(item.max)}`
    case 'date':
      return item.precision === 'day' ? `. >= date('${item.min}') and . <= date('${item.max}')` : null
    case 'text':
      return `string-length(.) <= ${item.maxLength}`
    default:
      return null
  }
}

function aloneOf(item: Item): string | null {
  const alone = item.type === 'multiple' ? standAlone(item) : []
  return allOf(alone.map((code) => `not(selected(., '${code}') and count-selected(.) > 1)`))
}

function standAlone(item: ItemOfType<'multiple'>): readonly string[] {
  return [...(item.exclusive ?? []), ...offeredMissingCodes(item)]
}

function numberText(value: number): string {
  return value < 0 ? `-${numberText(-value)}` : String(value)
}
