import { bandName, breakdownName, type Wording } from '@/app/ui/figures/wording'
import type { WeightingInspection } from '@/db/weighting-inspection'

/** What weights do to the people who answered, in words and written numbers: what crosses to the browser. */
export type InspectionWords = {
  readonly facts: readonly { readonly term: string; readonly figure: string; readonly note: string }[]
  readonly margins: readonly {
    readonly name: string
    readonly note: string
    readonly rows: readonly {
      readonly category: string
      readonly people: string
      readonly before: string
      readonly after: string
      readonly wanted: string
    }[]
  }[]
  readonly largest: readonly { readonly who: string; readonly people: string; readonly weight: string }[]
  readonly warnings: readonly string[]
}

export function inspectionInWords(
  { weighting, margins, largest, warnings }: WeightingInspection,
  wording: Wording,
): InspectionWords {
  const { diagnostics, withoutWeight } = weighting
  const trimmed = diagnostics.trimmedShare
  return {
    facts: [
      {
        term: 'People with a weight',
        figure: String(diagnostics.n),
        note:
          withoutWeight === 0 ? 'Everybody who answered' : `${withoutWeight} without a weight are left out`,
      },
      {
        term: 'Range of weights',
        figure: `${short(diagnostics.smallest)} to ${short(diagnostics.largest)}`,
        note: 'Times the mean weight',
      },
      {
        term: 'Kish’s design effect',
        figure: short(diagnostics.kishDeff),
        note: `As if ${Math.round(diagnostics.effectiveN)} people counted equally`,
      },
      ...(weighting.method === 'design'
        ? []
        : [
            {
              term: 'Weights cut',
              figure: percent(trimmed),
              note: trimmed === 0 ? 'Nobody’s' : 'Of people: then the margins are not met exactly',
            },
          ]),
    ],
    margins: margins.map(({ name, withoutBand, categories }) => ({
      name: marginName(name, wording),
      note:
        withoutBand === 0
          ? ''
          : `${withoutBand === 1 ? '1 person' : `${withoutBand} people`} without a band here keep their share; the rest is fitted.`,
      rows: categories.map((category) => ({
        category: cellsName(name, category.name, wording),
        people: String(category.people),
        before: percent(category.before),
        after: percent(category.after),
        wanted: percent(category.wanted),
      })),
    })),
    largest: largest.map(({ bands, people, weight }) => ({
      who: Object.entries(bands)
        .map(([id, code]) =>
          code === '' ? `${breakdownName(wording, id)}: no answer` : bandName(wording, id, code),
        )
        .join(', '),
      people: String(people),
      weight: short(weight),
    })),
    warnings,
  }
}

/** `age_band*gender` → "Age × Gender". */
export function marginName(name: string, wording: Wording): string {
  return name
    .split('*')
    .map((id) => breakdownName(wording, id))
    .join(' × ')
}

function cellsName(margin: string, cells: string, wording: Wording): string {
  const ids = margin.split('*')
  const cellName = (cell: string) =>
    cell
      .split('*')
      .map((code, place) => bandName(wording, ids[place] ?? '', code))
      .join(' × ')
  return cells.split(' + ').map(cellName).join(' or ')
}

function short(value: number): string {
  return String(Number(value.toPrecision(3)))
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}
