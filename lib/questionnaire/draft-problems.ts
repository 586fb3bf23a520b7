import type { Problem } from '../result'
import { checkQuestionnaire, parseQuestionnaire } from './check'
import type { Questionnaire } from './definition'

/** The part of a questionnaire that something stands in, by name. */
export type Place =
  | { readonly kind: 'item' | 'section' | 'list'; readonly id: string }
  | { readonly kind: 'score' | 'general' }

/** What keeps a draft from being published, at its place. */
export type DraftProblem = Problem & {
  readonly place: Place
  /** Path within the place: `label`, `choices[2].code`; '' for the place as a whole. */
  readonly field: string
}

/**
 * Everything that keeps a draft from being published: what its shape lacks, and what does not make sense. One sentence for each field, that of
 * the shape first.
 */
export function draftProblems(draft: Questionnaire): readonly DraftProblem[] {
  const parsed = parseQuestionnaire(draft)
  if (parsed.ok) return []
  const found = [...parsed.problems]
  const paths = new Set(found.map(({ path }) => path))
  for (const problem of checkQuestionnaire(draft)) {
    if (!paths.has(problem.path)) found.push(problem)
  }
  return found.map((problem) => ({ ...problem, ...placed(draft, problem.path) }))
}

/** Whether two places are the same. */
export function isSamePlace(a: Place, b: Place): boolean {
  return a.kind === b.kind && ('id' in a ? a.id : '') === ('id' in b ? b.id : '')
}

function placed(draft: Questionnaire, path: string): Pick<DraftProblem, 'place' | 'field'> {
  const [, list, index, inItem = ''] = /^(items|sections)\[(\d+)\]\.?(.*)$/.exec(path) ?? []
  if (list === 'items') {
    const item = draft.items[Number(index)]
    if (item !== undefined) return { place: { kind: 'item', id: item.id }, field: inItem }
  }
  if (list === 'sections') {
    const section = draft.sections[Number(index)]
    if (section !== undefined) return { place: { kind: 'section', id: section.id }, field: inItem }
  }
  const [, repeatAt, inRepeat = ''] = /^repeats\[(\d+)\]\.?(.*)$/.exec(path) ?? []
  if (repeatAt !== undefined) {
    const repeat = draft.repeats?.[Number(repeatAt)]
    const first = draft.sections.find((section) => section.repeat === repeat?.id)
    if (first !== undefined) return { place: { kind: 'section', id: first.id }, field: `repeat.${inRepeat}` }
  }
  const [, name, inList = ''] = /^choiceLists\.([^.[]*)\.?(.*)$/.exec(path) ?? []
  if (name !== undefined) return { place: { kind: 'list', id: name }, field: inList }
  const [, inScore] = /^scoring\.?(.*)$/.exec(path) ?? []
  if (inScore !== undefined) return { place: { kind: 'score' }, field: inScore }
  return { place: { kind: 'general' }, field: path }
}
