import type {
  DimensionDefinition,
  Questionnaire,
  ScoringBlock,
  SignalClassification,
  SubdimensionDefinition,
} from '@/lib/questionnaire/definition'
import { freeName } from '@/lib/questionnaire/edit'
import { textIn } from '@/lib/questionnaire/language'
import { CheckInput, NameInput, NumberInput, SelectInput, TextInput, TranslatedInput } from './controls'
import { type Part, refusalOfName, sayOf } from './part'

/** How answers become scores, deprivations and categories. */
export function ScoreForm(part: Part) {
  const { draft, problems, change } = part
  const { scoring } = draft
  if (scoring === null) {
    return (
      <div className="stack">
        <p>This questionnaire has no score: its answers are counted, and nothing else.</p>
        <p>
          <button
            type="button"
            className="button secondary"
            onClick={() => change({ ...draft, scoring: firstScoring(draft) }, 'score begin')}
          >
            Begin a score of four dimensions
          </button>
        </p>
      </div>
    )
  }
  const set = (next: ScoringBlock, field: string) => change({ ...draft, scoring: next }, `score ${field}`)
  return (
    <div className="stack">
      {problems.length > 0 && (
        <div>
          {problems.map(({ path, message }) => (
            <p className="field-problem" key={`${path} ${message}`}>
              {message}
            </p>
          ))}
        </div>
      )}
      {scoring.dimensions.map((dimension, place) => (
        <Dimension
          key={dimension.id}
          {...part}
          scoring={scoring}
          dimension={dimension}
          onChange={(next, field) =>
            set({ ...scoring, dimensions: scoring.dimensions.with(place, next) }, `${place} ${field}`)
          }
          onRemove={() => set({ ...scoring, dimensions: scoring.dimensions.toSpliced(place, 1) }, 'remove')}
        />
      ))}
      <p>
        <button
          type="button"
          className="button quiet"
          onClick={() => {
            const id = freeName(
              scoring.dimensions.map((dimension) => dimension.id),
              `dimension_${scoring.dimensions.length + 1}`,
            )
            set({ ...scoring, dimensions: [...scoring.dimensions, newDimension(draft, id)] }, 'add')
          }}
        >
          Add a dimension
        </button>
      </p>
      <fieldset className="field panel">
        <legend>Overall score</legend>
        <div className="field-row">
          <SelectInput
            label="Mean of the dimensions"
            value={scoring.overall.method}
            choices={[
              { value: 'geometric', label: 'Geometric: a low one is not made up for' },
              { value: 'arithmetic', label: 'Arithmetic' },
            ]}
            onChange={(method) =>
              set(
                {
                  ...scoring,
                  overall:
                    method === 'geometric'
                      ? { method, floor: 1, requires: 'all' }
                      : { method, requires: 'all' },
                },
                'overall',
              )
            }
          />
          {scoring.overall.method === 'geometric' && (
            <NumberInput
              label="Least score that is counted"
              value={scoring.overall.floor}
              problems={sayOf(problems, 'overall.floor')}
              onChange={(floor) =>
                floor !== null &&
                scoring.overall.method === 'geometric' &&
                set({ ...scoring, overall: { ...scoring.overall, floor } }, 'floor')
              }
            />
          )}
          <NumberInput
            label="Share of items that must be answered"
            hint="From 0 to 1, in each sub-dimension."
            value={scoring.minItemShare}
            onChange={(minItemShare) => minItemShare !== null && set({ ...scoring, minItemShare }, 'items')}
          />
          <NumberInput
            label="Share of sub-dimensions that must have a score"
            hint="From 0 to 1, in each dimension."
            value={scoring.minSubdimensionShare}
            onChange={(minSubdimensionShare) =>
              minSubdimensionShare !== null && set({ ...scoring, minSubdimensionShare }, 'subdimensions')
            }
          />
        </div>
      </fieldset>
      <fieldset className="field panel">
        <legend>Multidimensional poverty</legend>
        <CheckInput
          label="Is reckoned"
          isChecked={scoring.poverty !== null}
          onChange={(isReckoned) =>
            set({ ...scoring, poverty: isReckoned ? { k: 0.5, criticalAnswers: true } : null }, 'poverty')
          }
        />
        {scoring.poverty !== null && (
          <>
            <NumberInput
              label="Weighted share of deprived dimensions from which a person counts as poor"
              value={scoring.poverty.k}
              onChange={(k) =>
                k !== null &&
                scoring.poverty !== null &&
                set({ ...scoring, poverty: { ...scoring.poverty, k } }, 'k')
              }
            />
            <CheckInput
              label="A critical answer is by itself a deprivation"
              isChecked={scoring.poverty.criticalAnswers}
              onChange={(criticalAnswers) =>
                scoring.poverty !== null &&
                set({ ...scoring, poverty: { ...scoring.poverty, criticalAnswers } }, 'critical')
              }
            />
          </>
        )}
      </fieldset>
      <Categories {...part} scoring={scoring} set={set} />
    </div>
  )
}

