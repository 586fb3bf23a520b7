/** Fewer people found again than this make a class whose weights hang on single persons. */
const fewestFound = 20

/**
 * The classes within which people found again stand for those who were not: groups that are never joined, divided by one characteristic after
 * another. A class is divided only where each part keeps at least 20 people found again; values of fewer count together as one part.
 *
 * @param groups of each person: what figures are to be about
 * @param isFound whether each person was found again
 * @param characteristics of each person, the most telling first; '' where it is not known, which is a value like others
 * @returns the class of each person
 * @see Little (1986), International Statistical Review 54: weighting classes
 */
export function attritionClasses(
  groups: readonly string[],
  isFound: readonly boolean[],
  characteristics: readonly (readonly string[])[],
): readonly string[] {
  return characteristics.reduce((classes, values) => divided(classes, values, isFound), groups)
}

type Part = { people: number; found: number }

function divided(
  classes: readonly string[],
  values: readonly string[],
  isFound: readonly boolean[],
): readonly string[] {
  const partsOf = new Map<string, Map<string, Part>>()
  for (const [row, name] of classes.entries()) {
    const parts = partsOf.get(name) ?? new Map<string, Part>()
    partsOf.set(name, parts)
    const part = parts.get(values[row] ?? '') ?? { people: 0, found: 0 }
    parts.set(values[row] ?? '', part)
    part.people += 1
    part.found += Number(isFound[row])
  }
  const standing = new Map([...partsOf].map(([name, parts]) => [name, standingAlone(parts)]))
  return classes.map((name, row) => {
    const alone = standing.get(name) ?? []
    if (alone.length === 0) return name
    const value = values[row] ?? ''
    return `${name}, ${alone.includes(value) ? value : '*'}`
  })
}

/** The values that become classes of their own; none where the class is not to be divided. */
function standingAlone(parts: ReadonlyMap<string, Part>): readonly string[] {
  const alone = [...parts].filter(([, { found }]) => found >= fewestFound).map(([value]) => value)
  const others = [...parts].filter(([value]) => !alone.includes(value)).map(([, part]) => part)
  if (others.length === 0) return alone.length > 1 ? alone : []
  return others.reduce((sum, { found }) => sum + found, 0) >= fewestFound ? alone : []
}
