import type { VariableCounts } from './counts'

/** What a codebook can say of its variables beyond the table itself. */
export type CodebookDetails = {
  /** Words for the ids of groups: `work` → "Work and income". A group without words shows its id. */
  readonly groupLabels?: ReadonlyMap<string, string>
  /** Who was asked, by name of variable: "Who has worked in the last month." */
  readonly universes?: ReadonlyMap<string, string>
  /** How often what occurs, a variable each in the table's order. */
  readonly counts?: readonly VariableCounts[]
}

/** The groups of variables in the order of their first, each with its words. */
export function groupsOf<T extends { readonly group: string }>(
  variables: readonly T[],
  labels: ReadonlyMap<string, string> = new Map(),
): readonly { readonly id: string; readonly label: string; readonly variables: readonly T[] }[] {
  const groups = new Map<string, T[]>()
  for (const variable of variables) {
    const group = groups.get(variable.group)
    if (group === undefined) groups.set(variable.group, [variable])
    else group.push(variable)
  }
  return [...groups].map(([id, members]) => ({ id, label: labels.get(id) ?? id, variables: members }))
}
