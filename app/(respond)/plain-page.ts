import { errorName } from '@/app/error-name'
import { sayIn } from '@/lib/interface/message'
import { interfaceLanguageFor, interfaceLanguages, messagesIn } from '@/lib/interface/messages'
import { documentResponse } from './document'
import { offeredLanguages } from './offered-languages'
import type { NoticeKind, PlainPage } from './render'
import { rendering } from './rendering'

const statusOfNotice: Readonly<Record<NoticeKind, number>> = {
  closed: 410,
  closed_meanwhile: 410,
  missing: 404,
  broken: 500,
}

/** What a page without questions is drawn with, in one of the interface's languages. */
export function plainPage(language: string, base: string | null, again: string | null = null): PlainPage {
  const spoken = interfaceLanguageFor(language)
  return {
    language: spoken,
    messages: messagesIn(spoken),
    languages: offeredLanguages(interfaceLanguages),
    base,
    again,
  }
}

/** A page that only says something, with the status that programs read. */
export async function noticeResponse(
  kind: NoticeKind,
  language: string,
  base: string | null,
  again: string | null = null,
): Promise<Response> {
  const { renderer, files, style } = await rendering()
  const page = plainPage(language, base, again)
  return documentResponse({
    status: statusOfNotice[kind],
    language: page.language,
    title: sayIn(page.language, page.messages)('page.title'),
    body: renderer.renderNotice(kind, page),
    files,
    style,
  })
}

/** The page that stands when another could not be drawn. The log keeps the kind of error, never what was sent. */
export function brokenResponse(error: unknown, language: string, again: string): Promise<Response> {
  console.error(
    JSON.stringify({
      level: 'error',
      page: 'respondent',
      error: errorName(error),
    }),
  )
  return noticeResponse('broken', language, null, again)
}
