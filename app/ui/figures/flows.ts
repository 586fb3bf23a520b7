import { earlierState } from '@/lib/disclosure/detail'
import { averageAndPoor, statesOf, statesOfCategory } from '@/lib/disclosure/state'
import { type DetailGroup, type DetailTable, figureIn } from '@/lib/profile/detail/detail-table'
import { unlinkedMeasure } from '@/lib/profile/detail/linked-measures'
import { barChart } from '../charts/bar-chart'
import { forestChart } from '../charts/forest-chart'
import type { MarkKind } from '../charts/marks'
import { transitionChart } from '../charts/transition-chart'
import { detailText, percentRow } from './detail-rows'
import { differenceDomain } from './difference'
import type { ProfileFigure } from './figure'
import { type TableEntry, tableOf } from './table-of'
import { dimensionName, markOf, peopleInWords, stateName, type Wording } from './wording'

/** What linked people of a wave had been in a wave before it. */
export type Flows = {
  readonly wave: number
  /** By earlier state; of everybody linked where the questionnaire has no states. */
  readonly linked: DetailTable
}

/** Whether anybody is linked, as far as it may be told. */
export function hasFlows({ linked }: Flows): boolean {
  return linked.groups.some(
    (group) =>
      !group.suppressed &&
      group.n > 0 &&
      // Older releases count everybody of the round among the linked, also where none is.
      Object.values(group.figures).some(
        (figure) => (figure.kind === 'share' ? figure.share : figure.mean) !== null,
      ),
  )
}

/**
 * How linked people moved between the states, how many were not found again, how many failed and recovered, how far scores moved. The
 * pictures of states are left out where the questionnaire has none.
 */
export function flowFigures(flows: Flows, wording: Wording): readonly ProfileFigure[] {
  return [
    ...(hasStates(flows) ? [transitionFigure(flows, wording)] : []),
    unlinkedFigure(flows, wording),
    ...rateFigures(flows, wording),
    changeFigure(flows, wording),
  ]
}

function hasStates({ linked }: Flows): boolean {
  return linked.by.includes(earlierState)
}

/** The earlier state of a group as pictures and tables name it. */
function nameOf(wording: Wording, group: DetailGroup): string {
  const state = stateOfGroup(group)
  return state === '' ? wording.say('category.everybody') : stateName(wording, state)
}

/** Head of the column that names the groups. */
function groupColumn(flows: Flows, { say }: Wording): string {
  return say(hasStates(flows) ? 'breakdown.earlier_state' : 'figure.group')
}

const stateOfGroup = ({ group }: DetailGroup) => group.earlier_state ?? ''

function kindOfState(state: string): MarkKind {
  if (state === '') return 'all'
  return state === averageAndPoor ? 'series-5' : markOf({ category: state })
}

function transitionFigure({ linked, wave }: Flows, wording: Wording): ProfileFigure {
  const { say } = wording
  const states = statesOf(wording.questionnaire)
  const now = { wave: say('wave.name', { wave }) }
  return {
    id: `flows-${wave}`,
    title: say('waves.flows', now),
    subtitle: say('waves.flowsSubtitle', { fewest: linked.minimumCell }),
    isHalf: false,
    draw: (frame) =>
      transitionChart({
        ...frame,
        states: linked.groups.map((group) => ({
          kind: kindOfState(stateOfGroup(group)),
          label: nameOf(wording, group),
        })),
        shares: linked.groups.map((group) =>
          states.map((state) => percentRow(wording, linked, group, `state:${state}`)),
        ),
        fromLabel: say('waves.from'),
        toLabel: say('waves.to', now),
      }),
    table: tableOf(
      wording,
      [say('breakdown.earlier_state'), say('waves.stateNow')],
      ['earlier_state', 'measure'],
      say('answers.share'),
      linked.groups.flatMap((group) => [
        ...states.map((state) =>
          entryOf(wording, group, `state:${state}`, [nameOf(wording, group), stateName(wording, state)]),
        ),
        entryOf(wording, group, unlinkedMeasure, [nameOf(wording, group), say('waves.notFound')]),
      ]),
    ),
  }
}