function Dimension({
  draft,
  language,
  scoring,
  dimension,
  onChange,
  onRemove,
}: Part & {
  readonly scoring: ScoringBlock
  readonly dimension: DimensionDefinition
  readonly onChange: (next: DimensionDefinition, field: string) => void
  readonly onRemove: () => void
}) {
  const texts = { language, fallback: draft.defaultLanguage }
  const name = textIn(dimension.label, language, draft.defaultLanguage) || dimension.id
  const taken = scoring.dimensions.flatMap(({ id, subdimensions }) => [
    id,
    ...subdimensions.map((one) => one.id),
  ])
  const setSubdimension = (place: number, next: SubdimensionDefinition, field: string) =>
    onChange({ ...dimension, subdimensions: dimension.subdimensions.with(place, next) }, `${place} ${field}`)
  return (
    <fieldset className="field panel">
      <legend>{name}</legend>
      <div className="field-row">
        <TranslatedInput
          {...texts}
          label="Dimension"
          texts={dimension.label}
          onChange={(label) => onChange({ ...dimension, label }, 'label')}
        />
        <NumberInput
          label="Weight"
          value={dimension.weight}
          onChange={(weight) => weight !== null && onChange({ ...dimension, weight }, 'weight')}
        />
        <NumberInput
          label="Deprived below"
          isOptional
          value={dimension.deprivationCutoff}
          onChange={(deprivationCutoff) => onChange({ ...dimension, deprivationCutoff }, 'cutoff')}
        />
      </div>
      {dimension.subdimensions.map((subdimension, place) => (
        <div className="sub-panel stack-small" key={subdimension.id}>
          <div className="field-row">
            <TranslatedInput
              {...texts}
              label="Sub-dimension"
              texts={subdimension.label}
              onChange={(label) => setSubdimension(place, { ...subdimension, label }, 'label')}
            />
            <NumberInput
              label="Weight"
              value={subdimension.weight}
              onChange={(weight) =>
                weight !== null && setSubdimension(place, { ...subdimension, weight }, 'weight')
              }
            />
            <NameInput
              label="Name"
              value={subdimension.id}
              refusalOf={(wanted) => refusalOfName(wanted, taken)}
              onChange={(id) => setSubdimension(place, { ...subdimension, id }, 'name')}
            />
          </div>
          <p className="quiet-text">
            {subdimension.items.length === 0
              ? 'No question counts here yet. Choose it at the question, under “Where it counts”.'
              : `Questions: ${subdimension.items.map(({ id, weight }) => (weight === 1 ? id : `${id} × ${weight}`)).join(', ')}.`}
          </p>
          <p>
            <button
              type="button"
              className="button quiet"
              onClick={() =>
                onChange(
                  { ...dimension, subdimensions: dimension.subdimensions.toSpliced(place, 1) },
                  'remove sub-dimension',
                )
              }
            >
              Take out<span className="visually-hidden"> sub-dimension {subdimension.id}</span>
            </button>
          </p>
        </div>
      ))}
      <p className="buttons">
        <button
          type="button"
          className="button quiet"
          onClick={() =>
            onChange(
              {
                ...dimension,
                subdimensions: [
                  ...dimension.subdimensions,
                  newSubdimension(draft, freeName(taken, `${dimension.id}_part`)),
                ],
              },
              'add sub-dimension',
            )
          }
        >
          Add a sub-dimension<span className="visually-hidden"> to {name}</span>
        </button>
        <button type="button" className="button quiet" onClick={onRemove}>
          Take the dimension out<span className="visually-hidden">: {name}</span>
        </button>
      </p>
    </fieldset>
  )
}

