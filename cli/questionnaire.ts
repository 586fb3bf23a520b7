import { writeFileSync } from 'node:fs'
import { readQuestionnaireToPrint } from '@/db/printed-questionnaires'
import { importForm } from '@/db/questionnaire-forms'
import {
  ensureDefaultInstruments,
  importQuestionnaire,
  listQuestionnaires,
  readQuestionnaire,
} from '@/db/questionnaires'
import { changeInWords } from '@/lib/difference-in-words'
import { readXlsForm } from '@/lib/interchange/xlsform/read'
import { type Remark, remarkInWords } from '@/lib/interchange/xlsform/remarks'
import { questionnaireOnPaper } from '@/lib/paper/questionnaire-on-paper'
import { parseQuestionnaire } from '@/lib/questionnaire/check'
import { isComparable } from '@/lib/questionnaire/comparable'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { differenceOf } from '@/lib/questionnaire/diff'
import { textIn } from '@/lib/questionnaire/language'
import { lintQuestionnaire } from '@/lib/questionnaire/lint'
import { minutesToAnswer } from '@/lib/questionnaire/lint/length'
import { isScoringChanged } from '@/lib/questionnaire/scoring-change'
import { oneOf, readCall, refuseUseless, required } from './call'
import { exportForm, exportXForm, filesIn } from './form-files'
import { operator, problemLines, readFileBytes, readJsonFile, say, UsageError } from './terminal'

/** `questionnaire validate FILE · import FILE [--media FOLDER] · list · diff … · export ID [--version N] [--format json|xlsform|xform|pdf] [--language L] [--media FOLDER] [--out FILE]` */
export async function run([what, ...args]: readonly string[]): Promise<number> {
  switch (what) {
    case 'validate':
      return validate(fileNamed(args))
    case 'import':
      return importFile(args)
    case 'list':
      return list(args)
    case 'diff':
      return diff(args)
    case 'export':
      return exportDefinition(args)
    default:
      throw new UsageError(`questionnaire ${what ?? ''}: choose validate, import, list, diff or export.`)
  }
}

async function importFile(args: readonly string[]): Promise<number> {
  const { values, positionals } = readCall(args, { media: { type: 'string' } }, ['FILE'])
  const file = required(positionals[0], 'FILE')
  await ensureDefaultInstruments(operator)
  if (isWorkbook(file)) {
    const bytes = readFileBytes(file)
    const files = values.media === undefined ? [] : filesIn(values.media, file)
    const { id, version, mediaCount, notes } = await importForm(operator, bytes, file, files)
    sayNotes(file, notes)
    say(`Published as version ${version}.`)
    if (values.media !== undefined) say(`Recordings and pictures stored: ${mediaCount}.`)
    process.stdout.write(`${id}\n`)
    return 0
  }
  if (values.media !== undefined)
    throw new UsageError(
      `--media goes with a form (.xlsx or .xls), which names its files. Upload those of ${file} under Recordings and pictures.`,
    )
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
    language: { type: 'string' },
    media: { type: 'string' },
    out: { type: 'string' },
  } as const
  const { values, positionals } = readCall(args, options, ['ID'])
  const id = required(positionals[0], 'ID')
  const format = oneOf('--format', values.format, ['json', 'xlsform', 'xform', 'pdf'])
  const useful = { json: [], xform: ['media'], xlsform: ['media'], pdf: ['language'] }[format]
  refuseUseless(values, ['version', 'format', 'out', ...useful], `--format ${format}`)
  const version = values.version === undefined ? undefined : wholeNumber('--version', values.version)
  await ensureDefaultInstruments(operator)
  const content = await exported(format, id, version, values)
  if (values.out === undefined) process.stdout.write(content)
  else writeFileSync(values.out, content)
  return 0
}

