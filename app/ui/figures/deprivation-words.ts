import { numberLocale } from '@/lib/interface/message'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { usesCriticalAnswers } from '@/lib/scoring/deprivation'
import { numberIn, type Wording } from './wording'

export { poorFrom } from '@/lib/profile/poor-from'

/*
 * What sentences say of lines and cut-offs, which every questionnaire sets for itself.
 */

/** The line under which people are deprived, if it is the same in every part of life; null where parts differ, or none has a line. */
export function sharedLine({ scoring }: Questionnaire): number | null {
  const lines = new Set(
    (scoring?.dimensions ?? []).flatMap(({ deprivationCutoff }) => deprivationCutoff ?? []),
  )
  const [line] = lines
  return lines.size === 1 && line !== undefined ? line : null
}

/** Who is deprived in a part of life, in a sentence; none for a questionnaire without lines. */
export function deprivedSentences({ say, questionnaire }: Wording): readonly string[] {
  const hasLines = questionnaire.scoring?.dimensions.some(
    ({ deprivationCutoff }) => deprivationCutoff !== null,
  )
  if (hasLines !== true) return []
  const key = usesCriticalAnswers(questionnaire) ? 'method.deprived' : 'method.deprivedByScore'
  return [say(key, { line: sharedLine(questionnaire) ?? 0 })]
}

/** What the picture of deprivation by part of life counts. */
export function deprivedSubtitle({ say, questionnaire }: Wording): string {
  const key = usesCriticalAnswers(questionnaire)
    ? 'poverty.deprivedSubtitle'
    : 'poverty.deprivedSubtitleByScore'
  return say(key, { line: sharedLine(questionnaire) ?? 0 })
}

/** "40, 50 or 60", in a language. */
export function linesInWords({ language }: Pick<Wording, 'language'>, lines: readonly number[]): string {
  const digits = (line: number) => numberIn(language, Number.isInteger(line) ? 0 : 1)(line)
  const locale = numberLocale(language === 'en' ? 'en-GB' : language)
  return new Intl.ListFormat(locale, { type: 'disjunction' }).format(lines.map(digits))
}
