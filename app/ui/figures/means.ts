import type { MeanFigure } from '@/lib/profile/figure'
import type { Profile, ProfileCell } from '@/lib/profile/profile'
import type { ChartFrame } from '../charts/chart-frame'
import { type ForestGroup, forestChart } from '../charts/forest-chart'
import { smallMultiples } from '../charts/small-multiples'
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

/** A picture of more panels than this would be too long to read, and as a file too large to make. */
const mostPanels = 12

/** Mean scores by dimension: one picture, with a panel for each band of what divides people besides, all on the same axis. */
export function meanFigures(profile: Profile, wording: Wording): readonly ProfileFigure[] {
  const rowName = profile.by.includes('category')
    ? 'category'
    : (profile.by.find((name) => name !== 'wave') ?? null)
  const panelNames = profile.by.filter((name) => name !== rowName && name !== 'wave')
  const panels = groupPanels(profile.cells, panelNames)
  const pictures = Math.ceil(panels.length / mostPanels)
  return Array.from({ length: pictures }, (_, place) =>
    meanFigure(profile, wording, {
      panels: panels.slice(place * mostPanels, (place + 1) * mostPanels),
      rowName,
      panelNames,
      part: pictures === 1 ? null : { place: place + 1, of: pictures },
    }),
  )
}

type Panels = {
  /** Cells of each panel. */
  readonly panels: readonly (readonly ProfileCell[])[]
  /** What the rows of a panel are; null for everybody in one row. */
  readonly rowName: string | null
  /** What the panels are; empty for one panel. */
  readonly panelNames: readonly string[]
  /** Which picture of how many; null for the only one. */
  readonly part: { readonly place: number; readonly of: number } | null
}

function meanFigure(
  profile: Profile,
  wording: Wording,
  { panels, rowName, panelNames, part }: Panels,
): ProfileFigure {
  const { say } = wording
  const cells = panels.flat()
  const line = sharedLine(wording.questionnaire)
  const title = say(profile.dimensions.length > 1 ? 'means.title' : 'means.titleOne')
  const chartOf = (own: readonly ProfileCell[], frame: ChartFrame) =>
    forestChart({
      ...frame,
      domain: [0, 100],
      axisLabel: say('means.axis'),
      reference: line === null ? null : { at: line, label: say('means.line', { line }) },
      groups: partsOf(profile).map((one) => forestGroup(wording, own, rowName, one)),
    })
  const [only = []] = panels
  return {
    id: part === null ? 'means' : `means-${part.place}`,
    title: part === null ? title : `${title} (${part.place}/${part.of})`,
    subtitle: say('means.subtitle', { people: capitalised(peopleIn(profile, wording, cells)) }),
    isHalf: false,
    draw: (frame) =>
      panelNames.length === 0
        ? chartOf(only, frame)
        : smallMultiples({
            ...frame,
            columns: 2,
            panels: panels.map((own) => ({
              label: panelHead(profile, wording, own, panelNames),
              draw: (panel) => chartOf(own, panel),
            })),
          }),
    table: tableOf(
      wording,
      [say('figure.part'), ...profile.by.map((name) => breakdownName(wording, name))],
      ['measure', ...profile.by],
      say('means.score'),
      partsOf(profile).flatMap((one) => cells.map((cell) => entryOf(profile, wording, cell, one))),
    ),
  }
}

/** The band of a panel, and how many people it shows, if anybody: of a hidden group no number is said. */
function panelHead(
  profile: Profile,
  wording: Wording,
  cells: readonly ProfileCell[],
  names: readonly string[],
): string {
  const name = groupName(wording, cells[0]?.group ?? {}, names)
  if (cells.every(({ suppressed }) => suppressed)) return name
  const value = wording.say('who.people', { n: peopleIn(profile, wording, cells) })
  return wording.say('report.named', { name, value })
}

/** How many people the shown cells are of, in words. */
function peopleIn({ method }: Profile, wording: Wording, cells: readonly ProfileCell[]): string {
  const people = cells.reduce((sum, cell) => sum + (cell.suppressed ? 0 : cell.n), 0)
  return peopleInWords(wording, people, method.disclosure.exact)
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