async function exported(
  format: 'json' | 'xlsform' | 'xform' | 'pdf',
  id: string,
  version: number | undefined,
  { language, media }: { readonly language?: string | undefined; readonly media?: string | undefined },
): Promise<string | Uint8Array> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(await readQuestionnaire(operator, id, version), null, 2)}\n`
    case 'xlsform':
      return exportForm(await readQuestionnaire(operator, id, version), media)
    case 'xform':
      return exportXForm(await readQuestionnaire(operator, id, version), media)
    case 'pdf':
      return printed(id, version, language)
  }
}

async function printed(id: string, version: number | undefined, language: string | undefined) {
  const toPrint = await readQuestionnaireToPrint(operator, id, { version, language })
  // Loaded here alone: the typesetter is large, and no other command needs it.
  const { paperPdf } = await import('@/app/ui/paper/pdf')
  return paperPdf(questionnaireOnPaper(toPrint.questionnaire, toPrint.language, toPrint.publishedOn))
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

/** Says that a questionnaire can be published, and what to look at before. */
function sayFindings(file: string, questionnaire: Questionnaire): void {
  const { items, languages } = questionnaire
  const findings = lintQuestionnaire(questionnaire)
  const warnings =
    findings.length === 0 ? '' : `, ${findings.length === 1 ? '1 warning' : `${findings.length} warnings`}`
  say(`${file}: no problem${warnings}. Items: ${items.length}. Languages: ${languages.join(', ')}.`)
  const minutes = languages.map(
    (language) => `${language} ${Math.round(minutesToAnswer(questionnaire, language))}`,
  )
  say(`Minutes to read aloud and answer: ${minutes.join(', ')}.`)
  for (const { path, code, message } of findings)
    process.stdout.write(`warning ${code}: ${path}: ${message}\n`)
}

/** `diff ID V1 V2` of published versions, or `diff FILE1 FILE2`. */
async function diff(args: readonly string[]): Promise<number> {
  const [first, second, third] = readCall(args, {}, ['ID', 'V1', 'V2']).positionals
  const named = required(first, 'ID or FILE1')
  if (third === undefined && /^\d+$/.test(second ?? ''))
    throw new UsageError(`V2 is missing: name two versions of "${named}", such as 1 2.`)
  const [before, after] =
    third === undefined
      ? [readDefinition(named), readDefinition(required(second, 'FILE2 (or V1 and V2)'))]
      : await publishedVersions(named, [required(second, 'V1'), third])
  const changes = differenceOf(before, after)
  for (const change of changes) process.stdout.write(`${changeInWords(change, { before, after })}\n`)
  say(changes.length === 1 ? '1 change.' : `${changes.length === 0 ? 'No' : changes.length} changes.`)
  if (isScoringChanged(before, after))
    say(
      'The same answers may be scored otherwise: scores of the two versions are not to be compared as they are.',
    )
  const apart = after.items
    .map(({ id }) => id)
    .filter((id) => before.items.some((item) => item.id === id) && !isComparable(before, after, id))
  if (apart.length > 0) say(`Answers that do not fit into one column: ${apart.join(', ')}.`)
  return 0
}

async function publishedVersions(
  id: string,
  versions: readonly [string, string],
): Promise<readonly [Questionnaire, Questionnaire]> {
  const [before, after] = versions.map((version) => wholeNumber('version', version))
  await ensureDefaultInstruments(operator)
  return [await readQuestionnaire(operator, id, before), await readQuestionnaire(operator, id, after)]
}

function wholeNumber(what: string, text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`${what} ${text}: give a whole number, such as 1.`)
  return Number(text)
}

/** A questionnaire from a file of either kind. @throws UsageError with every problem */
function readDefinition(file: string): Questionnaire {
  if (isWorkbook(file)) {
    const read = readXlsForm(readFileBytes(file), file)
    if (read.ok) return read.value.questionnaire
    throw new UsageError([`${file}: this form has faults.`, ...read.faults.map(remarkInWords)].join('\n'))
  }
  const parsed = parseQuestionnaire(readJsonFile(file))
  if (parsed.ok) return parsed.value
  throw new UsageError(
    [`${file}: this questionnaire has problems.`, ...problemLines(parsed.problems)].join('\n'),
  )
}

function validateForm(file: string): number {
  const read = readXlsForm(readFileBytes(file), file)
  if (read.ok) {
    const { questionnaire, notes } = read.value
    sayNotes(file, notes)
    sayFindings(file, questionnaire)
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
    sayFindings(file, parsed.value)
    return 0
  }
  say(`${file}: ${parsed.problems.length === 1 ? '1 problem' : `${parsed.problems.length} problems`}.`)
  for (const line of problemLines(parsed.problems)) process.stdout.write(`${line.trim()}\n`)
  return 2
}
