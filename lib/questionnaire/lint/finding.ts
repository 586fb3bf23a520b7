import type { Item } from '../definition'

/** What can be warned of, in the order in which it is told. */
export const findingCodes = [
  'translation_missing',
  'translation_machine_drafted',
  'translation_not_reviewed',
  'placeholders_differ',
  'takes_long',
  'intro_long',
  'section_long',
  'label_long',
  'high_risk',
  'high_risk_not_sensitive',
  'sensitive_required',
  'text_not_sensitive',
  'full_date',
  'filled_in_beforehand',
  'condition_always_true',
  'condition_true_unasked',
  'options_never_offered',
  'options_look_alike',
  'options_not_searched',
  'scored_item_without_place',
  'score_place_differs',
  'option_never_scored',
  'scores_not_used',
  'critical_without_effect',
] as const
export type FindingCode = (typeof findingCodes)[number]

/** Something that a questionnaire may have and perhaps should not: it can be published with it, for a reason. */
export type Finding = {
  readonly code: FindingCode
  readonly severity: 'warning'
  /** The code and the place by ids: it stays when things are moved, so a reason that was given can be found again. */
  readonly key: string
  /** Where it stands in the document now: `items[3].choices[0]`. */
  readonly path: string
  readonly itemId?: string
  readonly language?: string
  /** Values that a translated message needs. */
  readonly params: Readonly<Record<string, string | number>>
  /** What was found and what can be done, in English. */
  readonly message: string
}

/** The place of a finding: now, and by ids. */
export type FindingPlace = Pick<Finding, 'path' | 'itemId' | 'language'> & { readonly ids: string }

/** @param params values of the message; the ids of the place are among them already */
export function finding(
  code: FindingCode,
  { ids, ...place }: FindingPlace,
  params: Finding['params'],
  message: string,
): Finding {
  const { itemId, language } = place
  const named = { ...(itemId !== undefined && { itemId }), ...(language !== undefined && { language }) }
  return {
    code,
    severity: 'warning',
    key: `${code}:${ids}`,
    ...place,
    params: { ...named, ...params },
    message,
  }
}

/**
 * A place in an item.
 *
 * @param part of the item, as in the document: `choices[2]`; '' for the whole
 * @param ids of that part, where they differ from its path: `choices/other`
 */
export function inItem(place: number, { id }: Item, part = '', ids = part): FindingPlace {
  return {
    path: part === '' ? `items[${place}]` : `items[${place}].${part}`,
    ids: ids === '' ? `items/${id}` : `items/${id}/${ids}`,
    itemId: id,
  }
}

/** The first of a list in quotation marks, and how many more there are: `"a", "b" and 3 more`. */
export function firstOf(names: readonly string[], most = 3): string {
  const quoted = names.slice(0, most).map((name) => `"${name}"`)
  if (names.length > most) return `${quoted.join(', ')} and ${names.length - most} more`
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`
}
