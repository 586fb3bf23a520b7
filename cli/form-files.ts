import { mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { listMedia, readMedia, type StoredMedia } from '@/db/questionnaire-media'
import { writeXForm } from '@/lib/interchange/xform/write'
import { filesOfForm, writeXlsForm } from '@/lib/interchange/xlsform/write'
import { mediaEnding } from '@/lib/media'
import { type GivenFile, uploadName } from '@/lib/media-names'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { unrolled } from '@/lib/questionnaire/repeats'
import { filesAsAsked, surveyMediaIn } from '@/lib/survey-media'
import { operator, readFileBytes, say, UsageError } from './terminal'

/** The files that lie in a folder, without hidden ones and the form itself; each is read when it is asked for. @throws UsageError when there is no folder */
export function filesIn(folder: string, form: string): readonly GivenFile[] {
  const entries = (() => {
    try {
      return readdirSync(folder, { withFileTypes: true })
    } catch {
      throw new UsageError(`--media ${folder}: this is no folder that can be read. Check the path.`)
    }
  })()
  return entries
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .filter(({ name }) => realpathSync(join(folder, name)) !== realpathSync(form))
    .map(({ name }) => ({
      name,
      get bytes() {
        return readFileBytes(join(folder, name))
      },
    }))
}

/**
 * A published version as an XLSForm that names its recordings and pictures.
 *
 * @param folder where these are written under the names that the form gives them; nowhere when left out
 */
export async function exportForm(
  questionnaire: Questionnaire,
  folder: string | undefined,
): Promise<Uint8Array> {
  const files = await filesOf(questionnaire)
  const named = filesOfForm(questionnaire, files)
  await writeNamed(questionnaire, files, new Set(named.map(({ name }) => name)), folder)
  return writeXlsForm(questionnaire, new Date().toISOString().slice(0, 10), files)
}

/** A published version as an XForm that names its recordings and pictures. @param folder as for `exportForm` */
export async function exportXForm(questionnaire: Questionnaire, folder: string | undefined): Promise<string> {
  const files = await filesOf(questionnaire)
  const asked = unrolled(questionnaire)
  const media = surveyMediaIn(asked.languages, asked, filesAsAsked(asked, files), 1)
  const { xml, fileNames } = writeXForm(questionnaire, null, media)
  await writeNamed(questionnaire, files, fileNames, folder)
  return xml
}

type FormFile = StoredMedia & { readonly servedName: string }

/** What is stored for a version, under the names that a form gives. */
async function filesOf({ id, version }: Questionnaire): Promise<readonly FormFile[]> {
  const stored = await listMedia(operator, { id, version })
  return stored.map((file) => ({
    ...file,
    name: uploadName(file, mediaEnding(file.contentType)),
    servedName: file.name,
  }))
}

/** Writes the files that a form names, and says which it does not. */
async function writeNamed(
  { id, version }: Questionnaire,
  files: readonly FormFile[],
  named: ReadonlySet<string>,
  folder: string | undefined,
): Promise<void> {
  for (const { name } of files.filter((file) => !named.has(file.name)))
    say(`The form has no place for ${name}. It was left out.`)
  if (folder !== undefined) {
    makeFolder(folder)
    for (const { name, servedName } of files.filter((file) => named.has(file.name)))
      writeFileSync(join(folder, name), (await readMedia(operator, { id, version }, servedName)).bytes)
  } else if (named.size > 0)
    say(`Files that the form names: ${named.size}. To have them beside it: --media FOLDER.`)
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
  } catch {
    throw new UsageError(`--media ${folder}: no folder can be made there. Check the path.`)
  }
}
