import { fetchInTime } from '../../device/fetch-in-time'
import type { SurveyWords } from './survey-words'

/** The survey in another language; null when the network or the server fails. */
export async function fetchWords(slug: string, language: string): Promise<SurveyWords | null> {
  try {
    const response = await fetchInTime(
      `/s/${encodeURIComponent(slug)}/words/${encodeURIComponent(language)}`,
      {},
    )
    if (!response.ok) return null
    // Our own server's words for this very page: the type is the one that its route is written in.
    const words: SurveyWords = await response.json()
    return words
  } catch {
    return null
  }
}

/** Lets the document speak another language: its mark-up and its address. */
export function showLanguage({ language, direction }: SurveyWords, base: string): void {
  document.documentElement.lang = language
  document.documentElement.dir = direction
  showAddress(base, language)
}

/** Writes the survey's own address, in a language, where the browser shows it. */
export function showAddress(base: string, language: string): void {
  window.history.replaceState(window.history.state, '', `${base}/${language}`)
}
