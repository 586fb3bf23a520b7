/**
 * Regular expressions that take time in proportion to the text, whatever the pattern: a respondent's text meets a pattern
 * that some questionnaire brought along, on the server too. They are simulated as sets of states (Thompson 1968, "Regular
 * Expression Search Algorithm"), and so know neither look-around nor back-references.
 */

type State =
  | { readonly kind: 'character'; readonly accepts: RegExp; next: number }
  | { readonly kind: 'fork'; first: number; second: number }
  | { readonly kind: 'begin' | 'end'; next: number }
  | { readonly kind: 'done' }

/** Whether a whole text matches a pattern, as `regex( )` of ODK Collect. */
export type Pattern = (text: string) => boolean

const mostStates = 2_000

/** @returns the pattern; or what in it cannot be read, in words */
export function readPattern(
  source: string,
): { readonly ok: true; readonly value: Pattern } | { readonly ok: false; readonly fault: string } {
  try {
    const reader = new PatternReader([...source])
    const start = reader.whole()
    return { ok: true, value: (text) => matches(reader.states, start, [...text]) }
  } catch (error) {
    if (error instanceof PatternFault) return { ok: false, fault: error.message }
    throw error
  }
}

function matches(states: readonly State[], start: number, text: readonly string[]): boolean {
  let current = closure(states, [start], 0, text.length)
  for (const [place, character] of text.entries()) {
    const next: number[] = []
    for (const id of current) {
      const state = states[id]
      if (state?.kind === 'character' && state.accepts.test(character)) next.push(state.next)
    }
    current = closure(states, next, place + 1, text.length)
    if (current.size === 0) return false
  }
  return [...current].some((id) => states[id]?.kind === 'done')
}

/** The states that are reached without a character, at a place of a text of some length. */
function closure(
  states: readonly State[],
  from: readonly number[],
  place: number,
  length: number,
): ReadonlySet<number> {
  const reached = new Set<number>()
  const pending = [...from]
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    const state = states[id]
    if (state?.kind === 'fork') pending.push(state.first, state.second)
    if (state?.kind === 'begin' && place === 0) pending.push(state.next)
    if (state?.kind === 'end' && place === length) pending.push(state.next)
  }
  return reached
}

class PatternFault extends Error {}

/** A piece of a pattern that is to be built before a state that follows it, perhaps several times. @returns where it begins */
type Piece = (next: number) => number

class PatternReader {
  readonly states: State[] = [{ kind: 'done' }]
  private at = 0
  private depth = 0

  constructor(private readonly source: readonly string[]) {}

  whole(): number {
    const piece = this.choice()
    if (this.at < this.source.length) throw new PatternFault(`"${this.source[this.at]}" closes nothing.`)
    return piece(0)
  }

  private choice(): Piece {
    this.depth += 1
    if (this.depth > 50) throw new PatternFault('it has more than 50 levels of brackets.')
    const branches = [this.sequence()]
    while (this.take('|')) branches.push(this.sequence())
    this.depth -= 1
    return (next) =>
      branches
        .map((branch) => branch(next))
        .reduceRight((second, first) => this.add({ kind: 'fork', first, second }))
  }

  private sequence(): Piece {
    const pieces: Piece[] = []
    while (this.at < this.source.length && !['|', ')'].includes(this.source[this.at] ?? ''))
      pieces.push(this.repeated(this.single()))
    return (next) => pieces.reduceRight((following, piece) => piece(following), next)
  }

  private repeated(piece: Piece): Piece {
    let result = piece
    for (let bounds = this.bounds(); bounds !== null; bounds = this.bounds()) {
      const [least, most] = bounds
      const once = result
      result = (next) => {
        let after = next
        if (most === Infinity) {
          const loop = this.add({ kind: 'fork', first: 0, second: next })
          this.states[loop] = { kind: 'fork', first: once(loop), second: next }
          after = loop
        } else
          for (let more = least; more < most; more += 1)
            after = this.add({ kind: 'fork', first: once(after), second: next })
        for (let needed = 0; needed < least; needed += 1) after = once(after)
        return after
      }
      // Whether a repetition takes much or little first makes no difference to whether the whole matches.
      this.take('?')
    }
    return result
  }

  private bounds(): readonly [number, number] | null {
    if (this.take('*')) return [0, Infinity]
    if (this.take('+')) return [1, Infinity]
    if (this.take('?')) return [0, 1]
    const rest = this.source.slice(this.at, this.at + 12).join('')
    const braces = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(rest)
    if (braces === null) return null
    this.at += braces[0].length
    const least = Number(braces[1])
    const most = braces[2] === undefined ? least : braces[3] === '' ? Infinity : Number(braces[3])
    if (most < least) throw new PatternFault(`"${braces[0]}" asks for at least more than at most.`)
    return [least, most]
  }

  private single(): Piece {
    const character = this.source[this.at] ?? ''
    this.at += 1
    switch (character) {
      case '(': {
        if (this.take('?') && !this.take(':')) throw new PatternFault('"(?" is known only as "(?:".')
        const inner = this.choice()
        if (!this.take(')')) throw new PatternFault('a bracket "(" is not closed.')
        return inner
      }
      case '[':
        return this.accepting(this.characterClass())
      case '.':
        return this.accepting('.')
      case '^':
        return (next) => this.add({ kind: 'begin', next })
      case '$':
        return (next) => this.add({ kind: 'end', next })
      case '\\':
        return this.accepting(this.escape())
      case '*':
      case '+':
      case '?':
        throw new PatternFault(`"${character}" repeats nothing.`)
      default:
        return this.accepting(character.replace(/[{}\]/]/, '\\$&'))
    }
  }

  private characterClass(): string {
    const from = this.at
    if (this.source[this.at] === '^') this.at += 1
    if (this.source[this.at] === ']') this.at += 1
    while (this.at < this.source.length && this.source[this.at] !== ']')
      this.at += this.source[this.at] === '\\' ? 2 : 1
    if (!this.take(']')) throw new PatternFault('a class "[" is not closed.')
    return `[${this.source.slice(from, this.at - 1).join('')}]`
  }

  private escape(): string {
    const character = this.source[this.at]
    this.at += 1
    if (character === undefined) throw new PatternFault('it ends in "\\".')
    if (/[1-9kbB]/.test(character)) throw new PatternFault(`"\\${character}" is not known here.`)
    if (character !== 'p' && character !== 'P')
      return /[A-Za-z0-9]/.test(character) ? `\\${character}` : character.replace(/[^\w\s]/, '\\$&')
    const end = this.source.indexOf('}', this.at)
    const name = this.source.slice(this.at, end + 1).join('')
    if (!/^\{[A-Za-z_=]+\}$/.test(name))
      throw new PatternFault(`"\\${character}" needs a property, as in \\p{L}.`)
    this.at = end + 1
    return `\\${character}${name}`
  }

  /** @param source of one character in the syntax of JavaScript */
  private accepting(source: string): Piece {
    let accepts: RegExp
    try {
      accepts = new RegExp(`^${source}$`, 'su')
    } catch {
      // An escape that only newer syntax refuses, such as "\-" outside of a class.
      try {
        accepts = new RegExp(`^${source}$`, 's')
      } catch {
        throw new PatternFault(`"${source}" cannot be read.`)
      }
    }
    return (next) => this.add({ kind: 'character', accepts, next })
  }

  private add(state: State): number {
    if (this.states.length >= mostStates) throw new PatternFault('it is too large. Write it more simply.')
    this.states.push(state)
    return this.states.length - 1
  }

  private take(character: string): boolean {
    if (this.source[this.at] !== character) return false
    this.at += 1
    return true
  }
}
