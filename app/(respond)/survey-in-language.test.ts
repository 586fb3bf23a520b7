import { expect, test } from 'vitest'
import { defaultInstruments } from '@/lib/instruments/default-instruments'
import { validateAnswers } from '@/lib/questionnaire/answers'
import { relevantItems } from '@/lib/questionnaire/flow'
import { helpWhen, questionnaireIn } from './survey-in-language'

test.each(defaultInstruments().flatMap((q) => q.languages.map((language) => [q.id, language, q] as const)))(
  '%s in %s keeps the questions and gives nothing of the method away',
  (_id, language, questionnaire) => {
    const part = questionnaireIn(questionnaire, language, 1)
    const json = JSON.stringify(part)
    expect(json).not.toMatch(/"critical"|"signals"|"strength"|"paragraphs"|"source"|"risk"|"subdimension"/)
    expect(part.scoring).toBeNull()
    expect(relevantItems(part, {}).map(({ id }) => id)).toEqual(
      relevantItems(questionnaire, {}).map(({ id }) => id),
    )
    for (const item of part.items) expect(item.label[language], item.id).toBeTruthy()
    // In one language the definition is small enough to travel with the first page.
    expect(json.length).toBeLessThan(80_000)
  },
)

test('the part gives the verdict of the whole', () => {
  const [short] = defaultInstruments()
  if (short === undefined) throw new Error('no instrument')
  const part = questionnaireIn(short, 'ar', 1)
  for (const answers of [
    { stay_plan: 'short', host_country: 'DE', life_control: 7 },
    { stay_plan: 'sometimes', host_country: 'XX', life_control: 11 },
    { hard_events: ['none', 'locked'] },
  ]) {
    const [ofWhole, ofPart] = [validateAnswers(short, answers), validateAnswers(part, answers)]
    expect(ofPart.ok).toBe(ofWhole.ok)
    if (!ofPart.ok && !ofWhole.ok) {
      expect(ofPart.problems.map(({ path, code }) => [path, code])).toEqual(
        ofWhole.problems.map(({ path, code }) => [path, code]),
      )
    }
  }
})

test('from the second wave on, the follow-up wording is asked', () => {
  const followed = defaultInstruments()
    .flatMap((questionnaire) => questionnaire.items.map((item) => ({ questionnaire, item })))
    .find(({ item }) => item.labelFollowUp !== undefined)
  if (followed === undefined) throw new Error('no instrument has a follow-up wording')
  const { questionnaire, item } = followed
  const labelIn = (wave: number) =>
    questionnaireIn(questionnaire, 'en', wave).items.find(({ id }) => id === item.id)?.label.en
  expect(labelIn(1)).toBe(item.label.en)
  expect(labelIn(2)).toBe(item.labelFollowUp?.en)
})

test('when help is pressing, the page knows the conditions and nothing of the method', () => {
  for (const questionnaire of defaultInstruments()) {
    const json = JSON.stringify({ helpWhen: helpWhen(questionnaire) })
    expect(json).not.toMatch(/critical|signal|strength|strong|moderate|privilege|victim|paragraphs|risk/)
  }
})

test('a unit by language reaches the page in its language only, a plain one as it is', () => {
  const [, long] = defaultInstruments()
  if (long === undefined) throw new Error('no instrument')
  const unitIn = (unit: string | Readonly<Record<string, string>>, language: string) => {
    const items = long.items.map((item) => (item.type === 'number' ? { ...item, unit } : item))
    const number = questionnaireIn({ ...long, items }, language, 1).items.find(
      ({ type }) => type === 'number',
    )
    return number?.type === 'number' ? number.unit : undefined
  }
  expect(unitIn({ en: 'hours', ar: 'ساعات' }, 'ar')).toEqual({ ar: 'ساعات' })
  expect(unitIn({ en: 'hours' }, 'ar')).toEqual({ ar: 'hours' })
  expect(unitIn('kg', 'ar')).toBe('kg')
})
