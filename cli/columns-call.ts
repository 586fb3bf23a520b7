import { UsageError } from './terminal'

/** The one file that a command reads. @throws UsageError when there is none, or more */
export function oneFile(positionals: readonly string[], usage: string): string {
  const [file, second] = positionals
  if (file === undefined) throw new UsageError(`Name a CSV file: ${usage}`)
  if (second !== undefined)
    throw new UsageError(`"${second}" is one word too many. Part columns by commas without spaces: ${usage}`)
  return file
}

/** Names of columns, parted by commas. @throws UsageError when one is empty or stands twice */
export function columnNames(list: string, option: string): readonly string[] {
  const names = list.split(',').map((name) => name.trim())
  if (names.includes(''))
    throw new UsageError(`${option} ${list}: a name is empty. Write the columns as A,B,C.`)
  const repeated = names.find((name, place) => names.indexOf(name) !== place)
  if (repeated !== undefined)
    throw new UsageError(`${option} ${list}: "${repeated}" stands twice. Name each column once.`)
  return names
}
