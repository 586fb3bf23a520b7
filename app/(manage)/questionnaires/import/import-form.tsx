'use client'

import Link from 'next/link'
import { useRef, useState } from 'react'
import { TextField } from '@/app/ui/form/fields'
import type { CarriedForm, ReadForm } from '@/lib/interchange/xlsform/read'
import { languageName, textIn } from '@/lib/questionnaire/language'
import { RemarkTable } from './remark-table'

/** The server reads the file by its content, whichever Excel wrote it. */
const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type State =
  | { readonly kind: 'empty' | 'reading' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'read'; readonly file: File; readonly read: ReadForm }

type Publishing =
  | { readonly kind: 'idle' | 'under way' }
  | { readonly kind: 'done'; readonly id: string; readonly version: number }
  | { readonly kind: 'refused'; readonly why: string }

/**
 * Reads a form with the engine itself, in the browser, and publishes what it becomes.
 *
 * @param newest versions of the questionnaires that are published, by id
 */
export function ImportForm({ newest }: { readonly newest: Readonly<Record<string, number>> }) {
  const [state, setState] = useState<State>({ kind: 'empty' })
  const chosen = useRef<File | null>(null)
  const take = async (file: File | undefined) => {
    chosen.current = file ?? null
    if (file === undefined) return setState({ kind: 'empty' })
    setState({ kind: 'reading' })
    try {
      const [{ readXlsForm }, bytes] = await Promise.all([
        import('@/lib/interchange/xlsform/read'),
        file.arrayBuffer(),
      ])
      const read = readXlsForm(new Uint8Array(bytes), file.name)
      // Another file may have been chosen meanwhile.
      if (chosen.current === file) setState({ kind: 'read', file, read })
    } catch {
      if (chosen.current === file) setState({ kind: 'unreadable' })
    }
  }
  return (
    <div className="stack-large">
      <div className="panel form">
        <TextField
          name="form"
          type="file"
          accept=".xlsx,.xls"
          label="The form"
          hint="Nothing leaves this browser until you publish."
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
        <noscript>
          <p>
            This page needs script. Without it: <code>foothold questionnaire import FILE</code>.
          </p>
        </noscript>
      </div>
      <div role="status">{state.kind === 'reading' && <p>Reading the form…</p>}</div>
      {state.kind === 'unreadable' && (
        <p className="notice warning" role="alert">
          The file could not be read. Choose it again, or save it anew in your spreadsheet program.
        </p>
      )}
      {state.kind === 'read' &&
        (state.read.ok ? (
          <Carried
            key={`${state.file.name} ${state.file.lastModified}`}
            file={state.file}
            carried={state.read.value}
            version={(newest[state.read.value.questionnaire.id] ?? 0) + 1}
          />
        ) : (
          <section className="stack-small" aria-labelledby="faults">
            <h2 id="faults">This form cannot be taken as it stands</h2>
            <p role="alert">
              {state.read.faults.length === 1 ? 'One thing is' : `${state.read.faults.length} things are`}{' '}
              wrong. Put it right in your spreadsheet program, then choose the file again.
            </p>
            <RemarkTable caption="What is wrong" remarks={state.read.faults} />
          </section>
        ))}
    </div>
  )
}

/** What the form becomes, and the way to publish it. */
function Carried({
  file,
  carried,
  version,
}: {
  readonly file: File
  readonly carried: CarriedForm
  /** The next one of the questionnaire; what is published already in the same words gets none. */
  readonly version: number
}) {
  const { questionnaire, notes } = carried
  const [publishing, setPublishing] = useState<Publishing>({ kind: 'idle' })
  const publish = async () => {
    setPublishing({ kind: 'under way' })
    try {
      const answer = await fetch('/api/v1/questionnaires', {
        method: 'POST',
        headers: {
          'content-type': workbookType,
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        },
        body: file,
      })
      const body = await answer.json()
      setPublishing(
        answer.ok
          ? { kind: 'done', id: body.id, version: body.version }
          : { kind: 'refused', why: String(body.detail) },
      )
    } catch {
      setPublishing({ kind: 'refused', why: 'The server cannot be reached. Try again in a moment.' })
    }
  }
  const { defaultLanguage, languages } = questionnaire
  return (
    <>
      <section className="panel stack-small" aria-labelledby="becomes">
        <h2 id="becomes">
          <bdi lang={defaultLanguage}>{textIn(questionnaire.title, defaultLanguage, defaultLanguage)}</bdi>
        </h2>
        <dl className="facts">
          <div>
            <dt>Questionnaire</dt>
            <dd>
              <code>{questionnaire.id}</code>, version {version}
            </dd>
          </div>
          <div>
            <dt>Questions</dt>
            <dd>
              {questionnaire.items.length} in {questionnaire.sections.length} sections
            </dd>
          </div>
          <div>
            <dt>Languages</dt>
            <dd>{languages.map((language) => languageName(language)).join(', ')}</dd>
          </div>
        </dl>
        {publishing.kind === 'done' ? (
          <p className="notice" role="status">
            Published as version {publishing.version}.{' '}
            <Link href={`/questionnaires/${publishing.id}`}>Read the questionnaire</Link>
          </p>
        ) : (
          <>
            {publishing.kind === 'refused' && (
              <p className="notice warning" role="alert">
                {publishing.why}
              </p>
            )}
            <p>A published version never changes. Look through the list below first.</p>
            <button
              type="button"
              className="button primary"
              disabled={publishing.kind === 'under way'}
              onClick={() => void publish()}
            >
              {publishing.kind === 'under way' ? 'Publishing…' : `Publish as version ${version}`}
            </button>
          </>
        )}
      </section>
      <section className="stack-small" aria-labelledby="notes">
        <h2 id="notes">
          {notes.length === 0
            ? 'Everything was carried'
            : notes.length === 1
              ? 'One thing to know'
              : `${notes.length} things to know`}
        </h2>
        {notes.length > 0 && (
          <>
            <p className="quiet-text">
              What is not carried as it stands in the form, and what follows from it.
            </p>
            <RemarkTable caption="What is not carried as it stands" remarks={notes} />
          </>
        )}
      </section>
    </>
  )
}
