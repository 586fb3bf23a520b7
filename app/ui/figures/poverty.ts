import type { ShareFigure } from '@/lib/profile/figure'
import type { Profile, ProfileCell } from '@/lib/profile/profile'
import { barChart } from '../charts/bar-chart'
import { stackChart } from '../charts/stack-chart'
import { deprivedSubtitle, poorFrom } from './deprivation-words'
import type { FigureTable, ProfileFigure } from './figure'
import { codesOfGroup, tableOf } from './table-of'
import {
  bandName,
  breakdownName,
  dimensionName,
  groupName,
  headcountOf,
  markOf,
  numberIn,
  percentInWords,
  povertyInWords,
  reasonInWords,
  type Wording,
} from './wording'

/** Deprivation: by dimension, headcount ratio, and what adds to it. None for a questionnaire without deprivation lines. */
export function povertyFigures(profile: Profile, wording: Wording): readonly ProfileFigure[] {
  const { scoring } = wording.questionnaire
  const deprivable = (scoring?.dimensions ?? []).filter(({ deprivationCutoff }) => deprivationCutoff !== null)
  if (deprivable.length === 0) return []
  const ids = deprivable.map(({ id }) => id)
  const hasPoverty = (scoring?.poverty ?? null) !== null
  return [
    deprivedFigure(profile, wording, ids),
    ...(hasPoverty ? [headcountFigure(profile, wording), contributionFigure(profile, wording, ids)] : []),
  ]
}

/** Who could be placed: the others are counted elsewhere. */
function placed({ cells }: Profile): readonly ProfileCell[] {
  return cells.filter((cell) => cell.group.category !== 'undetermined')
}

function deprivedFigure(profile: Profile, wording: Wording, ids: readonly string[]): ProfileFigure {
  const { say } = wording
  const shareOf = (cell: ProfileCell, id: string) =>
    cell.suppressed ? null : (cell.dimensions[id]?.deprived ?? null)
  return {
    id: 'deprived',
    title: say('poverty.deprived'),
    subtitle: deprivedSubtitle(wording),
    isHalf: false,
    draw: (frame) =>
      barChart({
        ...frame,
        upTo: 100,
        axisLabel: say('poverty.axis'),
        reference: null,
        groups: ids.map((id) => ({
          label: dimensionName(wording, id),
          rows: placed(profile).map((cell) => barRow(profile, wording, cell, shareOf(cell, id))),
        })),
      }),
    table: tableOf(
      wording,
      [say('figure.part'), ...profile.by.map((name) => breakdownName(wording, name))],
      ['measure', ...profile.by],
      say('poverty.axis'),
      ids.flatMap((id) =>
        profile.cells.map((cell) => {
          const figure = shareOf(cell, id)
          return {
            names: [dimensionName(wording, id), ...bandsOf(profile, wording, cell)],
            codes: [`deprived:${id}`, ...codesOfGroup(cell.group, profile.by)],
            figure,
            text: shareText(wording, figure),
          }
        }),
      ),
    ),
  }
}

function headcountFigure(profile: Profile, wording: Wording): ProfileFigure {
  const { say } = wording
  const headcount = (cell: ProfileCell) =>
    cell.suppressed || cell.poverty === null ? null : headcountOf(cell.poverty)
  return {
    id: 'poverty',
    title: say('poverty.title', poorFrom(wording)),
    subtitle: say('poverty.subtitle'),
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
            rows: placed(profile).map((cell) => barRow(profile, wording, cell, headcount(cell))),
          },
        ],
      }),
    table: povertyTable(profile, wording),
  }
}

const povertyNames = ['H', 'A', 'M0'] as const

