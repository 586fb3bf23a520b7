import { sayIn } from '@/lib/interface/message'
import { interfaceLanguages } from '@/lib/interface/messages'
import { statusOfEntry } from '../../code-entry'
import { documentResponse } from '../../document'
import { brokenResponse, noticeResponse, plainPage } from '../../plain-page'
import { readPostedForm } from '../../posted-form'
import { readerLanguage } from '../../reader-language'
import { rendering } from '../../rendering'
import { withdrawByReceipt } from '../withdraw-by-receipt'
import type { Withdrawal } from '../withdrawal'

type Context = { readonly params: Promise<{ language?: string[] }> }

/** The form that asks for the code. */
export function GET(request: Request, context: Context): Promise<Response> {
  return answer(request, context, async () => ({ kind: 'asked' }))
}

/** Erases what the posted code belongs to. */
export function POST(request: Request, context: Context): Promise<Response> {
  return answer(request, context, async () => {
    const form = await readPostedForm(request)
    return form === null ? { kind: 'asked' } : withdrawByReceipt(request, form.get('receipt'))
  })
}

async function answer(
  request: Request,
  { params }: Context,
  outcome: () => Promise<Withdrawal>,
): Promise<Response> {
  const preferred = readerLanguage(request.headers.get('accept-language'), interfaceLanguages)
  try {
    const [chosen = preferred, ...rest] = (await params).language ?? []
    if (!interfaceLanguages.includes(chosen) || rest.length > 0) {
      return await noticeResponse('missing', preferred, null)
    }
    const withdrawal = await outcome()
    const { renderer, files, style } = await rendering()
    const page = plainPage(chosen, '/withdraw')
    const isRefused = withdrawal.kind === 'refused'
    return documentResponse({
      ...(withdrawal.kind === 'done' ? { status: 200 } : statusOfEntry(withdrawal)),
      language: page.language,
      title: sayIn(page.language, page.messages)(isRefused ? 'page.titleWithError' : 'page.title'),
      body: renderer.renderWithdraw(withdrawal, page),
      files,
      style,
    })
  } catch (error) {
    return brokenResponse(error, preferred, new URL(request.url).pathname)
  }
}
