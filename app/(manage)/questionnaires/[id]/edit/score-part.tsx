import type { Item, ItemScoring } from '@/lib/questionnaire/definition'
import { scoringPlaceOf, withScoringPlace } from '@/lib/questionnaire/edit'
import { textIn } from '@/lib/questionnaire/language'
import { type Choice, NumberInput, SelectInput } from './controls'
import { type Part, sayOf } from './part'
import type { SetItem } from './type-part'

/** How an item's answers count, and where in the score. */
export function ScorePart({
  draft,
  problems,
  change,
  item,
  set,
}: Part & { readonly item: Item; readonly set: SetItem }) {
  const methods = methodsFor(item)
  if (methods.length === 1 && item.scoring.method === 'none') return null
  const place = scoringPlaceOf(draft, item.id)
  const language = draft.defaultLanguage
  const places: readonly Choice<string>[] = [
    { value: '', label: 'Nowhere' },
    ...(draft.scoring?.dimensions ?? []).flatMap((dimension) =>
      dimension.subdimensions.map((subdimension) => ({
        value: `${dimension.id} ${subdimension.id}`,
        label: `${textIn(dimension.label, language, language) || dimension.id} · ${textIn(subdimension.label, language, language) || subdimension.id}`,
      })),
    ),
  ]
  const { scoring } = item
  return (
    <fieldset className="field">
      <legend>Score</legend>
      <div className="field-row">
        <SelectInput
          label="How answers count"
          value={scoring.method}
          choices={methods}
          problems={sayOf(problems, 'scoring')}
          onChange={(method) => set({ ...item, scoring: scoringOf(item, method) }, 'scoring')}
        />
        <SelectInput
          label="Where it counts"
          value={place === null ? '' : `${place.dimensionId} ${place.subdimensionId}`}
          choices={places}
          {...(draft.scoring === null && {
            hint: 'This questionnaire has no score yet: see “Score and categories”.',
          })}
          onChange={(chosen) => {
            const [dimensionId, subdimensionId] = chosen.split(' ')
            const next =
              dimensionId === undefined || subdimensionId === undefined
                ? null
                : { dimensionId, subdimensionId, weight: place?.weight ?? 1 }
            change(withScoringPlace(draft, item.id, next), `${item.id} place`)
          }}
        />
        {place !== null && (
          <NumberInput
            label="Weight there"
            value={place.weight}
            onChange={(weight) =>
              weight !== null &&
              change(withScoringPlace(draft, item.id, { ...place, weight }), `${item.id} weight`)
            }
          />
        )}
      </div>
      {scoring.method === 'linear' && (
        <div className="field-row">
          <NumberInput
            label="Counts 0"
            value={scoring.from}
            onChange={(from) => from !== null && set({ ...item, scoring: { ...scoring, from } }, 'from')}
          />
          <NumberInput
            label="Counts 100"
            value={scoring.to}
            onChange={(to) => to !== null && set({ ...item, scoring: { ...scoring, to } }, 'to')}
          />
        </div>
      )}
      {scoring.method === 'piecewise' && <Points item={item} scoring={scoring} set={set} />}
    </fieldset>
  )
}

function Points({
  item,
  scoring,
  set,
}: {
  readonly item: Item
  readonly scoring: Extract<ItemScoring, { method: 'piecewise' }>
  readonly set: SetItem
}) {
  const { points } = scoring
  const setPoints = (next: typeof points) => set({ ...item, scoring: { ...scoring, points: next } }, 'points')
  return (
    <div className="stack-small">
      {points.map(([x, score], place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a point has nothing but its place while it is typed
        <div className="field-row" key={place}>
          <NumberInput
            label={`Answer ${place + 1}`}
            value={x}
            onChange={(next) => next !== null && setPoints(points.with(place, [next, score]))}
          />
          <NumberInput
            label="counts"
            value={score}
            onChange={(next) => next !== null && setPoints(points.with(place, [x, next]))}
          />
          <button
            type="button"
            className="button quiet"
            onClick={() => setPoints(points.toSpliced(place, 1))}
          >
            Remove<span className="visually-hidden"> point {place + 1}</span>
          </button>
        </div>
      ))}
      <p>
        <button
          type="button"
          className="button quiet"
          onClick={() => setPoints([...points, [(points.at(-1)?.[0] ?? 0) + 1, 100]])}
        >
          Add a point
        </button>
      </p>
    </div>
  )
}

function methodsFor({ type }: Item): readonly Choice<ItemScoring['method']>[] {
  const none = { value: 'none', label: 'They do not' } as const
  if (type === 'single') return [none, { value: 'choice', label: 'By the score of the option' }]
  if (type === 'number' || type === 'scale') {
    return [
      none,
      { value: 'linear', label: 'Evenly between two values' },
      { value: 'piecewise', label: 'Through points' },
    ]
  }
  return [none]
}

function scoringOf(item: Item, method: ItemScoring['method']): ItemScoring {
  const [from, to] = item.type === 'number' || item.type === 'scale' ? [item.min, item.max] : [0, 100]
  switch (method) {
    case 'linear':
      return { method, from, to }
    case 'piecewise':
      return {
        method,
        points: [
          [from, 0],
          [to, 100],
        ],
      }
    default:
      return { method }
  }
}
