import type { Answers } from '@/lib/questionnaire/answer-values'
import { isTable } from '@/lib/questionnaire/appearance'
import type { Item } from '@/lib/questionnaire/definition'
import { progressOf } from '@/lib/questionnaire/flow'
import { textFiller } from '../../filled-item'
import { isFirstOfSection, sectionOf } from '../../interview'
import type { PageParts } from './page-parts'

/** How far the interview is, in words and as a bar. */
export function Progress({
  say,
  questionnaire,
  answers,
  item,
}: PageParts & { readonly answers: Answers; readonly item: Item }) {
  const { position, total } = progressOf(questionnaire, answers, item.id)
  return (
    <div className="progress">
      <p id="progress">{say('question.progress', { position, total })}</p>
      <progress aria-label={say('question.progressBar')} value={position} max={total} />
    </div>
  )
}

/** The section's name, and at its first question the words that open it; those of a table stand above each of its rows. */
export function SectionWords({
  questionnaire,
  calendar,
  answers,
  item,
}: PageParts & { readonly answers: Answers; readonly item: Item }) {
  const section = sectionOf(questionnaire, item.id)
  if (section === null) return null
  const filled = textFiller({ questionnaire, calendar }, answers)
  const intro = filled(section.intro)
  const isIntroduced = isTable(section) || isFirstOfSection(questionnaire, answers, item.id)
  return (
    <>
      <p className="section-name">{filled(section.title)}</p>
      {intro !== '' && isIntroduced && <p className="section-intro">{intro}</p>}
    </>
  )
}
