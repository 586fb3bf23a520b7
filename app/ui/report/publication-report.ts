import type { ReportedRound, RoundFigures } from '@/lib/profile/round-figures'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { languageName } from '@/lib/questionnaire/language'
import { dateIn, wordingIn } from '../figures/wording'
import type { PageLink, ReportPage } from './report-html'
import { type RoundReport, roundReport } from './round-report'

/** What a published report is made of, whether it is published already or only looked at before. */
export type Publishable = {
  readonly round: ReportedRound
  readonly figures: RoundFigures
  readonly questionnaire: Questionnaire
  readonly version: number
  readonly madeOn: string
  readonly languages: readonly string[]
  readonly citation: string
  readonly licence: string
}

/** The language that an address asks for, if it is spoken here; else the first. */
export function askedLanguage(languages: readonly string[], asked: string | null): string {
  return languages.find((language) => language === asked) ?? languages[0] ?? 'en'
}

/** A publication as a report in one of its languages. */
export function publicationReport(published: Publishable, language: string): RoundReport {
  const { round, figures, questionnaire, version, madeOn, citation, licence } = published
  const wording = wordingIn(language, questionnaire)
  const report = roundReport(round, figures, wording, {
    version: wording.say('public.published', { version, date: dateIn(language)(madeOn) }),
    citation,
    licence,
  })
  return { ...report, madeOn }
}

/** The page of a publication. @param base address of the version, `/results/spring/v2`; null before it has one */
export function publicationPage(
  published: Publishable,
  language: string,
  { base, newest }: { readonly base: string | null; readonly newest: number },
): ReportPage {
  const report = publicationReport(published, language)
  const { say } = report.wording
  const file = (name: string) => `${base}/${name}?language=${language}`
  return {
    report,
    languages: languageLinks(published.languages, language),
    back: null,
    notices:
      base === null
        ? [say('public.preview')]
        : newest > published.version
          ? [say('public.newer', { version: newest })]
          : [],
    files:
      base === null
        ? []
        : [
            { address: file('report.pdf'), name: 'PDF' },
            { address: `${base}/results.json`, name: 'JSON' },
          ],
    fileOf: base === null ? null : (figure, format) => file(`${figure}.${format}`),
    isPublic: base !== null,
  }
}

/** The same page in each language, named in itself. */
export function languageLinks(languages: readonly string[], here: string): readonly PageLink[] {
  return languages.map((language) => ({
    address: `?language=${language}`,
    name: languageName(language),
    language,
    isHere: language === here,
  }))
}
