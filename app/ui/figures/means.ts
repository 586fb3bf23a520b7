import type { MeanFigure } from '@/lib/profile/figure'
import type { Profile, ProfileCell } from '@/lib/profile/profile'
import { type ForestGroup, forestChart } from '../charts/forest-chart'
import { sharedLine } from './deprivation-words'
import type { ProfileFigure } from './figure'
import { codesOfGroup, type TableEntry, tableOf } from './table-of'
import {
  bandName,
  breakdownName,
  dimensionName,
  groupName,
  markOf,
  meanInWords,
  peopleInWords,
  reasonInWords,
  type Wording,
} from './wording'

/** Mean scores by dimension: one picture for all groups, or one for each band of the breakdowns, on the same axis. */
export function meanFigures(profile: Profile, wording: Wording): readonly ProfileFigure[] {
  const rowName = profile.by.includes('category')
    ? 'category'
    : (profile.by.find((name) => name !== 'wave') ?? null)
  const panelNames = profile.by.filter((name) => name !== rowName && name !== 'wave')
  return groupPanels(profile.cells, panelNames).map((cells, place) =>
    meanFigure(profile, wording, cells, rowName, panelNames, place),
  )
}

function meanFigure(
  profile: Profile,
  wording: Wording,
  cells: readonly ProfileCell[],
  rowName: string | null,
  panelNames: readonly string[],
  place: number,
): ProfileFigure {
  const { say } = wording
  const people = cells.reduce((sum, cell) => sum + (cell.suppressed ? 0 : cell.n), 0)
  const line = sharedLine(wording.questionnaire)
  return {
    id: panelNames.length === 0 ? 'means' : `means-${place + 1}`,
    title:
      panelNames.length > 0
        ? groupName(wording, cells[0]?.group ?? {}, panelNames)
        : say(profile.dimensions.length > 1 ? 'means.title' : 'means.titleOne'),
    subtitle: say('means.subtitle', {
      people: capitalised(peopleInWords(wording, people, profile.method.disclosure.exact)),
    }),
    isHalf: panelNames.length > 0,
    draw: (frame) =>
      forestChart({
        ...frame,
        domain: [0, 100],
        axisLabel: say('means.axis'),
        reference: line === null ? null : { at: line, label: say('means.line', { line }) },
        groups: partsOf(profile).map((part) => forestGroup(wording, cells, rowName, part)),
      }),
    table: tableOf(
      wording,
      [say('figure.part'), ...profile.by.map((name) => breakdownName(wording, name))],
      ['measure', ...profile.by],
      say('means.score'),
      partsOf(profile).flatMap((part) => cells.map((cell) => entryOf(profile, wording, cell, part))),
    ),
  }
}

/** The dimensions, and the index where there are several. */
function partsOf({ dimensions }: Profile): readonly string[] {
  return dimensions.length > 1 ? [...dimensions, 'overall'] : dimensions
}

function meanOf(cell: ProfileCell, part: string): MeanFigure | null {
  if (cell.suppressed) return null
  return part === 'overall' ? cell.overall : (cell.dimensions[part] ?? null)
}

function entryOf(profile: Profile, wording: Wording, cell: ProfileCell, part: string): TableEntry {
  const figure = meanOf(cell, part)
  return {
    names: [
      dimensionName(wording, part),
      ...profile.by.map((name) => bandName(wording, name, cell.group[name] ?? '')),
    ],
    codes: [part, ...codesOfGroup(cell.group, profile.by)],
    figure,
    text: figure === null ? reasonInWords(wording, 'too_few_people') : meanInWords(wording, figure),
  }
}

function forestGroup(
  wording: Wording,
  cells: readonly ProfileCell[],
  rowName: string | null,
  part: string,
): ForestGroup {
  // People who could not be placed are counted in words; among the means they would be a fourth kind of life.
  const rows = cells.filter((cell) => cell.group.category !== 'undetermined')
  return {
    label: dimensionName(wording, part),
    rows: rows.map((cell) => {
      const figure = meanOf(cell, part)
      return {
        kind: markOf(cell.group),
        label:
          rowName === null
            ? wording.say('category.everybody')
            : bandName(wording, rowName, cell.group[rowName] ?? ''),
        value: figure?.mean ?? null,
        interval: figure?.ci ?? null,
        text: figure === null ? reasonInWords(wording, 'too_few_people') : meanInWords(wording, figure),
      }
    }),
  }
}

function groupPanels(
  cells: readonly ProfileCell[],
  names: readonly string[],
): readonly (readonly ProfileCell[])[] {
  const panels = new Map<string, ProfileCell[]>()
  for (const cell of cells) {
    const key = codesOfGroup(cell.group, names).join(' ')
    const panel = panels.get(key)
    if (panel === undefined) panels.set(key, [cell])
    else panel.push(cell)
  }
  return [...panels.values()]
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
