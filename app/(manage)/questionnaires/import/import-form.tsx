'use client'

import Link from 'next/link'
import { useRef, useState } from 'react'
import { TextField } from '@/app/ui/form/fields'
import type { GivenMedia } from '@/lib/interchange/xlsform/given-files'
import type { CarriedForm, ReadForm } from '@/lib/interchange/xlsform/read'
import { languageName, textIn } from '@/lib/questionnaire/language'
import type { Result } from '@/lib/result'
import { FileProblems } from './file-problems'
import { RemarkTable } from './remark-table'

/** What was chosen: the form, and the files that it names. */
type Chosen = { readonly form: File; readonly files: readonly File[] }

/** What a chosen form becomes with its files, or its faults. */
type Looked =
  | Extract<ReadForm, { readonly ok: false }>
  | { readonly ok: true; readonly carried: CarriedForm; readonly media: Result<GivenMedia> }

type State =
  | { readonly kind: 'empty' | 'reading' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'read'; readonly chosen: Chosen; readonly looked: Looked }

type Publishing =
  | { readonly kind: 'idle' | 'under way' }
  | { readonly kind: 'done'; readonly id: string; readonly version: number; readonly mediaCount: number }
  | { readonly kind: 'refused'; readonly why: string }

/**
 * Reads a form with the engine itself, in the browser, and publishes what it becomes.
 *
 * @param newest versions of the questionnaires that are published, by id
 */
export function ImportForm({ newest }: { readonly newest: Readonly<Record<string, number>> }) {
  const [state, setState] = useState<State>({ kind: 'empty' })
  const form = useRef<File | null>(null)
  const files = useRef<readonly File[]>([])
  const newestChoice = useRef<Chosen | null>(null)
  const take = async () => {
    const chosen = form.current === null ? null : { form: form.current, files: files.current }
    newestChoice.current = chosen
    if (chosen === null) return setState({ kind: 'empty' })
    setState({ kind: 'reading' })
    try {
      const looked = await look(chosen)
      // Another file may have been chosen meanwhile.
      if (newestChoice.current === chosen) setState({ kind: 'read', chosen, looked })
    } catch {
      if (newestChoice.current === chosen) setState({ kind: 'unreadable' })
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
          onChange={(event) => {
            form.current = event.currentTarget.files?.[0] ?? null
            void take()
          }}
        />
        <TextField
          name="media"
          type="file"
          multiple
          accept="audio/*,image/png,image/jpeg,image/webp"
          label="Pictures and recordings that the form names (optional)"
          hint="Choose all of them at once, up to 50 MB together. Those that are not here yet can be uploaded later."
          onChange={(event) => {
            files.current = [...(event.currentTarget.files ?? [])]
            void take()
          }}
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
          A file could not be read. Choose it again; save the form anew in your spreadsheet program.
        </p>
      )}
      {state.kind === 'read' &&
        (state.looked.ok ? (
          <Carried
            key={[state.chosen.form, ...state.chosen.files]
              .map(({ name, size, lastModified }) => `${name} ${size} ${lastModified}`)
              .join('\n')}
            chosen={state.chosen}
            carried={state.looked.carried}
            media={state.looked.media}
            version={(newest[state.looked.carried.questionnaire.id] ?? 0) + 1}
          />
        ) : (
          <section className="stack-small" aria-labelledby="faults">
            <h2 id="faults">This form cannot be taken as it stands</h2>
            <p role="alert">
              {state.looked.faults.length === 1 ? 'One thing is' : `${state.looked.faults.length} things are`}{' '}
              wrong. Put it right in your spreadsheet program, then choose the file again.
            </p>
            <RemarkTable caption="What is wrong" remarks={state.looked.faults} />
          </section>
        ))}
    </div>
  )
}

/** Reads a form and its files. The engine is loaded when it is needed. */
async function look({ form, files }: Chosen): Promise<Looked> {
  const [{ readXlsForm }, { takeGivenFiles }, bytes] = await Promise.all([
    import('@/lib/interchange/xlsform/read'),
    import('@/lib/interchange/xlsform/given-files'),
    form.arrayBuffer(),
  ])
  const read = readXlsForm(new Uint8Array(bytes), form.name)
  if (!read.ok) return read
  const given = await Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
  return { ok: true, carried: read.value, media: takeGivenFiles(read.value, given) }
}

/** What the form becomes, and the way to publish it. */
function Carried({
  chosen,
  carried,
  media,
  version,
}: {
  readonly chosen: Chosen
  readonly carried: CarriedForm
  readonly media: Result<GivenMedia>
  /** The next one of the questionnaire; what is published already in the same words gets none. */
  readonly version: number
}) {
  const { questionnaire } = carried
  const notes = media.ok ? media.value.notes : carried.notes
  const [publishing, setPublishing] = useState<Publishing>({ kind: 'idle' })
  const publish = async () => {
    setPublishing({ kind: 'under way' })
    const body = new FormData()
    body.append('form', chosen.form)
    for (const file of chosen.files) body.append('media', file)
    try {
      const answer = await fetch('/questionnaires/import/publish', { method: 'POST', body })
      const said = await answer.json()
      setPublishing(
        answer.ok
          ? { kind: 'done', id: said.id, version: said.version, mediaCount: said.mediaCount }
          : { kind: 'refused', why: String(said.detail) },
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
          {carried.media.length > 0 && (
            <div>
              <dt>Recordings and pictures</dt>
              <dd>
                {media.ok ? media.value.placed.length : 0} of {carried.media.length} that the form names
              </dd>
            </div>
          )}
          <div>
            <dt>Languages</dt>
            <dd>{languages.map((language) => languageName(language)).join(', ')}</dd>
          </div>
        </dl>
        {publishing.kind === 'done' ? (
          <p className="notice" role="status">
            Published as version {publishing.version}
            {publishing.mediaCount > 0 && `, recordings and pictures with it: ${publishing.mediaCount}`}.{' '}
            <Link href={`/questionnaires/${publishing.id}`}>Read the questionnaire</Link>
          </p>
        ) : !media.ok ? (
          <FileProblems problems={media.problems} />
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
