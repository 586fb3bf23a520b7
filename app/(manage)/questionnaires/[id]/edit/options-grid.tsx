import { type ClipboardEvent, useState } from 'react'
import type { Questionnaire, ResponseOption } from '@/lib/questionnaire/definition'
import type { DraftProblem } from '@/lib/questionnaire/draft-problems'
import { freeName, newOption } from '@/lib/questionnaire/edit'
import { directionOf } from '@/lib/questionnaire/language'
import { textsWith } from './controls'
import { cellsOf } from './pasted-cells'

const columns = ['code', 'label', 'score'] as const
type Column = (typeof columns)[number]

/** A score as it is typed; null for none, undefined while it is no number. */
function readScore(text: string): number | null | undefined {
  const written = text.trim().replace(',', '.')
  if (written === '') return null
  return /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : undefined
}

/** An option code made of what stands in a pasted cell: letters that codes do not have become underlines. */
function codeOf(text: string, taken: readonly string[]): string {
  const plain = text
    .normalize('NFKD')
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9_.-]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .slice(0, 60)
  return freeName(taken, plain === '' ? `option_${taken.length + 1}` : plain)
}

/**
 * Response options as rows. Cells of a spreadsheet are pasted into it, from the cell at hand to the right and down; rows are added as they
 * are needed.
 *
 * @param onRename follows a code that changes to wherever it is named
 * @param shownIn which options' faults are shown: path of the list within its place
 */
