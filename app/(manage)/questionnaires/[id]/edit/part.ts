import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { DraftProblem } from '@/lib/questionnaire/draft-problems'

/** What every part of the editor is given. */
export type Part = {
  readonly draft: Questionnaire
  /** In which texts are written. */
  readonly language: string
  /** Of this part. */
  readonly problems: readonly DraftProblem[]
  /** @param of what is changed: going on at the same is one step to undo */
  readonly change: (next: Questionnaire, of: string) => void
}

/** The sentences about one field of a part, and about what is in it. */
export function sayOf(problems: readonly DraftProblem[], field: string): readonly string[] {
  return problems
    .filter((problem) => problem.field === field || problem.field.startsWith(`${field}.`))
    .map(({ message }) => message)
}

/** What is wrong with a name that other parts would refer to; null for one that can be taken. */
export function refusalOfName(name: string, taken: readonly string[]): string | null {
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(name)) {
    return 'Use lower-case letters, digits and _ only, beginning with a letter, 64 at most.'
  }
  return taken.includes(name) ? 'Something else has this name. Choose another.' : null
}
