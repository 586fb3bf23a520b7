import { canonicalJson } from '@/lib/canonical-json'
import { takeGivenFiles } from '@/lib/interchange/xlsform/given-files'
import { readXlsForm } from '@/lib/interchange/xlsform/read'
import { problemOfRemark, type Remark } from '@/lib/interchange/xlsform/remarks'
import type { GivenFile } from '@/lib/media-names'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { authorise } from './authorise'
import { store } from './connection'
import { storeMedia } from './questionnaire-media'
import { newestPublished, publishedVersion, publishVersion } from './questionnaires'

/** A form that was published as a questionnaire. */
export type PublishedForm = {
  readonly id: string
  readonly version: number
  /** How many recordings and pictures were stored with it. */
  readonly mediaCount: number
  /** What of the form could not be carried as it stood there, and which files are still to be given. */
  readonly notes: readonly Remark[]
}

/**
 * Publishes an XLSForm as a questionnaire: as its first version, or as the next one when there is one of its name with other
 * content. The same form again is harmless. Files that the form names become recordings and pictures of that version, in the same
 * transaction; they take the place of what is there.
 *
 * @param bytes of a workbook, `.xlsx` or `.xls`
 * @param fileName names the questionnaire where the form does not
 * @param files given along; those that the form does not name are noted and not stored
 * @throws form_invalid with every fault by sheet, row and column; media_invalid with every file that cannot be taken
 */
export async function importForm(
  actor: Actor,
  bytes: Uint8Array,
  fileName: string,
  files: readonly GivenFile[] = [],
): Promise<PublishedForm> {
  authorise(actor, 'questionnaire.edit')
  const read = readXlsForm(bytes, fileName)
  if (!read.ok) throw problem('form_invalid', undefined, read.faults.map(problemOfRemark))
  const given = takeGivenFiles(read.value, files)
  if (!given.ok) throw problem('media_invalid', undefined, given.problems)
  const { placed, notes } = given.value
  const { questionnaire } = read.value
  const { id } = questionnaire
  const newest = newestPublished(id)
  const isSame =
    newest > 0 &&
    canonicalJson({ ...publishedVersion(id, newest), version: 1 }) === canonicalJson(questionnaire)
  const version = isSame ? newest : newest + 1
  await store().writes.transact(async (tx) => {
    publishVersion(tx, actor, { ...questionnaire, version })
    storeMedia(tx, actor, { id, version }, placed)
  })
  return { id, version, mediaCount: placed.length, notes }
}