export function OptionsGrid({
  draft,
  options,
  language,
  problems,
  shownIn,
  hasScores,
  onChange,
  onRename,
}: {
  readonly draft: Questionnaire
  readonly options: readonly ResponseOption[]
  readonly language: string
  readonly problems: readonly DraftProblem[]
  readonly shownIn: string
  readonly hasScores: boolean
  readonly onChange: (options: readonly ResponseOption[], of: string) => void
  readonly onRename: (from: string, to: string) => void
}) {
  const shownColumns = hasScores ? columns : columns.slice(0, 2)
  const { defaultLanguage } = draft
  const replace = (place: number, option: ResponseOption, of: string) =>
    onChange(options.with(place, option), `${of} ${place}`)

  const withCell = (option: ResponseOption, column: Column, text: string, others: readonly string[]) => {
    switch (column) {
      case 'code':
        return { ...option, code: codeOf(text, others) }
      case 'label':
        return { ...option, label: textsWith(option.label, language, text.trim()) }
      case 'score': {
        const score = readScore(text)
        return score === undefined ? option : { ...option, score }
      }
    }
  }

  const onPaste = (event: ClipboardEvent, place: number, column: Column) => {
    const rows = cellsOf(event.clipboardData.getData('text/plain'))
    // One cell is pasted as any text is.
    if (rows.length < 2 && (rows[0]?.length ?? 0) < 2) return
    event.preventDefault()
    const from = shownColumns.indexOf(column)
    const filled = [...options]
    for (const [down, cells] of rows.entries()) {
      const at = place + down
      const others = () => filled.filter((_, index) => index !== at).map(({ code }) => code)
      let option = filled[at] ?? newOption(draft, '')
      const isNew = filled[at] === undefined
      for (const [right, cell] of cells.entries()) {
        const into = shownColumns[from + right]
        if (into !== undefined) option = withCell(option, into, cell, others())
      }
      // Words alone were pasted: the code is made of them.
      if (isNew && option.code === '')
        option = { ...option, code: codeOf(option.label[language] ?? '', others()) }
      filled[at] = option
    }
    onChange(filled, `paste ${place} ${column}`)
  }

  const move = (place: number, step: -1 | 1) => {
    const option = options[place]
    if (option === undefined || options[place + step] === undefined) return
    onChange(options.toSpliced(place, 1).toSpliced(place + step, 0, option), 'move')
  }

  return (
    <div className="stack-small">
      <div className="options-frame">
        <table className="options-grid">
          <caption className="visually-hidden">Response options</caption>
          <thead>
            <tr>
              <th scope="col">Code</th>
              <th scope="col">Words</th>
              {hasScores && (
                <>
                  <th scope="col">Score, 0 to 100</th>
                  <th scope="col">Critical</th>
                </>
              )}
              <th scope="col">
                <span className="visually-hidden">Order and removal</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {options.map((option, place) => {
              const at = `${shownIn}[${place}]`
              const faults = problems.filter(({ field }) => field === at || field.startsWith(`${at}.`))
              const name = `option ${place + 1}`
              const source = language === defaultLanguage ? '' : (option.label[defaultLanguage] ?? '')
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: an option has no name that stays while it is typed
                <tr key={place}>
                  <td data-column="Code">
                    <CodeCell
                      name={name}
                      code={option.code}
                      others={options.filter((_, index) => index !== place).map(({ code }) => code)}
                      onRename={(code) => onRename(option.code, code)}
                      onPaste={(event) => onPaste(event, place, 'code')}
                    />
                  </td>
                  <td data-column="Words">
                    <input
                      type="text"
                      aria-label={`Words of ${name}`}
                      value={option.label[language] ?? ''}
                      lang={language}
                      dir={directionOf(language)}
                      placeholder={source}
                      maxLength={2_000}
                      onPaste={(event) => onPaste(event, place, 'label')}
                      onChange={(event) =>
                        replace(
                          place,
                          { ...option, label: textsWith(option.label, language, event.currentTarget.value) },
                          'label',
                        )
                      }
                    />
                    {faults.map(({ message }) => (
                      <p className="field-problem" key={message}>
                        {message}
                      </p>
                    ))}
                  </td>
                  {hasScores && (
                    <>
                      <td data-column="Score">
                        <ScoreCell
                          name={name}
                          score={option.score ?? null}
                          onPaste={(event) => onPaste(event, place, 'score')}
                          onChange={(score) => replace(place, { ...option, score }, 'score')}
                        />
                      </td>
                      <td data-column="Critical">
                        <input
                          type="checkbox"
                          aria-label={`${name} is by itself a deprivation`}
                          checked={option.critical ?? false}
                          onChange={(event) => {
                            const { critical: _former, ...others } = option
                            replace(
                              place,
                              event.currentTarget.checked ? { ...others, critical: true } : others,
                              'critical',
                            )
                          }}
                        />
                      </td>
                    </>
                  )}
                  <td>
                    <div className="grid-buttons">
                      <button
                        type="button"
                        className="button quiet"
                        aria-label={`Move ${name} up`}
                        disabled={place === 0}
                        onClick={() => move(place, -1)}
                      >
                        ↑
                      </button>
                      <button
                        type="button"
                        className="button quiet"
                        aria-label={`Move ${name} down`}
                        disabled={place === options.length - 1}
                        onClick={() => move(place, 1)}
                      >
                        ↓
                      </button>
                      <button
                        type="button"
                        className="button quiet"
                        aria-label={`Remove ${name}`}
                        onClick={() => onChange(options.toSpliced(place, 1), 'remove')}
                      >
                        ×
                      </button>
                    </div>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
      {problems
        .filter(({ field }) => field === shownIn)
        .map(({ message }) => (
          <p className="field-problem" key={message}>
            {message}
          </p>
        ))}
      <p className="buttons">
        <button
          type="button"
          className="button quiet"
          onClick={() => {
            const code = freeName(
              options.map((option) => option.code),
              `option_${options.length + 1}`,
            )
            onChange([...options, newOption(draft, code)], 'add')
          }}
        >
          Add an option
        </button>
        <span className="quiet-text">Or paste rows of a spreadsheet into a cell.</span>
      </p>
    </div>
  )
}

/** A code is taken over when it is right: others may name it. */
function CodeCell({
  name,
  code,
  others,
  onRename,
  onPaste,
}: {
  readonly name: string
  readonly code: string
  readonly others: readonly string[]
  readonly onRename: (code: string) => void
  readonly onPaste: (event: ClipboardEvent) => void
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const wanted = (typed ?? code).trim()
  const isRight = /^[A-Za-z0-9_.-]{1,64}$/.test(wanted) && !others.includes(wanted)
  const take = () => {
    if (typed === null || !isRight) return
    setTyped(null)
    if (wanted !== code) onRename(wanted)
  }
  return (
    <>
      <input
        type="text"
        className="code-text"
        dir="ltr"
        aria-label={`Code of ${name}`}
        aria-invalid={typed !== null && !isRight}
        spellCheck={false}
        autoCapitalize="none"
        maxLength={64}
        value={typed ?? code}
        onPaste={onPaste}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') take()
        }}
      />
      {typed !== null && !isRight && (
        <p className="field-problem">
          {others.includes(wanted)
            ? 'Another option has this code.'
            : 'Use letters, digits, _ . and - only, 64 at most.'}
        </p>
      )}
    </>
  )
}

function ScoreCell({
  name,
  score,
  onChange,
  onPaste,
}: {
  readonly name: string
  readonly score: number | null
  readonly onChange: (score: number | null) => void
  readonly onPaste: (event: ClipboardEvent) => void
}) {
  const [typed, setTyped] = useState<string | null>(null)
  const isRight = typed === null || readScore(typed) !== undefined
  return (
    <input
      type="text"
      inputMode="decimal"
      dir="ltr"
      className="short"
      aria-label={`Score of ${name}`}
      aria-invalid={!isRight}
      value={typed ?? (score === null ? '' : String(score))}
      onPaste={onPaste}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        const read = readScore(event.currentTarget.value)
        if (read !== undefined) onChange(read)
      }}
      onBlur={() => {
        if (isRight) setTyped(null)
      }}
    />
  )
}
