import type { Item, Questionnaire } from './definition'
import { plainExpression } from './diff/items'
import { areSame } from './diff/same'
import { hasOptions, responseOptions } from './options'

/**
 * Whether the answers to an item under two versions can be put into one column: both have it, of one type, and an answer means the same kind of
 * thing. By type that asks for the same: codes of options; ends and steps of a scale; unit of a number; precision of a date; calculation. What
 * is asked once for each entry of a repeat is another thing than what is asked once.
 *
 * Words are not looked at: whether a question that was reworded still asks the same is for people to say (`differenceOf` shows it).
 */
export function isComparable(before: Questionnaire, after: Questionnaire, itemId: string): boolean {
  const [old, item] = [before, after].map(({ items }) => items.find(({ id }) => id === itemId))
  if (old === undefined || item === undefined) return false
  return (
    repeatOf(before, itemId) === repeatOf(after, itemId) &&
    areSame(answerForm(before, old), answerForm(after, item))
  )
}

/** Id of the repeat in whose entries an item is asked. */
function repeatOf({ sections }: Questionnaire, itemId: string): string | undefined {
  return sections.find(({ items }) => items.includes(itemId))?.repeat
}

function answerForm(questionnaire: Questionnaire, item: Item) {
  const { type } = item
  if (hasOptions(item))
    return {
      type,
      codes: responseOptions(questionnaire, item)
        .map(({ code }) => code)
        .sort(),
    }
  switch (item.type) {
    case 'scale':
      return { type, min: item.min, max: item.max, step: item.step }
    case 'number': {
      const { unit } = item
      return { type, unit: typeof unit === 'object' ? unit?.[questionnaire.defaultLanguage] : unit }
    }
    case 'date':
      return { type, precision: item.precision }
    case 'calculated':
      return { type, calculation: plainExpression(item.calculation) }
    default:
      return { type }
  }
}
