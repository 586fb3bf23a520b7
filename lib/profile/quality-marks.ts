import type { QualityMark } from './figure'
import type { Profile } from './profile'

/** How many figures of a profile are shown, and how many of them carry each mark of low precision. */
export type MarkedFigures = {
  readonly figures: number
  readonly marked: Readonly<Record<QualityMark, number>>
  readonly hiddenGroups: number
  readonly groups: number
}

/** Counts figures by their marks. A figure that is withheld carries none, and is not counted. */
export function markedFigures({ cells }: Profile): MarkedFigures {
  const marks = cells.flatMap(marksInside)
  const withMark = (mark: QualityMark) => marks.filter((own) => own.includes(mark)).length
  return {
    figures: marks.length,
    marked: {
      few_people: withMark('few_people'),
      few_units: withMark('few_units'),
      wide_interval: withMark('wide_interval'),
    },
    hiddenGroups: cells.filter((cell) => cell.suppressed).length,
    groups: cells.length,
  }
}

/** The marks of every shown figure inside a value: figures lie at several depths of a cell. */
function marksInside(value: unknown): readonly (readonly unknown[])[] {
  if (typeof value !== 'object' || value === null) return []
  const own = 'qualityMarks' in value && Array.isArray(value.qualityMarks) ? value.qualityMarks : null
  const inside = Object.values(value).flatMap(marksInside)
  return own !== null && isShown(value) ? [own, ...inside] : inside
}

function isShown(figure: object): boolean {
  return ['mean', 'share', 'H'].some((name) => typeof Reflect.get(figure, name) === 'number')
}