const strengths = [
  { value: 'strong', label: 'Strong sign of harm' },
  { value: 'moderate', label: 'Moderate sign of harm' },
  { value: 'privilege', label: 'Sign of privilege' },
] as const

/** How people are told apart by their circumstances. */
function Categories({
  draft,
  scoring,
  set,
}: Part & {
  readonly scoring: ScoringBlock
  readonly set: (next: ScoringBlock, field: string) => void
}) {
  const { classification } = scoring
  if (classification === null || classification.type !== 'signals') {
    return (
      <fieldset className="field panel">
        <legend>Categories</legend>
        <p className="quiet-text">
          {classification === null
            ? 'People are not told apart into categories.'
            : 'Categories follow from the overall score, as this questionnaire was imported with.'}
        </p>
      </fieldset>
    )
  }
  const setSignals = (signals: SignalClassification['signals'], field: string) =>
    set({ ...scoring, classification: { ...classification, signals } }, field)
  return (
    <fieldset className="field panel">
      <legend>Categories, by signals</legend>
      <NumberInput
        label="Fewest answers about circumstances"
        hint={`Of ${classification.coreItems.length}: ${classification.coreItems.join(', ')}.`}
        value={classification.minAnswered}
        onChange={(minAnswered) =>
          minAnswered !== null &&
          Number.isInteger(minAnswered) &&
          set({ ...scoring, classification: { ...classification, minAnswered } }, 'fewest')
        }
      />
      {classification.signals.map((signal, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names of signals are typed here
        <div className="sub-panel stack-small" key={place}>
          <div className="field-row">
            <NameInput
              label="Signal"
              value={signal.id}
              refusalOf={(name) =>
                refusalOfName(
                  name,
                  classification.signals.map(({ id }) => id),
                )
              }
              onChange={(id) =>
                setSignals(classification.signals.with(place, { ...signal, id }), 'signal name')
              }
            />
            <SelectInput
              label="What it says"
              value={signal.strength}
              choices={strengths}
              onChange={(strength) =>
                setSignals(
                  classification.signals.with(place, { ...signal, strength }),
                  `signal ${place} strength`,
                )
              }
            />
          </div>
          <TextInput
            label="Holds when"
            isCode
            rows={2}
            value={signal.when}
            onChange={(when) =>
              setSignals(classification.signals.with(place, { ...signal, when }), `signal ${place} when`)
            }
          />
          <p>
            <button
              type="button"
              className="button quiet"
              onClick={() => setSignals(classification.signals.toSpliced(place, 1), 'signal remove')}
            >
              Take out<span className="visually-hidden"> signal {signal.id}</span>
            </button>
          </p>
        </div>
      ))}
      <p>
        <button
          type="button"
          className="button quiet"
          onClick={() =>
            setSignals(
              [
                ...classification.signals,
                {
                  id: freeName(
                    classification.signals.map(({ id }) => id),
                    'signal',
                  ),
                  strength: 'moderate',
                  when: '',
                },
              ],
              'signal add',
            )
          }
        >
          Add a signal
        </button>
      </p>
      <Rules
        rules={classification.rules}
        onChange={(rules, field) => set({ ...scoring, classification: { ...classification, rules } }, field)}
      />
      <ItemNames
        label="Questions about circumstances"
        hint="Of these, so many must be answered for a category."
        draft={draft}
        named={classification.coreItems}
        onChange={(coreItems) =>
          set({ ...scoring, classification: { ...classification, coreItems } }, 'core')
        }
      />
      <ItemNames
        label="Questions that must be answered in any case"
        draft={draft}
        named={classification.requiredItems}
        onChange={(requiredItems) =>
          set({ ...scoring, classification: { ...classification, requiredItems } }, 'required')
        }
      />
    </fieldset>
  )
}

type Rule = SignalClassification['rules'][number]

