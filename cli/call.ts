import { type ParseArgsConfig, parseArgs } from 'node:util'
import { UsageError } from './terminal'

/*
 * How a call is read. What a command would leave unused is refused, never dropped in silence: whoever wrote it meant something by it.
 */

type Options = NonNullable<ParseArgsConfig['options']>

/**
 * Reads the options and the words of a call.
 *
 * @param takes the words that the command takes besides its options, as the help names them: `['FILE.csv']`
 * @throws UsageError naming an option that is not known or given twice, or a word too many
 */
export function readCall<T extends Options>(
  args: readonly string[],
  options: T,
  takes: readonly string[] = [],
) {
  const { tokens, ...call } = parsed(args, options)
  const named = tokens.flatMap((token) => (token.kind === 'option' ? [token.rawName] : []))
  const repeated = repeatedIn(named)
  if (repeated !== undefined) throw new UsageError(`${repeated} stands twice. Give it once.`)
  const tooMany = call.positionals[takes.length]
  if (tooMany !== undefined) {
    const room = takes.length === 0 ? 'options alone' : `${takes.join(' and ')} besides options`
    throw new UsageError(
      `"${tooMany}" is one word too many: this command takes ${room}. Part a list by commas without spaces. See: foothold help`,
    )
  }
  return call
}

function parsed<T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true, tokens: true })
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message : 'The call cannot be read.'} See: foothold help`,
    )
  }
}

/**
 * Refuses options that are known but change nothing beside the others.
 *
 * @param given the options of the call by name; undefined and false are not given
 * @param useful names of those that say something here
 * @param where what they are beside: `--show`
 * @throws UsageError naming the first
 */
export function refuseUseless(
  given: Readonly<Record<string, string | boolean | undefined>>,
  useful: readonly string[],
  where: string,
): void {
  const useless = Object.entries(given).find(
    ([name, value]) => value !== undefined && value !== false && !useful.includes(name),
  )
  if (useless !== undefined)
    throw new UsageError(`--${useless[0]} changes nothing beside ${where}. Leave one of them out.`)
}

/** An option or a word that a command cannot do without. @throws UsageError */
export function required(value: string | undefined, name: string): string {
  if (value === undefined || value === '') throw new UsageError(`${name} is missing. See: foothold help`)
  return value
}

/** One of the words that an option takes. @throws UsageError naming them all */
export function oneOf<T extends string>(option: string, given: string, choices: readonly T[]): T {
  const choice = choices.find((known) => known === given)
  if (choice === undefined) throw new UsageError(`${option} ${given}: choose ${choices.join(', ')}.`)
  return choice
}

/** The parts of a list, each of which counts once. @throws UsageError when one is empty or stands twice */
export function listed(list: string, option: string): readonly string[] {
  const parts = partsOf(list, option)
  const repeated = repeatedIn(parts)
  if (repeated !== undefined)
    throw new UsageError(`${option} ${list}: "${repeated}" stands twice. Name it once.`)
  return parts
}

/** The parts of a list in which one may stand again. @throws UsageError when one is empty */
export function partsOf(list: string, option: string): readonly string[] {
  const parts = list.split(',').map((part) => part.trim())
  if (parts.includes('')) throw new UsageError(`${option} ${list}: a part is empty. Write the list as A,B,C.`)
  return parts
}

function repeatedIn(words: readonly string[]): string | undefined {
  return words.find((word, place) => words.indexOf(word) !== place)
}
