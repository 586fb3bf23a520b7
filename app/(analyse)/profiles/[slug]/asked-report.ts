import { currentActor } from '@/app/session'
import { wordingIn } from '@/app/ui/figures/wording'
import { askedLanguage } from '@/app/ui/report/publication-report'
import { type RoundReport, roundReport } from '@/app/ui/report/round-report'
import { readRoundFigures } from '@/db/round-figures'
import { languagesOfReports } from '@/lib/interface/research/report-languages'

/** The report of a round's newest release in the language that an address asks for. @throws as `readRoundFigures` */
export async function askedReport(
  request: Request,
  slug: string,
): Promise<{ readonly report: RoundReport; readonly languages: readonly string[] }> {
  const { round, questionnaire, figures } = await readRoundFigures(await currentActor(), slug)
  const languages = languagesOfReports(questionnaire)
  const language = askedLanguage(languages, new URL(request.url).searchParams.get('language'))
  return { report: roundReport(round, figures, wordingIn(language, questionnaire), null), languages }
}
