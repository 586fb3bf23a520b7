import 'server-only'
import { renderAsync } from '@resvg/resvg-js'
import { fontFiles } from './fonts'

/**
 * A picture as PNG, twice as large as its size in CSS pixels, for screens and slides.
 *
 * @param svg made by {@link standaloneSvg}: a renderer outside a browser knows no tokens
 * @returns the bytes of the file
 */
export async function chartPng(svg: string): Promise<Uint8Array> {
  const picture = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    background: '#FFFFFF',
    font: { fontFiles: [...fontFiles()], loadSystemFonts: false, defaultFontFamily: 'Noto Sans' },
  })
  return picture.asPng()
}
