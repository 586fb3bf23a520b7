import { writeFileSync } from 'node:fs'
import { importForm } from '@/db/questionnaire-forms'
import {
  ensureDefaultInstruments,
  importQuestionnaire,
  listQuestionnaires,
  readQuestionnaire,
} from '@/db/questionnaires'
import { readXlsForm } from '@/lib/interchange/xlsform/read'
import { type Remark, remarkInWords } from '@/lib/interchange/xlsform/remarks'
import { writeXlsForm } from '@/lib/interchange/xlsform/write'
import { parseQuestionnaire } from '@/lib/questionnaire/check'
import { textIn } from '@/lib/questionnaire/language'
import { oneOf, readCall, required } from './call'
import { operator, problemLines, readFileBytes, readJsonFile, say, UsageError } from './terminal'

/** `questionnaire validate FILE · import FILE · list · export ID [--version N] [--format json|xlsform] [--out FILE]` */
export async function run([what, ...args]: readonly string[]): Promise<number> {
  switch (what) {
    case 'validate':
      return validate(fileNamed(args))
    case 'import':
      return importFile(fileNamed(args))
    case 'list':
      return list(args)
    case 'export':
      return exportDefinition(args)
    default:
      throw new UsageError(`questionnaire ${what ?? ''}: choose validate, import, list or export.`)
  }
}

async function importFile(file: string): Promise<number> {
  await ensureDefaultInstruments(operator)
  if (isWorkbook(file)) {
    const { id, version, notes } = await importForm(operator, readFileBytes(file), file)
    sayNotes(file, notes)
    say(`Published as version ${version}.`)
    process.stdout.write(`${id}\n`)
    return 0
  }
  const { id, version } = await importQuestionnaire(operator, readJsonFile(file))
  say(`Published as version ${version}.`)
  process.stdout.write(`${id}\n`)
  return 0
}

async function list(args: readonly string[]): Promise<number> {
  readCall(args, {})
  await ensureDefaultInstruments(operator)
  for (const { id, version, title, defaultLanguage, languages, itemCount } of await listQuestionnaires(
    operator,
  )) {
    const name = textIn(title, defaultLanguage, defaultLanguage)
    process.stdout.write(`${[id, version, itemCount, languages.join(','), name].join('\t')}\n`)
  }
  return 0
}

async function exportDefinition(args: readonly string[]): Promise<number> {
  const options = {
    version: { type: 'string' },
    format: { type: 'string', default: 'json' },
    out: { type: 'string' },
  } as const
  const { values, positionals } = readCall(args, options, ['ID'])
  const id = required(positionals[0], 'ID')
  const format = oneOf('--format', values.format, ['json', 'xlsform'])
  if (values.version !== undefined && !/^[1-9]\d*$/.test(values.version))
    throw new UsageError(`--version ${values.version}: give a whole number, such as 1.`)
  await ensureDefaultInstruments(operator)
  const version = values.version === undefined ? undefined : Number(values.version)
  const questionnaire = await readQuestionnaire(operator, id, version)
  const content =
    format === 'xlsform'
      ? await writeXlsForm(questionnaire, new Date().toISOString().slice(0, 10))
      : `${JSON.stringify(questionnaire, null, 2)}\n`
  if (values.out === undefined) process.stdout.write(content)
  else writeFileSync(values.out, content)
  return 0
}

function fileNamed(args: readonly string[]): string {
  return required(readCall(args, {}, ['FILE']).positionals[0], 'FILE')
}

function isWorkbook(file: string): boolean {
  return /\.xl[st][xm]?$/i.test(file)
}

/** Says of a form what could not be carried as it stood there. */
function sayNotes(file: string, notes: readonly Remark[]): void {
  if (notes.length === 0) {
    say(`${file}: everything was carried.`)
    return
  }
  say(`${file}: ${notes.length === 1 ? '1 thing' : `${notes.length} things`} to know.`)
  for (const note of notes) say(`  ${remarkInWords(note)}`)
}

function validateForm(file: string): number {
  const read = readXlsForm(readFileBytes(file), file)
  if (read.ok) {
    const { questionnaire, notes } = read.value
    sayNotes(file, notes)
    say(
      `${file}: no problem. Items: ${questionnaire.items.length}. Languages: ${questionnaire.languages.join(', ')}.`,
    )
    return 0
  }
  say(`${file}: ${read.faults.length === 1 ? '1 problem' : `${read.faults.length} problems`}.`)
  for (const fault of read.faults) process.stdout.write(`${remarkInWords(fault)}\n`)
  return 2
}

function validate(file: string): number {
  if (isWorkbook(file)) return validateForm(file)
  const parsed = parseQuestionnaire(readJsonFile(file))
  if (parsed.ok) {
    say(
      `${file}: no problem. Items: ${parsed.value.items.length}. Languages: ${parsed.value.languages.join(', ')}.`,
    )
    return 0
  }
  say(`${file}: ${parsed.problems.length === 1 ? '1 problem' : `${parsed.problems.length} problems`}.`)
  for (const line of problemLines(parsed.problems)) process.stdout.write(`${line.trim()}\n`)
  return 2
}
