'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { TextField } from '@/app/ui/form/fields'
import type { TakenFile } from '@/db/translation-files'
import { languageName } from '@/lib/questionnaire/language'
import type { Problem } from '@/lib/result'

type Taking =
  | { readonly kind: 'idle' | 'under way' }
  | { readonly kind: 'done'; readonly taken: TakenFile }
  | { readonly kind: 'refused'; readonly why: string; readonly problems: readonly Problem[] }

const formats = [
  { format: 'xliff', name: 'XLIFF 2, for translation programs' },
  { format: 'xlsx', name: 'Excel' },
  { format: 'csv', name: 'CSV' },
] as const

/** The way to a translator and back: a file of one language. */
export function FileExchange({ id, language }: { readonly id: string; readonly language: string }) {
  const [taking, setTaking] = useState<Taking>({ kind: 'idle' })
  const router = useRouter()
  const address = `/questionnaires/${id}/translations/files?language=${language}`
  const take = async (file: File | undefined) => {
    if (file === undefined) return
    setTaking({ kind: 'under way' })
    try {
      const answer = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: file,
      })
      const body = await answer.json()
      if (answer.ok) {
        setTaking({ kind: 'done', taken: body })
        router.refresh()
      } else setTaking({ kind: 'refused', why: String(body.detail), problems: body.errors ?? [] })
    } catch {
      const why = 'The server cannot be reached. Try again in a moment.'
      setTaking({ kind: 'refused', why, problems: [] })
    }
  }
  return (
    <section className="panel stack" aria-labelledby="files">
      <h2 id="files">
        Files for translators: <bdi lang={language}>{languageName(language)}</bdi>
      </h2>
      <p className="buttons">
        {formats.map(({ format, name }) => (
          <a key={format} className="button secondary" href={`${address}&format=${format}`} download>
            {name}
          </a>
        ))}
      </p>
      <TextField
        name="file"
        type="file"
        accept=".xlf,.xliff,.xlsx,.xls,.csv"
        label="Take a file back"
        hint="Each text is taken by itself. What was changed here meanwhile is not undone."
        onChange={(event) => void take(event.currentTarget.files?.[0])}
      />
      <div role="status" className="stack-small">
        {taking.kind === 'under way' && <p>Reading the file…</p>}
        {taking.kind === 'done' && <Outcome taken={taking.taken} />}
      </div>
      {taking.kind === 'refused' && (
        <div className="notice warning" role="alert">
          <p>{taking.why}</p>
          <Remarks remarks={taking.problems} />
        </div>
      )}
    </section>
  )
}

function Outcome({ taken: { changed, restated, unchanged, notes, refused } }: { readonly taken: TakenFile }) {
  return (
    <>
      <p className="notice">
        {changed} {changed === 1 ? 'text is' : 'texts are'} new, {restated} only changed their state,{' '}
        {unchanged} stay as they are
        {refused.length === 0 ? '.' : `, and ${refused.length} could not be taken.`}
      </p>
      {refused.length > 0 && (
        <>
          <h3>Not taken</h3>
          <Remarks remarks={refused} />
        </>
      )}
      {notes.length > 0 && (
        <>
          <h3>Taken, and to be looked at</h3>
          <Remarks remarks={notes} />
        </>
      )}
    </>
  )
}

function Remarks({ remarks }: { readonly remarks: readonly Problem[] }) {
  return (
    <ul className="findings">
      {remarks.map(({ path, code, message }) => (
        <li key={`${path} ${code} ${message}`}>{message}</li>
      ))}
    </ul>
  )
}