const limits = [
  { field: 'minStrong', label: 'Strong signs, at least' },
  { field: 'minModerate', label: 'Moderate signs, at least' },
  { field: 'maxModerate', label: 'Moderate signs, at most' },
  { field: 'minPrivilege', label: 'Signs of privilege, at least' },
] as const

/** The rules of categories, read in order: the first that holds decides. */
function Rules({
  rules,
  onChange,
}: {
  readonly rules: readonly Rule[]
  readonly onChange: (rules: readonly Rule[], field: string) => void
}) {
  return (
    <div className="stack-small">
      <h3>Rules: the first that holds decides</h3>
      {rules.map((rule, place) => (
        <div className="sub-panel stack-small" key={rule.id}>
          <p>
            <strong>{rule.category}</strong>{' '}
            {rule.whenInsufficient
              ? 'where too few questions about circumstances are answered'
              : rule.otherwise
                ? 'where no rule above holds'
                : 'where all of this holds'}
          </p>
          {!rule.whenInsufficient && !rule.otherwise && (
            <div className="field-row">
              {limits.map(({ field, label }) => (
                <NumberInput
                  key={field}
                  label={label}
                  isOptional
                  value={rule[field] ?? null}
                  onChange={(value) => {
                    const { [field]: _former, ...others } = rule
                    if (value !== null && !Number.isInteger(value)) return
                    const next = value === null ? others : { ...others, [field]: value }
                    onChange(rules.with(place, next), `rule ${place} ${field}`)
                  }}
                />
              ))}
            </div>
          )}
          <p className="buttons">
            {([-1, 1] as const).map((step) => (
              <button
                key={step}
                type="button"
                className="button quiet"
                disabled={rules[place + step] === undefined}
                onClick={() =>
                  onChange(rules.toSpliced(place, 1).toSpliced(place + step, 0, rule), 'rule order')
                }
              >
                {step === -1 ? 'Earlier' : 'Later'}
                <span className="visually-hidden">: rule {rule.id}</span>
              </button>
            ))}
          </p>
        </div>
      ))}
    </div>
  )
}

/** Which items take part in something. */
function ItemNames({
  label,
  hint,
  draft,
  named,
  onChange,
}: {
  readonly label: string
  readonly hint?: string
  readonly draft: Questionnaire
  readonly named: readonly string[]
  readonly onChange: (named: readonly string[]) => void
}) {
  const candidates = draft.items.filter(({ id, role }) => role === 'circumstance' || named.includes(id))
  return (
    <details>
      <summary>
        {label} ({named.length})
      </summary>
      <div>
        {hint !== undefined && <p className="field-hint">{hint}</p>}
        {candidates.map((item) => (
          <CheckInput
            key={item.id}
            label={textIn(item.label, draft.defaultLanguage, draft.defaultLanguage) || item.id}
            isChecked={named.includes(item.id)}
            onChange={(isNamed) => {
              const order = draft.items.map(({ id }) => id)
              onChange(order.filter((id) => (id === item.id ? isNamed : named.includes(id))))
            }}
          />
        ))}
      </div>
    </details>
  )
}

const dimensionNames = {
  decent_work: 'Decent work and sufficient income',
  legal_status: 'Clear and secure legal status',
  social_services: 'Access to social services and benefits',
  intangible_security: 'Intangible security',
} as const

function firstScoring(draft: Questionnaire): ScoringBlock {
  return {
    scale: [0, 100],
    minItemShare: 0.5,
    minSubdimensionShare: 0.5,
    dimensions: Object.entries(dimensionNames).map(([id, name]) => ({
      ...newDimension(draft, id),
      label: { [draft.defaultLanguage]: draft.defaultLanguage === 'en' ? name : '' },
      weight: 0.25,
    })),
    overall: { method: 'geometric', floor: 1, requires: 'all' },
    poverty: null,
    classification: null,
  }
}

function newDimension(draft: Questionnaire, id: string): DimensionDefinition {
  return {
    id,
    label: { [draft.defaultLanguage]: '' },
    weight: 1,
    deprivationCutoff: 50,
    subdimensions: [newSubdimension(draft, `${id}_part`)],
  }
}

function newSubdimension(draft: Questionnaire, id: string): SubdimensionDefinition {
  return { id, label: { [draft.defaultLanguage]: '' }, weight: 1, items: [] }
}
