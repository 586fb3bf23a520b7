import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { validateAnswers } from '@/lib/questionnaire/answers'
import { parseQuestionnaire } from '@/lib/questionnaire/check'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { unrolled } from '@/lib/questionnaire/repeats'
import { scoreResponse } from '@/lib/scoring/score'
import { readCall, required } from './call'
import { problemLines, progressBar, readJsonFile, say, UsageError } from './terminal'

/**
 * `score --questionnaire FILE.json [--in FILE.jsonl]`: one answer set a line in, one result a line out. A line that is wrong gives
 * no result and is named on standard error; the others are scored all the same, and the exit status is 2.
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = readCall(args, {
    questionnaire: { type: 'string' },
    in: { type: 'string' },
  })
  const questionnaire = readScored(required(values.questionnaire, '--questionnaire FILE.json'))
  const source = values.in ?? '-'
  if (source !== '-' && !existsSync(source))
    throw new UsageError(`${source}: there is no such file. Check the path.`)
  const input = source === '-' ? process.stdin : createReadStream(source)
  const bar = progressBar('Scoring')
  let line = 0
  let wrong = 0
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1
    if (text.trim() === '') continue
    const outcome = scoreLine(questionnaire, text)
    if (typeof outcome === 'string') await write(outcome)
    else {
      wrong += 1
      say(`${source === '-' ? 'standard input' : source}, line ${line}:`)
      for (const problem of problemLines(outcome)) say(problem)
    }
    if (line % 1000 === 0) bar.update(line, line)
  }
  bar.end()
  if (wrong > 0) say(`${wrong} of ${line} lines could not be scored.`)
  return wrong > 0 ? 2 : 0
}

function readScored(file: string): Questionnaire {
  const parsed = parseQuestionnaire(readJsonFile(file))
  if (!parsed.ok) {
    throw new UsageError(
      [`${file}: the questionnaire has problems.`, ...problemLines(parsed.problems)].join('\n'),
    )
  }
  if (parsed.value.scoring === null)
    throw new UsageError(`${file}: the questionnaire has no "scoring" block. Add one.`)
  return unrolled(parsed.value)
}

function scoreLine(questionnaire: Questionnaire, text: string) {
  let set: unknown
  try {
    // A byte order mark at the head of a file is not part of its first line.
    set = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return [
      {
        path: '',
        code: 'not_json',
        message: 'This is not valid JSON. Write one object a line: {"id": …, "answers": {…}}.',
      },
    ]
  }
  if (typeof set !== 'object' || set === null || !('answers' in set)) {
    return [
      {
        path: 'answers',
        code: 'missing',
        message: 'There are no answers. Write {"id": …, "answers": {item: value}}.',
      },
    ]
  }
  const verdict = validateAnswers(questionnaire, set.answers, 'scoring')
  if (!verdict.ok) return verdict.problems
  return JSON.stringify({ id: 'id' in set ? set.id : null, ...scoreResponse(questionnaire, verdict.value) })
}

function write(line: string): Promise<void> | undefined {
  if (process.stdout.write(`${line}\n`)) return
  return new Promise((resolve) => process.stdout.once('drain', resolve))
}