/** Of everybody who was in a state before, who left or gave no code: how far the row of that state speaks for all (measurement.md, section 6.3). */
function unlinkedFigure(flows: Flows, wording: Wording): ProfileFigure {
  const { linked, wave } = flows
  const { say } = wording
  const now = { wave: say('wave.name', { wave }) }
  const isExact = linked.minimumCell === 0
  const textOf = (group: DetailGroup) => {
    const share = detailText(wording, figureIn(group, unlinkedMeasure))
    if (group.suppressed) return share
    return say('waves.unlinkedText', { share, people: peopleInWords(wording, group.n, isExact) })
  }
  return {
    id: `unlinked-${wave}`,
    title: say('waves.unlinked', now),
    subtitle: say(hasStates(flows) ? 'waves.unlinkedSubtitle' : 'waves.unlinkedSubtitleAll', {
      fewest: linked.minimumCell,
    }),
    isHalf: false,
    draw: (frame) =>
      barChart({
        ...frame,
        upTo: 100,
        axisLabel: say('poverty.axis'),
        reference: null,
        groups: [
          {
            label: '',
            rows: linked.groups.map((group) => ({
              ...percentRow(wording, linked, group, unlinkedMeasure),
              kind: kindOfState(stateOfGroup(group)),
              text: textOf(group),
            })),
          },
        ],
      }),
    table: tableOf(
      wording,
      [groupColumn(flows, wording)],
      [...linked.by, 'measure'],
      say('poverty.axis'),
      linked.groups.map((group) => ({
        ...entryOf(wording, group, unlinkedMeasure, [nameOf(wording, group)]),
        text: textOf(group),
      })),
    ),
  }
}

/** Failure: average, poor or not, and harmed now. Recovery: harmed, and privileged or average now (measurement.md, section 6.3). */
function rateFigures({ linked, wave }: Flows, wording: Wording): readonly ProfileFigure[] {
  const { say } = wording
  const groupsOf = (...states: readonly string[]) =>
    linked.groups.filter((group) => states.includes(stateOfGroup(group)))
  const now = { wave: say('wave.name', { wave }) }
  const rates = [
    { name: say('waves.failed', now), id: 'state:victim', groups: groupsOf(...statesOfCategory('average')) },
    { name: say('waves.recovered', now), id: 'recovered', groups: groupsOf('victim') },
  ]
  if (rates.some(({ groups }) => groups.length === 0)) return []
  return [
    {
      id: `rates-${wave}`,
      title: say('waves.rates'),
      subtitle: say('waves.ratesSubtitle', { fewest: linked.minimumCell }),
      isHalf: false,
      draw: (frame) =>
        barChart({
          ...frame,
          upTo: 100,
          axisLabel: say('poverty.axis'),
          reference: null,
          groups: rates.map(({ name, id, groups }) => ({
            label: name,
            rows: groups.map((group) => ({
              ...percentRow(wording, linked, group, id),
              kind: kindOfState(stateOfGroup(group)),
            })),
          })),
        }),
      table: tableOf(
        wording,
        [say('waves.change'), say('breakdown.earlier_state')],
        ['earlier_state', 'measure'],
        say('answers.share'),
        rates.flatMap(({ name, id, groups }) =>
          groups.map((group) => entryOf(wording, group, id, [name, nameOf(wording, group)])),
        ),
      ),
    },
  ]
}

function changeFigure(flows: Flows, wording: Wording): ProfileFigure {
  const { linked, wave } = flows
  const { say } = wording
  const dimensions = (wording.questionnaire.scoring?.dimensions ?? []).map(({ id }) => id)
  const parts = [...(dimensions.length > 1 ? ['overall'] : []), ...dimensions]
  const meanOf = (group: DetailGroup, part: string) => {
    const figure = figureIn(group, `change:${part}`)
    return figure === undefined || figure.kind === 'share' ? null : figure
  }
  const all = linked.groups.flatMap((group) =>
    parts.map((part) => ({
      difference: meanOf(group, part)?.mean ?? null,
      ci: meanOf(group, part)?.ci ?? null,
    })),
  )
  return {
    id: `moved-${wave}`,
    title: say('waves.moved', { wave: say('wave.name', { wave }) }),
    subtitle: say(hasStates(flows) ? 'waves.movedSubtitle' : 'waves.movedSubtitleAll', {
      fewest: linked.minimumCell,
    }),
    isHalf: false,
    draw: (frame) =>
      forestChart({
        ...frame,
        domain: differenceDomain(all),
        axisLabel: say('waves.change'),
        reference: { at: 0, label: say('waves.same') },
        groups: parts.map((part) => ({
          label: dimensionName(wording, part),
          rows: linked.groups.map((group) => ({
            kind: kindOfState(stateOfGroup(group)),
            label: nameOf(wording, group),
            value: meanOf(group, part)?.mean ?? null,
            interval: meanOf(group, part)?.ci ?? null,
            text: detailText(wording, figureIn(group, `change:${part}`)),
          })),
        })),
      }),
    table: tableOf(
      wording,
      [say('figure.part'), groupColumn(flows, wording)],
      [...linked.by, 'measure'],
      say('waves.change'),
      parts.flatMap((part) =>
        linked.groups.map((group) =>
          entryOf(wording, group, `change:${part}`, [dimensionName(wording, part), nameOf(wording, group)]),
        ),
      ),
    ),
  }
}

function entryOf(wording: Wording, group: DetailGroup, id: string, names: readonly string[]): TableEntry {
  const figure = figureIn(group, id)
  return {
    names,
    codes: [...Object.values(group.group), id],
    figure: figure ?? null,
    text: detailText(wording, figure),
  }
}
