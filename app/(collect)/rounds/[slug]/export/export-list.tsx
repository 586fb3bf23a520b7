import { countInFigures } from '@/app/ui/count'
import { EmptyState } from '@/app/ui/messages'
import type { ExportFile } from '@/db/exports'
import { exportFormat } from '@/lib/interchange/export-request'
import { languageName } from '@/lib/questionnaire/language'
import { CancelExport } from './cancel-export'

const ends = {
  cancelled: 'Cancelled. Nothing of it is kept.',
  stopped: 'Stopped, because the server was restarted. Make it again.',
  failed:
    'It could not be written. Make it again; if that fails too, an administrator finds the reason in the log.',
  withdrawn: 'Removed, because answers in it were withdrawn or erased. Make it again without them.',
} as const

/** The files that a person asked for: how far they are, where to take them, when they go. */
export function ExportList({
  slug,
  files,
  now,
}: {
  readonly slug: string
  readonly files: readonly ExportFile[]
  readonly now: Date
}) {
  return (
    <section className="panel" aria-labelledby="files">
      <h2 id="files">Your files</h2>
      {files.length === 0 ? (
        <EmptyState title="No file yet">
          <p>A file that you make stands here, to be downloaded for one day.</p>
        </EmptyState>
      ) : (
        <ul className="export-files">
          {files.map((file) => (
            <li key={file.id}>
              <p className="export-name">{nameOf(file)}</p>
              <p className="quiet-text">{heldBy(file)}</p>
              <FileState slug={slug} file={file} now={now} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function FileState({
  slug,
  file,
  now,
}: {
  readonly slug: string
  readonly file: ExportFile
  readonly now: Date
}) {
  const { id, state, rowsDone, rowsInAll, bytes, expiresAt } = file
  switch (state) {
    case 'waiting':
    case 'writing':
      return (
        <>
          <p role="status" className="export-progress">
            <progress
              max={Math.max(1, rowsInAll)}
              value={rowsDone}
              aria-label={`Progress of ${nameOf(file)}`}
            />{' '}
            {state === 'waiting'
              ? 'Waits for the file before it.'
              : `${countInFigures(rowsDone)} of ${countInFigures(rowsInAll)} responses`}
          </p>
          <noscript>
            <p className="quiet-text">Load this page again to see how far it is.</p>
          </noscript>
          <CancelExport slug={slug} id={id} what={nameOf(file)}>
            Cancel
          </CancelExport>
        </>
      )
    case 'done':
      return (
        <>
          <p>
            {countInFigures(rowsDone)} responses, {sizeInWords(bytes ?? 0)}. It goes{' '}
            {lifeLeft(expiresAt, now)}.
          </p>
          <div className="buttons">
            <a className="button secondary" href={`/api/v1/surveys/${slug}/exports/${id}/file`} download>
              Download<span className="visually-hidden"> {nameOf(file)}</span>
            </a>
            <CancelExport slug={slug} id={id} what={nameOf(file)}>
              Remove
            </CancelExport>
          </div>
        </>
      )
    default:
      return <p>{ends[state]}</p>
  }
}

function nameOf({ format, language }: ExportFile): string {
  return `${exportFormat(format).name}, labels in ${languageName(language)}`
}

function heldBy({ includesSensitive, includesText, includesItemScores }: ExportFile): string {
  return [
    includesSensitive ? 'With sensitive items' : 'Without sensitive items',
    includesText ? 'with free text' : 'without free text',
    includesItemScores ? 'with item scores.' : 'without item scores.',
  ].join(', ')
}

const units = ['kB', 'MB', 'GB'] as const

function sizeInWords(bytes: number): string {
  const step = Math.min(
    units.length,
    Math.max(1, Math.ceil(Math.log(Math.max(1, bytes)) / Math.log(1000)) - 1),
  )
  const size = bytes / 1000 ** step
  return `${new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(size)} ${units[step - 1]}`
}

function lifeLeft(expiresAt: string, now: Date): string {
  const hours = Math.floor((Date.parse(expiresAt) - now.getTime()) / 3_600_000)
  return hours < 1 ? 'within the hour' : new Intl.RelativeTimeFormat('en').format(hours, 'hour')
}
