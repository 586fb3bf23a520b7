import { expect, test } from 'vitest'
import { researchWords } from '@/lib/interface/research/research-words'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { DimensionFigures } from './cell'
import { comparedGroups } from './compared-groups'
import type { DetailTable } from './detail/detail-table'
import { type Comparison, independentDifference } from './difference'
import type { Interval, MeanFigure } from './figure'
import { partsSentenceOf, sentenceOf as sentenceIn } from './finding'
import { instrument } from './fixtures/population'
import type { Profile, ProfileCell } from './profile'

const migrant = instrument('migrant-short')
const views = instrument('public-perceptions')
const fabric = instrument('social-fabric')

/** People of different categories, as if each had been drawn by themselves. */
const sentenceOf = (shown: Profile, questionnaire: Questionnaire) =>
  sentenceIn(shown, comparisonsOf(shown, questionnaire), {
    language: 'en',
    say: researchWords('en'),
    questionnaire,
  })

function comparisonsOf(shown: Profile, questionnaire: Questionnaire): readonly Comparison[] {
  return comparedGroups(shown, questionnaire).flatMap((groups) => {
    const [first, second] = groups.map(({ category }) =>
      shown.cells.find(({ group }) => group.category === category),
    )
    if (first === undefined || second === undefined || first.suppressed || second.suppressed) return []
    const between = (one: MeanFigure, other: MeanFigure) => independentDifference(one, other, 158)
    return {
      first,
      second,
      overall: between(first.overall, second.overall),
      dimensions: Object.fromEntries(
        Object.entries(first.dimensions).flatMap(([id, one]) => {
          const other = second.dimensions[id]
          return other === undefined ? [] : [[id, { ...between(one, other), deprived: null }]]
        }),
      ),
      H: null,
    }
  })
}

const around = (value: number, half: number): Interval => [value - half, value + half]
const figure = (mean: number, half: number): DimensionFigures => ({
  mean,
  se: half / 2,
  ci: around(mean, half),
  reason: null,
  qualityMarks: [],
  deprived: null,
})

/** A cell with these scores on decent work, legal status, social services and intangible security. */
function cell(category: string, scores: readonly number[], half = 3, share = 0.3): ProfileCell {
  const ids = ['decent_work', 'legal_status', 'social_services', 'intangible_security']
  return {
    group: category === '' ? {} : { category },
    suppressed: false,
    n: 80,
    share: { share, se: 0.02, ci: around(share, 0.04), reason: null, shareText: null, qualityMarks: [] },
    overall: figure(scores[0] ?? 50, half),
    dimensions: Object.fromEntries(scores.map((score, index) => [ids[index] ?? '', figure(score, half)])),
    poverty: null,
  }
}
const hidden = (category: string): ProfileCell => ({ group: { category }, suppressed: true })

function profile(cells: readonly ProfileCell[], by: readonly string[] = ['category']): Profile {
  return {
    survey: 's',
    generatedAt: '2026-03-02',
    synthetic: false,
    questionnaire: { id: 'q', version: 1 },
    sampleDesign: 'probability',
    by,
    where: {},
    weighting: null,
    method: {
      weighting: '',
      variance: '',
      intervals: '',
      sample: { isWeighted: false, strata: 1, isClustered: false },
      disclosure: { exact: false, minimumCell: 10, minimumVictimCell: 20, statement: '' },
    },
    categories: [],
    dimensions: ['decent_work', 'legal_status', 'social_services', 'intangible_security'],
    cells,
    undetermined: [],
    notes: [],
  }
}

test('the dimension on which harmed migrants are lowest, and clearly below average ones, is named', () => {
  const shown = profile([cell('average', [60, 64, 66, 58]), cell('victim', [45, 31, 50, 47])])
  expect(sentenceOf(shown, migrant)).toBe(
    'Harmed migrants score lowest on legal status: 31, against 64 for average migrants.',
  )
})

test('"lowest" is not said where another dimension may be as low', () => {
  const shown = profile([cell('average', [60, 64, 66, 58]), cell('victim', [34, 31, 50, 47])])
  expect(sentenceOf(shown, migrant)).toBe(
    'Harmed migrants score lower than average migrants on legal status: 31, against 64.',
  )
})

test('a difference whose likely range holds zero is no finding', () => {
  const shown = profile([cell('average', [52, 50, 51, 49]), cell('victim', [48, 47, 47, 46])])
  expect(sentenceOf(shown, migrant)).toBe(
    'No dimension shows a clear difference between harmed migrants and average migrants.',
  )
})

