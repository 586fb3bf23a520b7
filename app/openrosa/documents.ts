import { createHash } from 'node:crypto'
import type { OpenForm, OpenFormFile } from '@/db/open-forms'
import { xmlText } from '@/lib/xml-text'

/** Where the forms of a round are, and where they are sent to. @param address of this installation */
export function openRosaAddress(address: string, slug: string): string {
  return `${address}/openrosa/${encodeURIComponent(slug)}`
}

/**
 * The list of forms.
 *
 * @param wanted id of the only form that is asked for; null for all
 * @see https://docs.getodk.org/openrosa-form-list/
 */
export function formListXml(forms: readonly OpenForm[], address: string, wanted: string | null): string {
  const listed = forms
    .filter(({ slug }) => wanted === null || slug === wanted)
    .map(({ slug, title, version, xml }) => {
      const at = openRosaAddress(address, slug)
      // By the sum the client sees that a form has changed: OpenRosa knows no other than MD5, and nothing is kept safe by it.
      const hash = createHash('md5').update(xml).digest('hex')
      return [
        '<xform>',
        `<formID>${xmlText(slug)}</formID>`,
        `<name>${xmlText(title)}</name>`,
        `<version>${version}</version>`,
        `<hash>md5:${hash}</hash>`,
        `<downloadUrl>${xmlText(`${at}/form`)}</downloadUrl>`,
        `<manifestUrl>${xmlText(`${at}/manifest`)}</manifestUrl>`,
        '</xform>',
      ].join('')
    })
  return document('xforms', 'xformsList', listed)
}

/**
 * The recordings and pictures that belong to a form beside it.
 *
 * @param folder address under which they are served
 * @see https://docs.getodk.org/openrosa-form-list/
 */
export function manifestXml(files: readonly OpenFormFile[], folder: string): string {
  const listed = files.map(({ fileName, name, sum }) =>
    [
      '<mediaFile>',
      `<filename>${xmlText(fileName)}</filename>`,
      `<hash>md5:${sum}</hash>`,
      `<downloadUrl>${xmlText(`${folder}/${name}`)}</downloadUrl>`,
      '</mediaFile>',
    ].join(''),
  )
  return document('manifest', 'xformsManifest', listed)
}

function document(name: string, namespace: string, inside: readonly string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="http://openrosa.org/xforms/${namespace}">${inside.join('')}</${name}>\n`
}
