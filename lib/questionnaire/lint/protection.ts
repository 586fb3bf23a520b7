import type { Item, Questionnaire } from '../definition'
import { type Finding, finding, inItem } from './finding'

/** Items whose answers could harm or expose those who give them. */
export function* lintProtection({ items }: Questionnaire): Generator<Finding> {
  for (const [place, item] of items.entries()) yield* lintItem(item, place)
}

function* lintItem(item: Item, place: number): Generator<Finding> {
  const { id } = item
  if (item.risk === 'high') {
    yield finding(
      'high_risk',
      inItem(place, item, 'risk'),
      {},
      `Item "${id}" asks for what could expose somebody. Make sure that you need it, and that who asks it knows where to send people for help.`,
    )
    if (!item.sensitive) {
      yield finding(
        'high_risk_not_sensitive',
        inItem(place, item, 'sensitive'),
        {},
        `Item "${id}" is of high risk and not marked as sensitive, so its answers go out with every file, and people may have no way to refuse. Mark it as sensitive.`,
      )
    }
  }
  if (item.sensitive && item.required !== false) {
    yield finding(
      'sensitive_required',
      inItem(place, item, 'required'),
      {},
      `Item "${id}" is sensitive and required: people must answer or refuse, and refusing can tell, too. Let them pass over it: "required": false.`,
    )
  }
  if (item.type === 'text' && !item.sensitive && item.role !== 'metadata') {
    yield finding(
      'text_not_sensitive',
      inItem(place, item, 'sensitive'),
      {},
      `Item "${id}" takes words, and people write names and places. Mark it as sensitive, or offer options in its place.`,
    )
  }
  if (item.type === 'date' && item.precision === 'day' && item.role !== 'metadata') {
    yield finding(
      'full_date',
      inItem(place, item, 'precision'),
      {},
      `Item "${id}" asks for a full date. One of birth or arrival can tell who somebody is: ask for the month or the year, unless the day matters.`,
    )
  }
}
