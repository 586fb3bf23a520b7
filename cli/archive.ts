import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openDeposit } from '@/db/microdata'
import { checksumsName, type DepositFile, depositFiles } from '@/lib/deposit/deposit-files'
import { breakdownsOf } from '@/lib/disclosure/lattice'
import { reidentificationRisk } from '@/lib/disclosure/reidentification'
import { checksumsText, type FileChecksum } from '@/lib/interchange/checksums'
import type { Microdata } from '@/lib/interchange/microdata'
import { studyOf } from '@/lib/interchange/study-of-round'
import { type ZipEntry, zip } from '@/lib/workbook/zip'
import { readCall, required } from './call'
import { leftOutLines } from './export'
import { operator, progressBar, say, UsageError } from './terminal'
import { interruptible, writeWhole } from './whole-file'

/**
 * `archive --survey SLUG --out FOLDER|FILE.zip --reason R [--language L] [--licence L] [--data-version V] [--with-sensitive] [--with-text]
 * [--with-item-scores]`: the package that a data archive takes
 */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = readCall(args, {
    survey: { type: 'string' },
    out: { type: 'string' },
    reason: { type: 'string' },
    language: { type: 'string' },
    licence: { type: 'string', default: '' },
    'data-version': { type: 'string', default: '1' },
    'with-sensitive': { type: 'boolean', default: false },
    'with-text': { type: 'boolean', default: false },
    'with-item-scores': { type: 'boolean', default: false },
  })
  const slug = required(values.survey, '--survey SLUG')
  const out = required(values.out, '--out FOLDER or FILE.zip')
  const reason = required(values.reason, '--reason R')
  const isZip = out.toLowerCase().endsWith('.zip')
  refuseOccupied(out, isZip)
  const deposit = await openDeposit(operator, slug, {
    reason,
    ...(values.language !== undefined && { language: values.language }),
    includeSensitive: values['with-sensitive'],
    includeText: values['with-text'],
    includeItemScores: values['with-item-scores'],
  })
  const { questionnaire, description, leftOut, round } = deposit
  const bar = progressBar('Writing')
  try {
    await interruptible(async (check) => {
      const keys = breakdownsOf(questionnaire).map(({ id }) => id)
      const risk = await reidentificationRisk(keys, deposit.bands())
      const wishes = { version: values['data-version'], licence: values.licence }
      const study = studyOf(round, questionnaire, description.language, leftOut, description.madeOn, wishes)
      const table = withProgress(deposit.table, bar.update, check)
      const files = depositFiles({ ...deposit, study, risk, table })
      if (isZip) await writeWhole(out, zip(entries(files, `${slug}/`), description.madeOn))
      else await writeFolder(out, files, check)
    })
  } finally {
    bar.end()
    deposit.close()
  }
  for (const line of leftOutLines(leftOut)) say(line)
  say(`${out}: ${description.rowCount} responses, ${description.variables.length} variables.`)
  return 0
}

function refuseOccupied(out: string, isZip: boolean): void {
  if (!existsSync(dirname(join(out, isZip ? '' : '.'))))
    throw new UsageError(`${out}: there is no such folder. Make it first.`)
  if (!existsSync(out)) return
  if (isZip || !statSync(out).isDirectory())
    throw new UsageError(`${out}: there is such a file already. Name another one, or take it away first.`)
  if (readdirSync(out).length > 0) throw new UsageError(`${out}: this folder is not empty. Name another one.`)
}

/** The rows of four files count towards one bar. */
function withProgress(
  table: () => Microdata,
  update: (done: number, total: number) => void,
  check: () => void,
): () => Microdata {
  const files = 4
  let done = 0
  return () => {
    const { rows, ...description } = table()
    async function* counted() {
      for await (const row of rows) {
        check()
        yield row
        done += 1
        if (done % 100 === 0) update(done, files * description.rowCount)
      }
    }
    return { ...description, rows: counted() }
  }
}

/** Every file, and then the checksums of all. */
async function* entries(files: readonly DepositFile[], folder: string): AsyncGenerator<ZipEntry> {
  const sums: FileChecksum[] = []
  for (const { name, content } of files) {
    const hash = createHash('sha256')
    yield { name: `${folder}${name}`, content: hashed(content(), hash) }
    sums.push({ path: name, sha256: hash.digest('hex') })
  }
  yield { name: `${folder}${checksumsName}`, content: once(Buffer.from(checksumsText(sums))) }
}

async function* hashed(
  bytes: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    hash.update(piece)
    yield piece
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** A folder that is there whole or not at all. */
async function writeFolder(out: string, files: readonly DepositFile[], check: () => void): Promise<void> {
  const unfinished = `${out.replace(/[/\\]+$/, '')}.${process.pid}.part`
  try {
    for await (const { name, content } of entries(files, '')) {
      check()
      const file = join(unfinished, name)
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      await writeWhole(file, content)
    }
    check()
    // An empty folder of that name gives way.
    rmSync(out, { recursive: true, force: true })
    renameSync(unfinished, out)
  } finally {
    rmSync(unfinished, { recursive: true, force: true })
  }
}
