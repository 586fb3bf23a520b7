import { expect, test } from 'vitest'
import type { DetailFigure, DetailTable } from '@/lib/profile/detail/detail-table'
import { instrument } from '@/lib/profile/fixtures/population'
import { flowFigures, hasFlows } from './flows'
import { wordingIn } from './wording'

const fabric = instrument('social-fabric')
const migrant = instrument('migrant-short')

const share = (value: number | null): DetailFigure => ({
  kind: 'share',
  share: value,
  se: value === null ? null : 0.02,
  ci: value === null ? null : [value - 0.04, value + 0.04],
  reason: value === null ? 'too_few_answers' : null,
  shareText: null,
  qualityMarks: [],
})
const change = (value: number | null): DetailFigure => ({
  kind: 'change',
  mean: value,
  se: value === null ? null : 1,
  ci: value === null ? null : [value - 2, value + 2],
  reason: value === null ? 'too_few_answers' : null,
  qualityMarks: [],
})

function linked(
  groups: Readonly<Record<string, Readonly<Record<string, DetailFigure>>>>,
  by: readonly string[],
): DetailTable {
  return {
    tier: 'linked',
    by,
    where: {},
    minimumCell: 30,
    weighting: null,
    linkedWeighting: null,
    groups: Object.entries(groups).map(([state, figures]) => ({
      group: state === '' ? {} : { earlier_state: state },
      suppressed: false,
      n: 120,
      figures,
    })),
  }
}

test('where nobody is put into categories, how far scores moved is shown, of everybody, and no picture of states', () => {
  const flows = {
    wave: 2,
    linked: linked({ '': { unlinked: share(0.25), 'change:social_fabric': change(-3) } }, []),
  }
  expect(hasFlows(flows)).toBe(true)
  const figures = flowFigures(flows, wordingIn('en', fabric))
  expect(figures.map(({ id }) => id)).toEqual(['unlinked-2', 'moved-2'])
  for (const { subtitle } of figures) expect(subtitle).not.toContain('state')
  const [unlinked, moved] = figures
  expect(unlinked?.table.rows[0]?.slice(0, 1)).toEqual(['Everybody'])
  expect(moved?.table.rows[0]?.slice(0, 2)).toEqual(['Social fabric', 'Everybody'])
  expect(moved?.table.rows[0]?.at(2)).toContain('-3')
  expect(moved?.table.columns.slice(0, 2)).toEqual(['Part of life', 'Group'])
  expect(moved?.table.data.rows[0]?.slice(0, 2)).toEqual(['change:social_fabric', -3])
})

test('where there are states, they are shown first', () => {
  const figures = { unlinked: share(0.25), 'change:overall': change(1), 'state:victim': share(0.4) }
  const flows = { wave: 2, linked: linked({ average: figures, victim: figures }, ['earlier_state']) }
  expect(flowFigures(flows, wordingIn('en', migrant)).map(({ id }) => id)).toEqual([
    'flows-2',
    'unlinked-2',
    'rates-2',
    'moved-2',
  ])
})

test('a group of people none of whom is linked is no flow', () => {
  const nobody = { unlinked: share(null), 'change:social_fabric': change(null) }
  expect(hasFlows({ wave: 2, linked: linked({ '': nobody }, []) })).toBe(false)
})
