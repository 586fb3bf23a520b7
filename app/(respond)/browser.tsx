/* The script of the answering page: takes over the page that the server drew. */
import { createRoot, hydrateRoot } from 'react-dom/client'
import { beginInterview } from './begin-interview'
import { workOffline } from './device/offline'
import { leaveAtOnce } from './leave'
import { Answering } from './s/[slug]/answering'
import { firstPageState, type PageState } from './s/[slug]/page-state'
import type { SurveyProps } from './s/[slug]/survey-props'
import { isInstalled } from './s/[slug]/use-scripted'

declare global {
  /** Set by the survey's own script; a page that this device made again carries it itself. */
  var givenSurvey: SurveyProps | undefined
}

/** Where the interview stands on a page of the server's. A page that this device made again carries the survey, and begins anew. */
type Given =
  | { readonly first: PageState; readonly code: string | null }
  | (SurveyProps & { readonly first?: never })

/** A phone that is older than this keeps the plain pages, which ask the server for each next one. */
const isAble = 'findLast' in Array.prototype && 'hasOwn' in Object && 'at' in String.prototype

/** How long to wait before a lost script is asked for again, in milliseconds: longer each time. */
const firstPause = 2_000
const longestPause = 60_000

leaveAtOnce()
const place = document.getElementById('survey')
const given = document.getElementById('given')
if (isAble && place !== null && given !== null) {
  // Written by our own server, or by the worker from what it wrote; `document-html.ts` is the other end.
  const carried: Given = JSON.parse(given.textContent ?? '')
  if (carried.first === undefined) {
    const begun = firstPageState(beginInterview(carried.hidden, carried.asksEarlier))
    createRoot(place).render(<Answering {...carried} first={begun} code={null} />)
  } else {
    const { first, code } = carried
    void whenSurveyIsHere().then((survey) => {
      hydrateRoot(place, <Answering {...survey} first={first} code={code} />)
      const others = survey.languages
        .map(({ code }) => code)
        .filter((code) => code !== survey.served.language)
      void workOffline(survey, isInstalled() ? others : [])
    })
  }
}

/** The survey, asked for again until it comes: until then the page is answered as one without script. */
async function whenSurveyIsHere(): Promise<SurveyProps> {
  const address = document.querySelector<HTMLScriptElement>('#given-survey')?.src ?? ''
  for (
    let pause = firstPause;
    globalThis.givenSurvey === undefined;
    pause = Math.min(2 * pause, longestPause)
  ) {
    // Also after something that loaded and was no survey: the sign-in page of a café's network is asked no faster.
    await new Promise((settle) => setTimeout(settle, pause))
    await new Promise((settle) => {
      const again = document.createElement('script')
      again.src = address
      again.onload = settle
      again.onerror = settle
      document.head.append(again)
    })
  }
  return globalThis.givenSurvey
}

// The browser's own banner would tell bystanders what this is. Its menu still installs.
window.addEventListener('beforeinstallprompt', (event) => event.preventDefault())
