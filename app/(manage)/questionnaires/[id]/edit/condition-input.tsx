import { useId, useState } from 'react'
import type { Item } from '@/lib/questionnaire/definition'
import { textIn } from '@/lib/questionnaire/language'
import { hasOptions, responseOptions } from '@/lib/questionnaire/options'
import {
  type Clause,
  type Clauses,
  clausesOf,
  earlierItems,
  expressionOf,
  isFilledIn,
  testsFor,
} from '@/lib/questionnaire/relevance-builder'
import { relevanceInWords } from '@/lib/relevance-in-words'
import { Quoting } from '../quoting'
import { TextInput } from './controls'
import type { Part } from './part'

const testWords: Readonly<Record<Clause['test'], string>> = {
  is: 'is',
  is_not: 'is not',
  includes: 'includes',
  includes_not: 'does not include',
  is_less: 'is less than',
  is_at_most: 'is at most',
  is_more: 'is more than',
  is_at_least: 'is at least',
  is_answered: 'is answered',
  is_not_answered: 'is not answered',
}

/** A condition over the questions before an item: in words, as sentences to choose, and as the expression that they make. */
export function ConditionInput({
  draft,
  language,
  itemId,
  expression,
  lead,
  ofNothing,
  label,
  problems,
  onChange,
}: Pick<Part, 'draft' | 'language'> & {
  readonly itemId: string
  /** Empty for none. */
  readonly expression: string
  /** Begins the sentence that says it: `Only if`. */
  readonly lead: string
  /** What is said where there is no condition. */
  readonly ofNothing: string
  /** Names the field of the expression. */
  readonly label: string
  readonly problems: readonly string[]
  readonly onChange: (expression: string) => void
}) {
  /** Conditions that wait for a value, and the expression that they stand beside. */
  const [waiting, setWaiting] = useState<{ readonly of: string; readonly clauses: Clauses } | null>(null)
  const written = expression === '' ? { join: 'all' as const, clauses: [] } : clausesOf(draft, expression)
  const clauses = waiting?.of === expression ? waiting.clauses : written
  const words = expression === '' ? [] : relevanceInWords(draft, expression, language)
  return (
    <>
      <p className="field-hint">
        {expression === '' ? (
          ofNothing
        ) : words === null ? (
          `${lead} the condition below holds.`
        ) : (
          <>
            {lead} <Quoting parts={words} language={language} />.
          </>
        )}
      </p>
      {clauses === null ? (
        <p className="quiet-text">This condition is richer than single sentences. Change it below.</p>
      ) : (
        <ClauseList
          draft={draft}
          language={language}
          candidates={earlierItems(draft, itemId)}
          clauses={clauses}
          onChange={(next) => {
            const isWhole = next.clauses.every((clause) => isFilledIn(draft, clause))
            setWaiting(isWhole ? null : { of: expression, clauses: next })
            if (isWhole) onChange(expressionOf(draft, next))
          }}
        />
      )}
      <TextInput label={label} isCode rows={2} value={expression} problems={problems} onChange={onChange} />
    </>
  )
}

function ClauseList({
  draft,
  language,
  candidates,
  clauses: { join, clauses },
  onChange,
}: Pick<Part, 'draft' | 'language'> & {
  readonly candidates: readonly Item[]
  readonly clauses: Clauses
  readonly onChange: (next: Clauses) => void
}) {
  const id = useId()
  const replace = (place: number, clause: Clause) => onChange({ join, clauses: clauses.with(place, clause) })
  if (candidates.length === 0)
    return <p className="quiet-text">Nothing is asked before it that it could depend on.</p>
  return (
    <div className="stack-small">
      {clauses.length > 1 && (
        <p className="inline-choice">
          <label htmlFor={id}>Where</label>{' '}
          <select
            id={id}
            value={join}
            onChange={(event) =>
              onChange({ join: event.currentTarget.value === 'any' ? 'any' : 'all', clauses })
            }
          >
            <option value="all">all of these hold</option>
            <option value="any">one of these holds</option>
          </select>
        </p>
      )}
      <ul className="clauses">
        {clauses.map((clause, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a clause has nothing but its place
          <li key={place}>
            <ClauseRow
              draft={draft}
              language={language}
              candidates={candidates}
              clause={clause}
              name={`condition ${place + 1}`}
              onChange={(next) => replace(place, next)}
              onRemove={() => onChange({ join, clauses: clauses.toSpliced(place, 1) })}
            />
          </li>
        ))}
      </ul>
      <p>
        <button
          type="button"
          className="button quiet"
          onClick={() => {
            const last = candidates.at(-1)
            if (last !== undefined) onChange({ join, clauses: [...clauses, firstClause(draft, last)] })
          }}
        >
          Add a condition
        </button>
      </p>
    </div>
  )
}

