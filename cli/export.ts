import { exportMicrodata } from '@/db/microdata'
import type { LeftOut } from '@/lib/interchange/column'
import { exportFormatIds } from '@/lib/interchange/export-request'
import { formatWriters } from '@/lib/interchange/format-writers'
import type { Cell } from '@/lib/interchange/microdata'
import { oneOf, readCall, required } from './call'
import { operator, progressBar, say, UsageError } from './terminal'
import { writeWhole } from './whole-file'

/** What the log says where nobody gave a reason: who has the data folder need not. */
export const noReason = 'On the command line, no reason given'

/** `export --survey SLUG --format FORMAT --out FILE|- [--language L] [--reason R] [--with-sensitive] [--with-text] [--with-item-scores]` */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = readCall(args, {
    survey: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
    language: { type: 'string' },
    reason: { type: 'string' },
    'with-sensitive': { type: 'boolean', default: false },
    'with-text': { type: 'boolean', default: false },
    'with-item-scores': { type: 'boolean', default: false },
  })
  const slug = required(values.survey, '--survey SLUG')
  const out = required(values.out, '--out FILE')
  const format = oneOf('--format', required(values.format, '--format FORMAT'), exportFormatIds)
  if (values['with-text'] && values.reason === undefined)
    throw new UsageError(
      '--with-text needs --reason "…": what people wrote may name them, and the log keeps why it left.',
    )
  const { microdata, about, leftOut, close } = await exportMicrodata(operator, slug, {
    format,
    reason: values.reason ?? noReason,
    ...(values.language !== undefined && { language: values.language }),
    includeSensitive: values['with-sensitive'],
    includeText: values['with-text'],
    includeItemScores: values['with-item-scores'],
  })
  const bar = progressBar('Writing')
  async function* rows(): AsyncGenerator<readonly Cell[]> {
    let done = 0
    for await (const row of microdata.rows) {
      yield row
      done += 1
      if (done % 100 === 0) bar.update(done, microdata.rowCount)
    }
  }
  try {
    await writeWhole(out, formatWriters[format].write({ ...microdata, rows: rows() }, about))
  } finally {
    bar.end()
    close()
  }
  for (const line of leftOutLines(leftOut)) say(line)
  if (out !== '-') say(`${out}: ${microdata.rowCount} responses, ${microdata.variables.length} variables.`)
  return 0
}

const options = { sensitive: '--with-sensitive', text: '--with-text' } as const

/** What a file has not, and how to ask for it. */
export function leftOutLines(leftOut: readonly LeftOut[]): readonly string[] {
  return (['sensitive', 'text'] as const).flatMap((why) => {
    const names = leftOut.filter((variable) => variable.why === why).map(({ name }) => name)
    return names.length === 0 ? [] : [`Left out (${options[why]} includes them): ${names.join(', ')}.`]
  })
}