test('a difference is clear by its own likely range, though those of both groups overlap', () => {
  // 46 (43 to 49) and 51 (48 to 54): the difference of 5 has a standard error of 2.1.
  const shown = profile([cell('average', [52, 50, 51, 49]), cell('victim', [48, 47, 46, 46])])
  expect(sentenceOf(shown, migrant)).toBe(
    'Harmed migrants score lower than average migrants on social services: 46, against 51.',
  )
})

test('that no difference is clear is not said where one is, the other way round', () => {
  const shown = profile([cell('average', [52, 50, 51, 49]), cell('victim', [60, 47, 47, 46])])
  expect(sentenceOf(shown, migrant)).not.toContain('No dimension')
})

test('where harmed migrants are hidden the others are compared', () => {
  const shown = profile([
    cell('privileged', [80, 82, 79, 81]),
    cell('average', [60, 64, 45, 58]),
    hidden('victim'),
  ])
  expect(sentenceOf(shown, migrant)).toContain(
    'Average migrants score lowest on social services: 45, against 79',
  )
})

test('where average migrants are hidden harmed ones are held against privileged ones', () => {
  const shown = profile([
    cell('privileged', [80, 82, 79, 81]),
    hidden('average'),
    cell('victim', [60, 64, 45, 58]),
  ])
  expect(sentenceOf(shown, migrant)).toContain(
    'Harmed migrants score lowest on social services: 45, against 79',
  )
})

test('categories are compared with their next better neighbour, and never where they are bands of the score', () => {
  const all = profile([cell('privileged', [80]), cell('average', [60]), cell('victim', [40])])
  expect(comparedGroups(all, migrant)).toEqual([
    [{ category: 'victim' }, { category: 'average' }],
    [{ category: 'average' }, { category: 'privileged' }],
  ])
  expect(comparedGroups({ ...all, by: ['category', 'gender'] }, migrant)).toEqual([])
  expect(comparedGroups(profile([cell('pro', [80]), cell('anti', [20])]), views)).toEqual([])
})

test('where one category can be seen its index is given with its likely range', () => {
  expect(sentenceOf(profile([hidden('victim'), cell('average', [60])]), migrant)).toBe(
    'Average migrants score 60 of 100 on average, likely between 57 and 63.',
  )
})

test('views are told by the largest group, if one is', () => {
  const shares = (pro: number, ambivalent: number) =>
    profile([cell('pro', [80], 3, pro), cell('ambivalent', [50], 3, ambivalent), cell('anti', [20], 3, 0.1)])
  expect(sentenceOf(shares(0.3, 0.5), views)).toBe(
    'More people are of two minds about migration than anything else: 50 of 100, likely between 46 and 54.',
  )
  expect(sentenceOf(shares(0.44, 0.46), views)).toBe(
    'No view of migration is clearly more common than the others.',
  )
})

test('without categories the index of everybody is told', () => {
  expect(sentenceOf(profile([cell('', [61])], []), fabric)).toBe(
    'People score 61 of 100 on average, likely between 58 and 64.',
  )
})

test('without a figure nothing is claimed', () => {
  expect(sentenceOf(profile([hidden('average'), hidden('victim')]), migrant)).toBe(
    'Too few people have answered to show a figure.',
  )
})

test('a questionnaire with one score calls it by its name', () => {
  const shown = { ...profile([cell('', [61])], []), dimensions: ['social_fabric'] }
  expect(sentenceOf(shown, fabric)).toBe('Social fabric: 61 of 100 on average, likely between 58 and 64.')
})

test('the highest and the lowest part are named where their likely ranges lie apart, and else none', () => {
  const parts = (means: Readonly<Record<string, number>>): DetailTable => ({
    tier: 'answers',
    by: [],
    where: {},
    weighting: null,
    linkedWeighting: null,
    minimumCell: 30,
    groups: [
      {
        group: {},
        suppressed: false,
        n: 400,
        figures: Object.fromEntries(
          Object.entries(means).map(([id, mean]) => {
            const { deprived: _, ...shown } = figure(mean, 3)
            return [`subdimension:${id}`, { kind: 'score', ...shown }]
          }),
        ),
      },
    ],
  })
  const spoken = { language: 'en', say: researchWords('en'), questionnaire: fabric }
  expect(partsSentenceOf(parts({ openness: 60, cohesion: 44, voice: 51 }), spoken)).toBe(
    '“Openness” scores 60 of 100, clearly more than “Cohesion” with 44.',
  )
  expect(partsSentenceOf(parts({ openness: 60, cohesion: 55, voice: 57 }), spoken)).toBe(
    'No part scores clearly more than another: their likely ranges overlap.',
  )
  expect(partsSentenceOf(parts({ openness: 60 }), spoken)).toBeNull()
})
