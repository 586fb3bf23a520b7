import type { Item, Questionnaire } from '../questionnaire/definition'
import { hasOptions } from '../questionnaire/options'
import type { PaperAnnex, Rich } from './paper-document'
import { conditionRich, type PaperWording } from './paper-wording'

/** What comes about without a question, or leaves answers of one out, in the order of the questionnaire; null where nothing does. */
export function annexOf(questionnaire: Questionnaire, wording: PaperWording): PaperAnnex | null {
  const { say, text } = wording
  const rows = questionnaire.items.flatMap((item) => {
    const how = howItComesAbout(item, wording)
    return how === null ? [] : [{ id: item.id, name: text(item.label), how }]
  })
  if (rows.length === 0) return null
  return {
    heading: say('annex.heading'),
    text: say('annex.text'),
    heads: [say('annex.id'), say('annex.name'), say('annex.how')],
    rows,
  }
}

function howItComesAbout(item: Item, wording: PaperWording): Rich | null {
  const { say } = wording
  const words = (text: string) => ({ kind: 'words', text }) as const
  if (hasOptions(item))
    return item.choiceFilter === undefined
      ? null
      : [words(`${say('annex.filter')} `), { kind: 'expression', text: item.choiceFilter }]
  const onlyIf: Rich =
    item.relevant === null
      ? []
      : [words(` ${say('annex.onlyIf')} `), ...conditionRich(item.relevant, wording)]
  switch (item.type) {
    case 'calculated':
      return [
        words(`${say('annex.calculated')} `),
        { kind: 'expression', text: item.calculation },
        ...(onlyIf.length === 0 ? [] : [words('.')]),
        ...onlyIf,
      ]
    case 'today':
      return [words(say('annex.today')), ...onlyIf]
    case 'hidden':
      return [words(say('annex.hidden', { min: item.min, max: item.max })), ...onlyIf]
    default:
      return null
  }
}
