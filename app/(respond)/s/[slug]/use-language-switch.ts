import { useEffect, useRef, useState } from 'react'
import { sayIn } from '@/lib/interface/message'
import { keepLanguageOffline } from '../../device/offline'
import type { SurveyProps } from './survey-props'
import type { SurveyWords } from './survey-words'
import { fetchWords, showAddress, showLanguage } from './words-in-browser'

export type LanguageSwitch = {
  /** The survey in the language of the page. */
  readonly words: SurveyWords
  /** The last language that was asked for could not be had. */
  readonly hasFailed: boolean
  /** A language was asked for and keeps the person waiting. */
  readonly isSlow: boolean
  /** Lets the page speak another language; false where it cannot be had, or yet another was asked for since. */
  readonly switchTo: (language: string) => Promise<boolean>
}

/** Wait for a language before the page says so, in milliseconds: what comes at once needs no notice. */
const unnoticed = 400

/**
 * The language of the page, which changes without loading it again.
 *
 * @param survey as the page came with it
 * @param onSwitch called when the other language is there and before it is shown
 */
export function useLanguageSwitch(
  survey: SurveyProps,
  base: string,
  onSwitch: (language: string) => void,
): LanguageSwitch {
  const { slug, served } = survey
  const [words, setWords] = useState(served)
  const [hasFailed, setHasFailed] = useState(false)
  const [isSlow, setIsSlow] = useState(false)
  /** Number of the last request: a slow answer to an earlier one must not undo what was chosen since. */
  const lastRequest = useRef(0)
  useEffect(() => {
    // Opened by a code: the page came from the address of that form, which loading it again would only ask for.
    if (window.location.pathname.startsWith(`${base}/continue`)) showAddress(base, served.language)
  }, [base, served.language])

  async function switchTo(language: string): Promise<boolean> {
    lastRequest.current += 1
    const request = lastRequest.current
    setHasFailed(false)
    const notice = setTimeout(() => setIsSlow(request === lastRequest.current), unnoticed)
    const fetched = await fetchWords(slug, language)
    clearTimeout(notice)
    if (request !== lastRequest.current) return false
    setIsSlow(false)
    if (fetched === null) {
      setHasFailed(true)
      return false
    }
    onSwitch(fetched.language)
    showLanguage(fetched, base)
    setWords(fetched)
    const title = sayIn(fetched.language, fetched.messages)('page.title')
    void keepLanguageOffline({ ...survey, served: fetched, title }, true)
    return true
  }
  return { words, hasFailed, isSlow, switchTo }
}
