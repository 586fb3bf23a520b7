import { type Answers, validateAnswers } from '@/lib/questionnaire/answers'
import { waveAnswers } from '@/lib/questionnaire/answers-filled-in'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { nextItem } from '@/lib/questionnaire/flow'
import { answerTo, type MadeUpPerson, type Story } from './people'
import type { Random } from './random'

/** How often somebody says of their life now what they said the last time. */
const sameAnswer = 0.72
/** On the latent scale: with the months things get a little better for most, and worse for some. */
const usualChange = { mean: 0.2, sd: 0.5 } as const

/**
 * What a made-up person says in a later wave: what is asked once stays as it was, most of the rest too, and something happened to some.
 *
 * @param earlier the person in the wave before
 * @throws Error when an answer would not be valid: the generator and the questionnaire have drifted apart
 */
export function madeUpLater(
  questionnaire: Questionnaire,
  earlier: MadeUpPerson,
  wave: number,
  random: Random,
): MadeUpPerson {
  const told = storyOf(earlier.answers)
  const now = usualChange.mean + usualChange.sd * random.normal()
  // Who was coerced has mostly come to rest since; a few of the others fell among people who do harm.
  const story =
    told === 'coerced' ? (random.chance(0.4) ? told : 'ordinary') : random.chance(0.05) ? 'coerced' : told
  let answers: Answers = waveAnswers(questionnaire, wave)
  for (
    let item = nextItem(questionnaire, answers, null);
    item !== null;
    item = nextItem(questionnaire, answers, item.id)
  ) {
    const before = earlier.answers[item.id]
    const isKept = item.timing === 'fixed' || (item.timing !== 'since_last' && random.chance(sameAnswer))
    const answer =
      isKept && before !== undefined
        ? before
        : answerTo(questionnaire, item, story, tendencies[story] + now, random)
    if (answer !== null) answers = { ...answers, [item.id]: answer }
  }
  const verdict = validateAnswers(questionnaire, answers)
  if (!verdict.ok) throw new Error(`A made-up person is not valid: ${verdict.problems[0]?.path}`)
  return { language: earlier.language, answers: verdict.value }
}

const tendencies: Readonly<Record<Story, number>> = { invited: 1.2, ordinary: 0.4, coerced: -0.7 }

/** How somebody came, as their answers tell. */
function storyOf({ move_choice: choice, sought_skills: skills }: Answers): Story {
  if (choice === 'forced' || choice === 'little') return 'coerced'
  return skills === 'yes' ? 'invited' : 'ordinary'
}
