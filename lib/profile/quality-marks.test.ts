import { expect, test } from 'vitest'
import type { MeanFigure, QualityMark, ShareFigure } from './figure'
import type { Profile } from './profile'
import { markedFigures } from './quality-marks'

const mean = (value: number | null, qualityMarks: readonly QualityMark[] = []): MeanFigure => ({
  mean: value,
  se: 1,
  ci: null,
  reason: null,
  qualityMarks,
})
const share = (value: number | null, qualityMarks: readonly QualityMark[] = []): ShareFigure => ({
  share: value,
  se: 0.1,
  ci: null,
  reason: null,
  shareText: null,
  qualityMarks,
})

test('counts shown figures at every depth by their marks, and withheld ones not', () => {
  const cells: Profile['cells'] = [
    { group: { category: 'victim' }, suppressed: true },
    {
      group: { category: 'average' },
      suppressed: false,
      n: 40,
      share: share(0.6, ['wide_interval']),
      overall: mean(50, ['few_people', 'wide_interval']),
      dimensions: {
        legal_status: { ...mean(40, ['few_people']), deprived: share(0.3) },
        // Withheld: not a figure, whatever it carries.
        decent_work: { ...mean(null, ['few_people']), deprived: share(null) },
      },
      poverty: null,
    },
  ]
  expect(markedFigures({ cells } as Profile)).toEqual({
    figures: 4,
    marked: { few_people: 2, few_units: 0, wide_interval: 2 },
    hiddenGroups: 1,
    groups: 2,
  })
})
