import { writeFileSync } from 'node:fs'
import {
  ensureDefaultInstruments,
  importQuestionnaire,
  listQuestionnaires,
  readQuestionnaire,
} from '@/db/questionnaires'
import { parseQuestionnaire } from '@/lib/questionnaire/check'
import { textIn } from '@/lib/questionnaire/language'
import { operator, problemLines, readCall, readJsonFile, required, say, UsageError } from './terminal'

/** `questionnaire validate FILE · import FILE · list · export ID [--version N] [--format json] [--out FILE]` */
export async function run([what, ...args]: readonly string[]): Promise<number> {
  const { values, positionals } = readCall(args, {
    version: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
  })
  if (what === 'validate') return validate(fileNamed(positionals))
  await ensureDefaultInstruments(operator)
  switch (what) {
    case 'import': {
      const { id, version } = await importQuestionnaire(operator, readJsonFile(fileNamed(positionals)))
      say(`Published as version ${version}.`)
      process.stdout.write(`${id}\n`)
      return 0
    }
    case 'list':
      for (const { id, version, title, defaultLanguage, languages, itemCount } of await listQuestionnaires(
        operator,
      )) {
        const name = textIn(title, defaultLanguage, defaultLanguage)
        process.stdout.write(`${[id, version, itemCount, languages.join(','), name].join('\t')}\n`)
      }
      return 0
    case 'export': {
      if (values.format !== undefined && values.format !== 'json') {
        throw new UsageError(`--format ${values.format}: this version writes json.`)
      }
      const version = values.version === undefined ? undefined : Number(values.version)
      const questionnaire = await readQuestionnaire(operator, required(positionals[0], 'ID'), version)
      const text = `${JSON.stringify(questionnaire, null, 2)}\n`
      if (values.out === undefined) process.stdout.write(text)
      else writeFileSync(values.out, text)
      return 0
    }
    default:
      throw new UsageError(`questionnaire ${what ?? ''}: choose validate, import, list or export.`)
  }
}

function fileNamed(positionals: readonly string[]): string {
  const file = required(positionals[0], 'FILE')
  if (/\.xlsx?$/i.test(file)) {
    throw new UsageError(
      `${file}: this version reads questionnaires as JSON. Write this form in the format of docs/questionnaire-format.md.`,
    )
  }
  return file
}

function validate(file: string): number {
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
