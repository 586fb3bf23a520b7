import { languageCode } from '@/lib/questionnaire/definition'
import { previewWords } from '../../preview-words'

/** What the pages of an interview say in a language. */
export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ language: string }> },
): Promise<Response> {
  const { language } = await params
  if (!languageCode.safeParse(language).success) return new Response(null, { status: 404 })
  return Response.json(previewWords(language))
}
