import type { SurveyDesign } from './design'
import type { DesignEstimate } from './estimate'
import { estimateProportion } from './proportion'
import type { LonelyPsu } from './variance'

/** Where the people of one state went. */
export type TransitionRow = {
  readonly from: string
  /** People in this state in the earlier wave, linked or not. */
  readonly n: number
  /** Of them, those found again. */
  readonly linked: number
  /** Weighted share of those not found again, 0–1; null when there is nobody. */
  readonly unlinkedShare: DesignEstimate | null
  /** T_ab for each state b, 0–1, summing to 1 over the row; null when nobody was found again. */
  readonly to: Readonly<Record<string, DesignEstimate>> | null
}

export type TransitionInput = {
  /** Of the earlier wave, with its weights (adjusted for attrition, where they are). */
  readonly design: SurveyDesign
  /** State of each person in the earlier wave; null leaves the person out. */
  readonly from: readonly (string | null)[]
  /** State in the later wave; null where the person was not found again. */
  readonly to: readonly (string | null)[]
  readonly lonelyPsu?: LonelyPsu
}

/**
 * The transition matrix of people seen twice: T_ab = Σ w [a][b] / Σ w [a] over linked people, each a ratio with its standard error.
 * Without links between waves flows are unknown; show the two cross-sections instead.
 *
 * @param states rows and columns, in order; a state that a person has and the list has not is an error
 * @throws RangeError when columns differ in length, a state is not listed, or under lonelyPsu `fail`
 * @see measurement framework, section 6.3
 */
export function transitionMatrix(
  input: TransitionInput,
  states: readonly string[],
): readonly TransitionRow[] {
  const { design, from, to, lonelyPsu = 'adjust' } = input
  requireStates(input, states)
  return states.map((state) => {
    const isHere = (row: number) => from[row] === state
    const unlinked = estimateProportion(
      design,
      to.map((later) => Number(later === null)),
      { domain: isHere, lonelyPsu },
    )
    const options = { domain: (row: number) => isHere(row) && to[row] !== null, lonelyPsu }
    const cells = states.map((later) => {
      const cell = estimateProportion(
        design,
        to.map((reached) => Number(reached === later)),
        options,
      )
      return cell === null ? null : ([later, cell] as const)
    })
    const found = cells.flatMap((cell) => (cell === null ? [] : [cell]))
    return {
      from: state,
      n: unlinked?.n ?? 0,
      linked: found[0]?.[1].n ?? 0,
      unlinkedShare: unlinked,
      to: found.length === 0 ? null : Object.fromEntries(found),
    }
  })
}

function requireStates({ design, from, to }: TransitionInput, states: readonly string[]): void {
  if (from.length !== design.n || to.length !== design.n)
    throw new RangeError(`The states have ${from.length} and ${to.length} rows, the design ${design.n}.`)
  for (const state of [...from, ...to]) {
    if (state !== null && !states.includes(state))
      throw new RangeError(`"${state}" is not a state. There are: ${states.join(', ')}.`)
  }
}
