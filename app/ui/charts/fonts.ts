import 'server-only'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * Faces of the files that the server makes, from packages, so that a picture or a report looks the same on every machine and needs no network:
 * Noto Sans for Latin, Greek and Cyrillic letters, Vazirmatn for the Arabic script (its letters are whole glyphs, so that text can be copied
 * out of a PDF), and Noto Sans for Bengali and Ethiopic.
 */
const faces = [
  'noto-sans/400Regular/NotoSans_400Regular.ttf',
  'noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf',
  'noto-sans/700Bold/NotoSans_700Bold.ttf',
  'vazirmatn/400Regular/Vazirmatn_400Regular.ttf',
  'vazirmatn/700Bold/Vazirmatn_700Bold.ttf',
  'noto-sans-bengali/400Regular/NotoSansBengali_400Regular.ttf',
  'noto-sans-bengali/700Bold/NotoSansBengali_700Bold.ttf',
  'noto-sans-ethiopic/400Regular/NotoSansEthiopic_400Regular.ttf',
  'noto-sans-ethiopic/700Bold/NotoSansEthiopic_700Bold.ttf',
] as const

/** Where the files of the faces are. */
export function fontFiles(): readonly string[] {
  // From the folder of the app: a bundled file no longer knows where it came from.
  const { resolve } = createRequire(join(process.cwd(), 'package.json'))
  return faces.map((face) => resolve(`@expo-google-fonts/${face}`))
}

let loaded: readonly Buffer[] | undefined

/** The faces themselves, read once. */
export function fontData(): readonly Buffer[] {
  loaded ??= fontFiles().map((file) => readFileSync(file))
  return loaded
}
