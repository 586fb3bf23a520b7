import type { FormLanguages } from './form-languages'
import type { FormRow } from './headings'
import { languageCodeOf } from './languages'
import type { Remarks } from './remarks'

/**
 * Says of each recording and picture that a row names what it is for here, and the name under which it is uploaded: the workbook holds no
 * files.
 *
 * @param of the id of the item, or the code of an option, which questions share
 */
export function noteMedia(
  row: FormRow,
  of: { readonly itemId: string } | { readonly code: string },
  { defaultLanguage }: FormLanguages,
  remarks: Remarks,
): void {
  for (const { name, language, written } of row.filled) {
    if (!name.startsWith('media::')) continue
    const file = row.texts(name).get(language ?? '') ?? ''
    const code = language === null ? defaultLanguage : (languageCodeOf(language) ?? 'LANGUAGE')
    remarks.note(
      { ...row.place(name), column: written },
      'media_not_carried',
      `The workbook names the file "${file.slice(0, 80)}" and does not hold it. ${whatFor(name.slice('media::'.length), of, code, endingOf(file))}`,
    )
  }
}

function whatFor(
  kind: string,
  of: { readonly itemId: string } | { readonly code: string },
  language: string,
  ending: string,
): string {
  if (kind === 'video') return 'Videos are not known here.'
  const isOfItem = 'itemId' in of
  if (kind !== 'audio' && isOfItem)
    return 'Answers have pictures here, and questions have none: say in words what it shows.'
  const whose = isOfItem ? of.itemId : `QUESTION.${of.code}`
  const each = isOfItem ? '' : ', with the id of each question that offers it'
  const uploaded = kind === 'audio' ? `${whose}.${language}${ending}` : `${whose}${ending}`
  return `Upload it as "${uploaded}"${each}, under Recordings and pictures.`
}

function endingOf(file: string): string {
  return /\.[A-Za-z0-9]{1,5}$/.exec(file)?.[0].toLowerCase() ?? ''
}