function ClauseRow({
  draft,
  language,
  candidates,
  clause,
  name,
  onChange,
  onRemove,
}: Pick<Part, 'draft' | 'language'> & {
  readonly candidates: readonly Item[]
  readonly clause: Clause
  readonly name: string
  readonly onChange: (next: Clause) => void
  readonly onRemove: () => void
}) {
  const item = candidates.find(({ id }) => id === clause.itemId)
  const text = (map: Item['label'] | undefined) => textIn(map, language, draft.defaultLanguage)
  const needsValue = clause.test !== 'is_answered' && clause.test !== 'is_not_answered'
  return (
    <div className="clause">
      <select
        aria-label={`Question of ${name}`}
        value={clause.itemId}
        onChange={(event) => {
          const chosen = candidates.find(({ id }) => id === event.currentTarget.value)
          if (chosen !== undefined) onChange(firstClause(draft, chosen))
        }}
      >
        {item === undefined && <option value={clause.itemId}>{clause.itemId}</option>}
        {candidates.map(({ id, label }) => (
          <option key={id} value={id}>
            {text(label) || id}
          </option>
        ))}
      </select>
      <select
        aria-label={`Test of ${name}`}
        value={clause.test}
        onChange={(event) => {
          const test = (item === undefined ? [] : testsFor(item)).find(
            (one) => one === event.currentTarget.value,
          )
          if (test === undefined || item === undefined) return
          const isBare = test === 'is_answered' || test === 'is_not_answered'
          onChange({ ...clause, test, value: isBare ? null : (clause.value ?? firstValue(draft, item)) })
        }}
      >
        {(item === undefined ? [clause.test] : testsFor(item)).map((test) => (
          <option key={test} value={test}>
            {testWords[test]}
          </option>
        ))}
      </select>
      {needsValue &&
        (item !== undefined && hasOptions(item) ? (
          <select
            aria-label={`Answer of ${name}`}
            value={String(clause.value ?? '')}
            onChange={(event) => onChange({ ...clause, value: event.currentTarget.value })}
          >
            {responseOptions(draft, item).map(({ code, label }) => (
              <option key={code} value={code}>
                {text(label) || code}
              </option>
            ))}
            {item.missing.map((code) => (
              <option key={code} value={code}>
                {text(draft.missingLabels[code]) || code}
              </option>
            ))}
          </select>
        ) : (
          <input
            type="text"
            dir="ltr"
            className="short"
            aria-label={`Value of ${name}`}
            key={clause.itemId}
            defaultValue={String(clause.value ?? '')}
            onChange={(event) => {
              const typed = event.currentTarget.value.trim()
              const isText = item?.type === 'date' || item?.type === 'time'
              const isNumber = /^-?\d+(\.\d+)?$/.test(typed)
              const value = isText ? typed : isNumber ? Number(typed) : null
              onChange({ ...clause, value: value === '' ? null : value })
            }}
          />
        ))}
      <button type="button" className="button quiet" aria-label={`Remove ${name}`} onClick={onRemove}>
        ×
      </button>
    </div>
  )
}

function firstClause(draft: Part['draft'], item: Item): Clause {
  const [test = 'is_answered'] = testsFor(item)
  const isBare = test === 'is_answered' || test === 'is_not_answered'
  return { itemId: item.id, test, value: isBare ? null : firstValue(draft, item) }
}

function firstValue(draft: Part['draft'], item: Item): string | number | null {
  if (hasOptions(item)) return responseOptions(draft, item)[0]?.code ?? null
  if (item.type === 'number' || item.type === 'scale' || item.type === 'hidden') return item.min
  return item.type === 'date' || item.type === 'time' ? item.min : null
}