function povertyTable(profile: Profile, wording: Wording): FigureTable {
  const { say } = wording
  return {
    columns: [
      ...headings(profile, wording),
      ...povertyNames.map((name) => say(`poverty.${name}`, poorFrom(wording))),
    ],
    rows: profile.cells.map((cell) => [
      ...names(profile, wording, cell),
      ...povertyNames.map((name) =>
        cell.suppressed || cell.poverty === null
          ? reasonInWords(wording, 'too_few_people')
          : povertyInWords(wording, cell.poverty, name),
      ),
    ]),
    data: {
      columns: [
        ...profile.by,
        ...povertyNames.flatMap((name) => [name, `${name}_se`, `${name}_low`, `${name}_high`]),
      ],
      rows: profile.cells.map((cell) => [
        ...codesOfGroup(cell.group, profile.by),
        ...povertyNames.flatMap((name) => {
          if (cell.suppressed || cell.poverty === null) return [null, null, null, null]
          const ci = cell.poverty.ci[name]
          return [cell.poverty[name], cell.poverty.se[name], ci?.[0] ?? null, ci?.[1] ?? null]
        }),
      ]),
    },
  }
}

function contributionFigure(profile: Profile, wording: Wording, ids: readonly string[]): ProfileFigure {
  const { say, language } = wording
  const hundred = (share: number) => numberIn(language, 0)(100 * share)
  const partsOf = (cell: ProfileCell) => {
    if (cell.suppressed || cell.poverty === null) return null
    const parts = ids.map((id) => (cell.suppressed ? null : (cell.poverty?.contributions[id] ?? null)))
    return parts.every((part) => part !== null) ? parts : null
  }
  return {
    id: 'contributions',
    title: say('poverty.contributions'),
    subtitle: say('poverty.contributionsSubtitle'),
    isHalf: false,
    draw: (frame) =>
      stackChart({
        ...frame,
        upTo: 100,
        axisLabel: say('poverty.contributionsAxis'),
        hiddenLabel: say('figure.hidden'),
        parts: ids.map((id) => dimensionName(wording, id)),
        rows: placed(profile).map((cell) => {
          const parts = partsOf(cell)
          return {
            label: groupName(wording, cell.group, profile.by),
            text: parts === null ? hiddenText(wording, cell) : '',
            parts: parts?.map((part) => ({ value: 100 * part, text: hundred(part) })) ?? null,
          }
        }),
      }),
    table: {
      columns: [...headings(profile, wording), ...ids.map((id) => dimensionName(wording, id))],
      rows: profile.cells.map((cell) => [
        ...names(profile, wording, cell),
        ...ids.map((_, place) => {
          const part = partsOf(cell)?.[place]
          return part === undefined ? hiddenText(wording, cell) : hundred(part)
        }),
      ]),
      data: {
        columns: [...profile.by, ...ids],
        rows: profile.cells.map((cell) => [
          ...codesOfGroup(cell.group, profile.by),
          ...ids.map((_, place) => partsOf(cell)?.[place] ?? null),
        ]),
      },
    },
  }
}

function hiddenText(wording: Wording, cell: ProfileCell): string {
  return reasonInWords(wording, cell.suppressed ? 'too_few_people' : 'not_defined')
}

function headings(profile: Profile, wording: Wording): readonly string[] {
  return profile.by.length === 0
    ? [wording.say('figure.group')]
    : profile.by.map((name) => breakdownName(wording, name))
}

function names(profile: Profile, wording: Wording, cell: ProfileCell): readonly string[] {
  return profile.by.length === 0 ? [wording.say('category.everybody')] : bandsOf(profile, wording, cell)
}

function bandsOf(profile: Profile, wording: Wording, cell: ProfileCell): readonly string[] {
  return profile.by.map((name) => bandName(wording, name, cell.group[name] ?? ''))
}

function shareText(wording: Wording, figure: ShareFigure | null): string {
  return figure === null ? reasonInWords(wording, 'too_few_people') : percentInWords(wording, figure)
}

function barRow(profile: Profile, wording: Wording, cell: ProfileCell, figure: ShareFigure | null) {
  const ci = figure?.ci ?? null
  return {
    kind: markOf(cell.group),
    label: groupName(wording, cell.group, profile.by),
    value: figure?.share == null ? null : 100 * figure.share,
    interval: ci === null ? null : ([100 * ci[0], 100 * ci[1]] as const),
    text: shareText(wording, figure),
  }
}
