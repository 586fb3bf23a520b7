import type { Study } from '../interchange/study'
import type { TableDescription } from '../interchange/table-description'

/** What lies in a package, each file with what it is. */
export type ListedFile = { readonly name: string; readonly is: string }

/** The first file that somebody reads: what this is, how to cite it, what one may do with it. Plain text in English. */
export function depositReadme(study: Study, table: TableDescription, files: readonly ListedFile[]): string {
  const widest = Math.max(...files.map(({ name }) => name.length))
  return `${study.title}

${wrapped(study.abstract)}

HOW TO CITE
${wrapped(study.citation)}

VERSION  ${study.version}, made on ${table.madeOn}
LICENCE  ${study.accessConditions}
PEOPLE   ${table.rowCount}, ${table.variables.length} variables, labels in "${table.language}"

KEEP IT SAFE
${wrapped(study.confidentiality)}

LIMITS
${wrapped(study.limits)}

FILES
${files.map(({ name, is }) => `${name.padEnd(widest)}  ${is}`).join('\n')}

CHECK THAT NOTHING CHANGED
sha256sum --check SHA256SUMS
`
}

/** Lines that any window shows whole. */
function wrapped(text: string): string {
  const lines: string[] = ['']
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + 1 + word.length > 80) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines.join('\n')
}
