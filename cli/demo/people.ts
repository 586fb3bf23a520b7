import { type Answer, type Answers, validateAnswers } from '@/lib/questionnaire/answers'
import type { ChoiceItem, Item, Questionnaire } from '@/lib/questionnaire/definition'
import { nextItem } from '@/lib/questionnaire/flow'
import { responseOptions } from '@/lib/questionnaire/options'
import type { Random } from './random'

/** How a made-up person came here. It decides their circumstances, and how life tends to be, not their category. */
export type Story = 'invited' | 'ordinary' | 'coerced'

/** A made-up person's answers, given item by item as the questionnaire asks them. */
export type MadeUpPerson = { readonly language: string; readonly answers: Answers }

/** The circumstances that each story tends to, by item: option and weight. */
const circumstances: Readonly<
  Record<Story, Readonly<Record<string, readonly (readonly [string, number])[]>>>
> = {
  invited: {
    move_choice: [
      ['free', 8],
      ['own', 2],
    ],
    sought_skills: [
      ['yes', 9],
      ['no', 1],
    ],
    entry_channel: [
      ['talent', 7],
      ['work', 2],
      ['free_movement', 2],
    ],
    options_now: [
      ['yes', 8],
      ['maybe', 2],
    ],
    move_debt: [
      ['no', 8],
      ['easy', 2],
    ],
    main_reason: [
      ['work', 7],
      ['study', 2],
      ['family', 1],
    ],
  },
  ordinary: {
    move_choice: [
      ['free', 1],
      ['own', 6],
      ['little', 4],
      ['family', 2],
      ['forced', 1],
    ],
    sought_skills: [
      ['yes', 1],
      ['no', 9],
    ],
    entry_channel: [
      ['work', 5],
      ['family_study', 4],
      ['protection', 1],
      ['free_movement', 3],
      ['none', 1],
      ['other', 1],
    ],
    options_now: [
      ['yes', 2],
      ['maybe', 5],
      ['no', 4],
    ],
    move_debt: [
      ['no', 6],
      ['easy', 4],
      ['debt_hard', 1],
    ],
    main_reason: [
      ['work', 6],
      ['family', 4],
      ['study', 2],
      ['safety', 1],
      ['other', 1],
    ],
  },
  coerced: {
    move_choice: [
      ['little', 4],
      ['family', 1],
      ['forced', 5],
    ],
    sought_skills: [['no', 1]],
    entry_channel: [
      ['none', 5],
      ['protection', 3],
      ['work', 2],
      ['other', 1],
    ],
    options_now: [
      ['no', 8],
      ['maybe', 2],
    ],
    move_debt: [
      ['no', 2],
      ['easy', 2],
      ['debt_hard', 4],
      ['debt_control', 3],
    ],
    main_reason: [
      ['safety', 6],
      ['work', 4],
      ['family', 1],
    ],
  },
}

const hardEvents: readonly (readonly [string, number])[] = [
  ['unsafe_travel', 0.5],
  ['stuck', 0.35],
  ['detained', 0.25],
  ['sent_back', 0.15],
  ['deceived', 0.4],
  ['documents_kept', 0.25],
  ['forced_work', 0.25],
  ['threat_harm', 0.3],
  ['held', 0.15],
]

/** Well-being of each story on the latent scale, by dimension: the harmed fare worst on legal status. */
const tendencies: Readonly<Record<Story, Readonly<Record<string, number>>>> = {
  invited: { decent_work: 1.5, legal_status: 1.4, social_services: 1.1, intangible_security: 1.0 },
  ordinary: { decent_work: 0.4, legal_status: 0.5, social_services: 0.4, intangible_security: 0.3 },
  coerced: { decent_work: -0.6, legal_status: -1.0, social_services: -0.5, intangible_security: -0.6 },
}

const languages: readonly (readonly [string, number])[] = [
  ['en', 4],
  ['ar', 3],
  ['es', 2],
  ['fr', 2],
  ['uk', 2],
  ['pt', 1],
]

/**
 * Makes up one person and their answers. Each item is asked in its turn, so that relevance holds by construction.
 *
 * @throws Error when an answer would not be valid: the generator and the questionnaire have drifted apart
 */
