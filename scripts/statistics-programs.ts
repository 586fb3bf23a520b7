import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'

/** A program and the ending of the files that it reads. */
export type Reader = 'haven.sav' | 'pspp.sav' | 'haven.dta' | 'pandas.dta'

const printedSchema = z.object({
  version: z.union([z.string(), z.array(z.string()).transform((list) => list.join())]),
  files: z.record(z.string(), z.unknown()),
})

/** What a program printed: its version, and its reading of each file by the file's name. */
export type Printed = z.infer<typeof printedSchema>

/**
 * Lets a statistics program read every file of its ending in a folder.
 *
 * @param scripts folder of `read-sav.R`, `read-dta.R` and `read-dta.py`
 * @returns null when the program, or a package that it needs, is not on this machine
 * @throws when the program fails over a file
 */
export async function readWith(
  reader: Reader,
  folder: string,
  names: readonly string[],
  scripts: string,
): Promise<Printed | null> {
  const printed = async (program: string, script: string) =>
    printedSchema.parse(JSON.parse(await output(folder, program, [join(scripts, script), folder])))
  switch (reader) {
    case 'haven.sav':
    case 'haven.dta':
      if (!(await canRun(folder, 'Rscript', ['-e', 'library(haven); library(jsonlite)']))) return null
      return printed('Rscript', `read-${reader.slice(-3)}.R`)
    case 'pandas.dta':
      for (const python of ['python3', '/usr/bin/python3']) {
        if (await canRun(folder, python, ['-c', 'import pandas'])) return printed(python, 'read-dta.py')
      }
      return null
    case 'pspp.sav':
      return (await canRun(folder, 'pspp', ['--version'])) ? psppReading(folder, names) : null
  }
}

async function psppReading(folder: string, names: readonly string[]): Promise<Printed> {
  const syntax = names.flatMap((name) => [
    `GET FILE='${name}.sav'.`,
    'DISPLAY DICTIONARY.',
    `ECHO 'end of ${name}'.`,
    `SAVE TRANSLATE /OUTFILE='${name}.csv' /TYPE=CSV /FIELDNAMES /CELLS=VALUES /MISSING=IGNORE.`,
  ])
  await writeFile(join(folder, 'read.sps'), syntax.join('\n'))
  await output(folder, 'pspp', ['-O', 'format=csv', '-o', 'dictionary.csv', 'read.sps'])
  const csv = (text: string): string[][] => parse(text, { relax_column_count: true })
  const files: Record<string, unknown> = {}
  let rest = await readFile(join(folder, 'dictionary.csv'), 'utf8')
  for (const name of names) {
    const end = rest.indexOf(`end of ${name}`)
    files[`${name}.sav`] = {
      rows: csv(await readFile(join(folder, `${name}.csv`), 'utf8')),
      dictionary: csv(rest.slice(0, end)),
    }
    rest = rest.slice(rest.indexOf('\n', end))
  }
  const [version = ''] = (await output(folder, 'pspp', ['--version'])).split('\n')
  return { version, files }
}

const run = promisify(execFile)

async function output(folder: string, program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(program, args, {
    cwd: folder,
    maxBuffer: 2 ** 28,
    env: { ...process.env, LC_ALL: 'C.UTF-8', PYTHONIOENCODING: 'utf-8' },
  })
  return stdout
}

function canRun(folder: string, program: string, args: readonly string[]): Promise<boolean> {
  return output(folder, program, args).then(
    () => true,
    () => false,
  )
}
