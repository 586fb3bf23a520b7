import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultInstruments } from '../instruments/default-instruments'
import { anyTranslated, everyText } from './fixtures/every-text'
import { parseTranslationStates } from './stored-translation-states'
import { translatableTexts, withTexts } from './translatable'
import {
  initialStates,
  placeholderProblem,
  placeholderProblems,
  progressOf,
  renamedStates,
  stateOf,
  type TranslatedQuestionnaire,
  translatedSource,
  withStatuses,
  withTranslations,
} from './translation-state'

const key = 'items/status/label'
const bare: TranslatedQuestionnaire = { questionnaire: everyText, states: {} }

function stateIn(translated: TranslatedQuestionnaire, textKey = key) {
  const text = translatableTexts(translated.questionnaire).find((one) => one.key === textKey)
  if (text === undefined) throw new Error(`no text ${textKey}`)
  return stateOf(translated, 'ar', text)
}

function translated(state: 'machine_drafted' | 'translated' | 'reviewed', text = 'الوضع') {
  return withTranslations(bare, 'ar', new Map([[key, { text, state }]]))
}

describe('the state of a text', () => {
  test('is missing without a text, and else what was said of it', () => {
    expect(stateIn(bare)).toBe('missing')
    for (const state of ['machine_drafted', 'translated', 'reviewed'] as const)
      expect(stateIn(translated(state))).toBe(state)
    expect(stateIn(translated('reviewed', ' '))).toBe('missing')
  })

  test('is to be checked when the source was changed, until somebody says something of it', () => {
    const { questionnaire, states } = translated('reviewed')
    const reworded = {
      questionnaire: withTexts(questionnaire, 'en', new Map([[key, 'What do you do?']])),
      states,
    }
    expect(stateIn(reworded)).toBe('to_check')
    expect(translatedSource(states, 'ar', key)).toBe('Status')
    const checked = withTranslations(reworded, 'ar', new Map([[key, { text: 'الوضع', state: 'reviewed' }]]))
    expect(stateIn(checked)).toBe('reviewed')
  })

  test('is not touched by spaces, line ends and how letters are composed', () => {
    const { questionnaire, states } = translated('reviewed')
    const spaced = withTexts(questionnaire, 'en', new Map([[key, ' Status\r\n']]))
    expect(stateIn({ questionnaire: spaced, states })).toBe('reviewed')
  })

  test('is to be checked where nobody knows of what it is the translation', () => {
    const questionnaire = withTexts(everyText, 'ar', new Map([[key, 'الوضع']]))
    expect(stateIn({ questionnaire, states: {} })).toBe('to_check')
    expect(stateIn({ questionnaire, states: initialStates(questionnaire) })).toBe('translated')
  })

  test('goes along when an item is renamed', () => {
    const { states } = translated('reviewed')
    expect(renamedStates(states, 'items/status', 'items/main_status')).toEqual({
      ar: { 'items/main_status/label': { state: 'reviewed', source: 'Status' } },
    })
    expect(renamedStates(states, 'items/stat', 'items/x')).toEqual(states)
  })
})

describe('states of a questionnaire that comes from a file', () => {
  test('are those that its translationStatus says', () => {
    const [short] = defaultInstruments()
    if (short === undefined) throw new Error('no instrument')
    const total = translatableTexts(short).length
    const states = initialStates(short)
    expect(Object.keys(states)).toEqual(['ar', 'es', 'fr', 'pt', 'uk'])
    expect(progressOf({ questionnaire: short, states }, 'uk')).toEqual({
      total,
      counts: { missing: 0, to_check: 0, machine_drafted: total, translated: 0, reviewed: 0 },
    })
  })

  test('leave alone what is known', () => {
    const { questionnaire, states } = translated('reviewed')
    const more = withTexts(questionnaire, 'ar', new Map([['title', 'العنوان']]))
    expect(initialStates(more, states)).toEqual({
      ar: {
        [key]: { state: 'reviewed', source: 'Status' },
        title: { state: 'translated', source: 'Title' },
      },
    })
  })

  test('come back from the words that publishing leaves', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('machine_drafted' as const, 'translated' as const, 'reviewed' as const),
        (state) => {
          const all = translatableTexts(everyText).map(
            (text) => [text.key, { text: `«${text.texts.en}»`, state }] as const,
          )
          const published = withStatuses(withTranslations(bare, 'ar', new Map(all)))
          const { counts, total } = progressOf(
            { questionnaire: published, states: initialStates(published) },
            'ar',
          )
          expect(counts[state]).toBe(total)
        },
      ),
    )
    expect(withStatuses(bare).translationStatus).toEqual({ en: 'source', ar: 'in translation' })
  })
})

test('a copy of the source is to be checked, unless somebody reviewed it', () => {
  const [text] = translatableTexts(bare.questionnaire)
  if (text === undefined) throw new Error('no text')
  const copied = withTexts(bare.questionnaire, 'ar', new Map([[text.key, text.texts.en ?? '']]))
  const stateAs = (status: string) => {
    const questionnaire = { ...copied, translationStatus: { en: 'source', ar: status } }
    return stateOf({ questionnaire, states: initialStates(questionnaire) }, 'ar', {
      ...text,
      texts: { ...text.texts, ar: text.texts.en ?? '' },
    })
  }
  expect([stateAs('imported'), stateAs('reviewed')]).toEqual(['to_check', 'reviewed'])
})

test('states are read back from JSON as they were, and nothing else is', () => {
  fc.assert(
    fc.property(anyTranslated({ control: true, halves: true }), ({ states }) => {
      expect(parseTranslationStates(JSON.parse(JSON.stringify(states)))).toEqual({ ok: true, value: states })
    }),
  )
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(typeof parseTranslationStates(value).ok).toBe('boolean')
    }),
  )
  for (const wrong of [null, [], { ar: { 'a b': {} } }, { ar: { title: { state: 'missing', source: '' } } }])
    expect(parseTranslationStates(wrong).ok).toBe(false)
})

test('progress counts every text once', () => {
  fc.assert(
    fc.property(anyTranslated({ control: true, halves: true }), (any) => {
      const { total, counts } = progressOf(any, 'ar')
      expect(total).toBe(translatableTexts(everyText).length)
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(total)
    }),
  )
})

describe('the answers that a translation shows', () => {
  test.each([
    ['You said ${work}.', 'قلت ${ work }.', null],
    ['${a} and ${b}', '${b}, ${a}, ${a}', null],
    ['You said ${work}.', 'قلت.', 'The translation lacks ${work}. Write it where the answer is to stand.'],
    ['You said so.', 'قلت ${work}.', 'The source has no ${work}. Take it out of the translation.'],
    [
      '${a}',
      '${b}',
      'The translation lacks ${a}. Write it where the answer is to stand. The source has no ${b}. Take it out of the translation.',
    ],
  ])('%s → %s', (source, translation, message) => {
    expect(placeholderProblem(source, translation, 'x')?.message ?? null).toBe(message)
  })

  test('are looked at in every text of a language', () => {
    const questionnaire = withTexts(everyText, 'ar', new Map([['items/paid/label', 'هل هو مدفوع؟']]))
    expect(placeholderProblems(questionnaire, 'ar').map(({ path, code }) => [path, code])).toEqual([
      ['items/paid/label', 'placeholders_differ'],
    ])
    for (const instrument of defaultInstruments())
      for (const language of instrument.languages)
        expect(placeholderProblems(instrument, language)).toEqual([])
  })
})

test('the language from which is translated has no translations', () => {
  expect(() => withTranslations(bare, 'en', new Map())).toThrow(RangeError)
})
