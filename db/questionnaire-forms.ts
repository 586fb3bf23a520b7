import { canonicalJson } from '@/lib/canonical-json'
import { readXlsForm } from '@/lib/interchange/xlsform/read'
import { problemOfRemark, type Remark } from '@/lib/interchange/xlsform/remarks'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { authorise } from './authorise'
import { importQuestionnaire, newestPublished, readQuestionnaire } from './questionnaires'

/** A form that was published as a questionnaire. */
export type PublishedForm = {
  readonly id: string
  readonly version: number
  /** What of the form could not be carried as it stood there. */
  readonly notes: readonly Remark[]
}

/**
 * Publishes an XLSForm as a questionnaire: as its first version, or as the next one when there is one of its name with other
 * content. The same form again is harmless.
 *
 * @param bytes of a workbook, `.xlsx` or `.xls`
 * @param fileName names the questionnaire where the form does not
 * @throws form_invalid with every fault by sheet, row and column
 */
export async function importForm(actor: Actor, bytes: Uint8Array, fileName: string): Promise<PublishedForm> {
  authorise(actor, 'questionnaire.edit')
  const read = readXlsForm(bytes, fileName)
  if (!read.ok) throw problem('form_invalid', undefined, read.faults.map(problemOfRemark))
  const { questionnaire, notes } = read.value
  const newest = newestPublished(questionnaire.id)
  if (newest > 0) {
    const published = await readQuestionnaire(actor, questionnaire.id, newest)
    const isSame = canonicalJson({ ...published, version: 1 }) === canonicalJson(questionnaire)
    if (isSame) return { id: questionnaire.id, version: newest, notes }
  }
  const { id, version } = await importQuestionnaire(actor, { ...questionnaire, version: newest + 1 })
  return { id, version, notes }
}