export function madeUpPerson(questionnaire: Questionnaire, random: Random): MadeUpPerson {
  const story = random.pick<Story>([
    ['invited', 14],
    ['ordinary', 58],
    ['coerced', 28],
  ])
  const general = random.normal()
  const tendency = new Map<string, number>()
  const tendencyOf = (dimension: string) => {
    const known = tendency.get(dimension)
    if (known !== undefined) return known
    const drawn = (tendencies[story][dimension] ?? 0.2) + 0.6 * general + 0.5 * random.normal()
    tendency.set(dimension, drawn)
    return drawn
  }
  let answers: Answers = {}
  for (
    let item = nextItem(questionnaire, answers, null);
    item !== null;
    item = nextItem(questionnaire, answers, item.id)
  ) {
    const answer = answerTo(questionnaire, item, story, tendencyOf(item.dimension ?? ''), random)
    if (answer !== null) answers = { ...answers, [item.id]: answer }
  }
  const verdict = validateAnswers(questionnaire, answers)
  if (!verdict.ok) throw new Error(`A made-up person is not valid: ${verdict.problems[0]?.path}`)
  const spoken = languages.filter(([language]) => questionnaire.languages.includes(language))
  return { language: random.pick(spoken), answers: verdict.value }
}

/** One answer of somebody with a story and a tendency of the item's dimension, on the latent scale; null: left out. */
export function answerTo(
  questionnaire: Questionnaire,
  item: Item,
  story: Story,
  tendency: number,
  random: Random,
): Answer | null {
  const silence = (item.sensitive ? 0.05 : 0.012) * (story === 'coerced' ? 1.6 : 1)
  if (item.missing.includes('pnta') && random.chance(silence)) return 'pnta'
  if (item.missing.includes('dk') && random.chance(0.03)) return 'dk'
  if (random.chance(0.008)) return null
  if (item.id === 'hard_events') return eventsOf(story, random)
  const usual = circumstances[story][item.id]
  if (usual !== undefined) return random.pick(usual)
  if (item.type === 'single') return optionOf(questionnaire, item, tendency, random)
  if (item.type === 'multiple') {
    const codes = responseOptions(questionnaire, item).map((option) => option.code)
    const chosen = codes.filter((code) => !item.exclusive?.includes(code) && random.chance(0.2))
    return chosen.length > 0 ? chosen : (item.exclusive?.[0] ?? codes[0] ?? null)
  }
  if (item.type === 'scale' || item.type === 'number') {
    const middle = (item.min + item.max) / 2
    const drawn = middle + ((item.max - item.min) / 5) * (tendency + 0.8 * random.normal())
    return Math.round(Math.min(item.max, Math.max(item.min, drawn)))
  }
  if (item.type === 'date') return random.chance(0.5) ? item.min : item.max
  return null
}

function eventsOf(story: Story, random: Random): readonly string[] {
  const likelihood = story === 'coerced' ? 0.8 : story === 'ordinary' ? 0.06 : 0.01
  const events = hardEvents
    .filter(([, probability]) => random.chance(likelihood * probability))
    .map(([code]) => code)
  return events.length > 0 ? events : ['none']
}

/** Scored options by how near they lie to the tendency; others by the usual mix of a city's newcomers. */
function optionOf(questionnaire: Questionnaire, item: ChoiceItem, tendency: number, random: Random): string {
  const options = responseOptions(questionnaire, item)
  if (item.choiceSource !== undefined) return 'IT'
  const isScored = options.some((option) => typeof option.score === 'number')
  if (!isScored) {
    return random.pick(
      options.map(
        (option, place) => [option.code, usualMix[item.id]?.[option.code] ?? 1 / (1 + 0.25 * place)] as const,
      ),
    )
  }
  const aim = 50 + 24 * (tendency + 0.75 * random.normal())
  return random.pick(
    options.map((option) => {
      const distance = (option.score ?? 60) - aim
      return [
        option.code,
        Math.exp(-(distance * distance) / 700) * (typeof option.score === 'number' ? 1 : 0.25) + 1e-6,
      ] as const
    }),
  )
}

const usualMix: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  stay_plan: { short: 1, back_forth: 1, years: 4, settle: 5 },
  length_stay: { lt1: 2, y1_4: 5, y5_9: 3, y10p: 2 },
  age_band: { a18_24: 4, a25_34: 7, a35_49: 6, a50_64: 2, a65p: 0.5 },
  gender: { woman: 49, man: 50, another: 1 },
  origin_region: {
    northern_africa: 5,
    sub_saharan_africa: 6,
    northern_america: 0.3,
    latin_america_caribbean: 4,
    central_asia: 0.5,
    eastern_asia: 1,
    south_eastern_asia: 1,
    southern_asia: 4,
    western_asia: 5,
    eastern_europe: 6,
    other_europe: 1.5,
    oceania: 0.1,
  },
  area_type: { city: 6, town: 3, rural: 1.5 },
}
