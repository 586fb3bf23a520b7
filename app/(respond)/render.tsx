/*
 * Draws the pages on the server. `scripts/build-respondent-pages.mjs` bundles this file apart from the framework's own pages,
 * whose React on the server cannot draw what a browser takes over; `rendering.ts` loads it.
 */
import { renderToString } from 'react-dom/server.edge'
import { type MessageKey, type Messages, sayIn } from '@/lib/interface/message'
import type { CodeEntry } from './code-entry'
import type { OfferedLanguage } from './language-menu'
import { LanguageMenu } from './language-menu'
import { NoticePage } from './notice-page'
import { Answering } from './s/[slug]/answering'
import { ResumePage } from './s/[slug]/resume-page'
import type { AnsweringProps } from './s/[slug]/survey-props'
import { WithdrawPage } from './withdraw/withdraw-page'
import type { Withdrawal } from './withdraw/withdrawal'

/** `closed_meanwhile`: while somebody answered. */
export type NoticeKind = 'closed' | 'closed_meanwhile' | 'missing' | 'broken'

const wordsOfNotice = {
  closed: ['closed.heading', 'closed.text'],
  closed_meanwhile: ['closed.heading', 'closed.notSent'],
  missing: ['missing.heading', 'missing.text'],
  broken: ['broken.heading', 'broken.text'],
} as const satisfies Readonly<Record<NoticeKind, readonly [heading: MessageKey, text: MessageKey]>>

/** What a page without questions is drawn with. */
export type PlainPage = {
  readonly language: string
  readonly messages: Messages
  readonly languages: readonly OfferedLanguage[]
  /** Address that the codes of other languages are added to; null where the page has no other language. */
  readonly base: string | null
  /** Address of the page that did not come about; null where trying again helps nothing. */
  readonly again: string | null
}

export function renderAnswering(props: AnsweringProps): string {
  return renderToString(<Answering {...props} />)
}

export function renderNotice(kind: NoticeKind, page: PlainPage): string {
  const say = sayIn(page.language, page.messages)
  const [heading, text] = wordsOfNotice[kind]
  return renderToString(
    <NoticePage say={say} languages={languageLinks(page)} heading={say(heading)}>
      <p className="lead">{say(text)}</p>
      {page.again !== null && (
        <p>
          <a className="button primary" href={page.again}>
            {say('broken.retry')}
          </a>
        </p>
      )}
    </NoticePage>,
  )
}

export function renderWithdraw(withdrawal: Withdrawal, page: PlainPage): string {
  const say = sayIn(page.language, page.messages)
  return renderToString(
    <WithdrawPage
      say={say}
      language={page.language}
      languages={languageLinks(page)}
      withdrawal={withdrawal}
    />,
  )
}

export function renderResume(
  entry: CodeEntry,
  page: PlainPage,
  addresses: { readonly action: string; readonly startAddress: string },
): string {
  const say = sayIn(page.language, page.messages)
  return renderToString(<ResumePage say={say} languages={languageLinks(page)} entry={entry} {...addresses} />)
}

function languageLinks({ language, messages, languages, base }: PlainPage) {
  if (base === null) return null
  return (
    <LanguageMenu
      label={sayIn(language, messages)('page.languages')}
      languages={languages}
      current={language}
      choice={({ code, name, direction }) => (
        <a href={`${base}/${code}`} hrefLang={code} lang={code} dir={direction}>
          {name}
        </a>
      )}
    />
  )
}
