import { problemResponse } from '@/app/api/problem-response'
import { currentActor } from '@/app/session'
import { paperPdf } from '@/app/ui/paper/pdf'
import { fileResponse } from '@/app/ui/report/file-response'
import { readQuestionnaireToPrint } from '@/db/printed-questionnaires'
import { questionnaireOnPaper } from '@/lib/paper/questionnaire-on-paper'
import { versionIn } from '../version'

type Props = { readonly params: Promise<{ readonly id: string }> }

/** A questionnaire on paper, in the language that the address names, as PDF. */
export async function GET(request: Request, { params }: Props): Promise<Response> {
  const { id } = await params
  const query = new URL(request.url).searchParams
  try {
    const { questionnaire, language, publishedOn } = await readQuestionnaireToPrint(
      await currentActor(),
      id,
      { language: query.get('language') ?? undefined, version: versionIn(query.get('version')) },
    )
    return fileResponse(
      new Uint8Array(paperPdf(questionnaireOnPaper(questionnaire, language, publishedOn))),
      {
        name: `${questionnaire.id}-${questionnaire.version}-${language}.pdf`,
        mediaType: 'application/pdf',
        cache: 'no-store',
      },
    )
  } catch (error) {
    return problemResponse(error)
  }
}
