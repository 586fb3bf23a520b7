import { mediaLimits, mediaOf } from '../../media'
import { type GivenFile, type PlacedFile, placeFiles, uploadName } from '../../media-names'
import type { Problem, Result } from '../../result'
import { fileToGive, type NamedFile } from './named-files'
import type { CarriedForm } from './read'
import { type Remark, remarkInWords } from './remarks'

/** What files that are given along with a form become, and what is left to know of the form. */
export type GivenMedia = {
  readonly placed: readonly PlacedFile[]
  /** The notes of the form without those on files that were given, and one for each file that it does not name. */
  readonly notes: readonly Remark[]
}

/**
 * Finds among files those that a form names, and checks them as uploads are checked. Capital letters in names make no difference where
 * no file has the very name. Only files that the form names are looked into.
 *
 * @returns every file that cannot be taken, its name as the path, with the cell that names it
 */
export function takeGivenFiles(
  { questionnaire, notes, media, filesLeftOut }: CarriedForm,
  files: readonly GivenFile[],
): Result<GivenMedia> {
  const byName = new Map(files.map((file) => [plainName(file.name), file]))
  const byLetters = new Map(files.map((file) => [plainName(file.name).toLowerCase(), file]))
  const fileOf = (name: string) => byName.get(name) ?? byLetters.get(name.toLowerCase())
  const found = media.flatMap((named) => {
    const file = fileOf(named.file)
    return file === undefined ? [] : [{ named, file }]
  })
  const bytes = new Map([...new Set(found.map(({ file }) => file))].map((file) => [file, file.bytes]))
  const problems: Problem[] = []
  const uploads = new Map<string, { readonly named: NamedFile; readonly upload: GivenFile }>()
  for (const { named, file } of found) {
    const upload = { name: nameHere(named), bytes: bytes.get(file) ?? new Uint8Array() }
    const problem = kindProblem(named, upload.bytes)
    if (problem === null) uploads.set(upload.name, { named, upload })
    else problems.push(problem)
  }
  const placed =
    uploads.size === 0
      ? ({ ok: true, value: [] } as const)
      : placeFiles(
          questionnaire,
          [...uploads.values()].map(({ upload }) => upload),
        )
  if (!placed.ok)
    problems.push(
      ...placed.problems.map((problem) => {
        const named = uploads.get(problem.path)?.named
        return named === undefined ? problem : problemOf(named, problem.code, problem.message)
      }),
    )
  if (!placed.ok || problems.length > 0) return { ok: false, problems }
  const given = new Set(found.map(({ named }) => cellOf(named.place)))
  const used = new Set([...found.map(({ file }) => file), ...filesLeftOut.map(fileOf)])
  const unnamed = files
    .filter((file) => !used.has(file))
    .map(({ name }) => ({
      sheet: '',
      row: 0,
      column: '',
      code: 'file_not_named',
      message: `The form names no file "${plainName(name).slice(0, 80)}". It was left out.`,
    }))
  const left = notes.filter((note) => note.code !== fileToGive || !given.has(cellOf(note)))
  return { ok: true, value: { placed: placed.value, notes: [...left, ...unnamed] } }
}

/** A column for recordings that names a picture, or the other way round. */
function kindProblem(named: NamedFile, bytes: Uint8Array): Problem | null {
  const kind = bytes.length > mediaLimits.audioBytes ? named.kind : mediaOf(bytes)?.kind
  if (kind === undefined || kind === named.kind) return null
  const message =
    kind === 'image'
      ? 'This is a picture, and the column is for recordings. Name it in the column "media::image".'
      : 'This is a recording, and the column is for pictures. Name it in the column "media::audio".'
  return problemOf(named, 'file_of_other_kind', message)
}

function problemOf({ file, place }: NamedFile, code: string, message: string): Problem {
  return { path: file, code, message: remarkInWords({ ...place, code, message }) }
}

/** The name that says the place of a file; what it is, is told by its content. */
function nameHere({ itemId, optionCode, kind, language }: NamedFile): string {
  return uploadName(
    { itemId, optionCode: optionCode ?? '', language: language ?? '' },
    kind === 'audio' ? '.mp3' : '.png',
  )
}

function plainName(name: string): string {
  return name.replace(/^.*[\\/]/, '').normalize('NFC')
}

function cellOf({ sheet, row, column }: Pick<Remark, 'sheet' | 'row' | 'column'>): string {
  return [sheet, row, column].join('\n')
}
