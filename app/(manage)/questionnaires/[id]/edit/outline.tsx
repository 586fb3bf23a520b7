import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { type DraftProblem, isSamePlace, type Place } from '@/lib/questionnaire/draft-problems'
import type { ItemPlace } from '@/lib/questionnaire/edit'
import { directionOf, textIn } from '@/lib/questionnaire/language'
import { isDisplayed } from '@/lib/questionnaire/options'

type Props = {
  readonly draft: Questionnaire
  readonly language: string
  readonly problems: readonly DraftProblem[]
  readonly chosen: Place
  readonly onChoose: (place: Place) => void
  readonly onStepItem: (itemId: string, step: -1 | 1) => void
  readonly onStepSection: (sectionId: string, step: -1 | 1) => void
  readonly onMoveItem: (itemId: string, place: ItemPlace) => void
  readonly onRemove: (place: Place) => void
  readonly onAddItem: (sectionId: string) => void
  readonly onAddSection: () => void
}

/**
 * Everything that the draft holds, in the order of asking. Arrow keys go through it, with Alt they move what is chosen, Delete takes it out; with
 * a mouse it is dragged, and everything has a button too.
 */
export function Outline(props: Props) {
  const { draft, language, problems, chosen, onChoose, onAddItem, onAddSection } = props
  const list = useRef<HTMLElement>(null)
  const [over, setOver] = useState<string | null>(null)
  const text = (map: Questionnaire['title']) => textIn(map, language, draft.defaultLanguage)
  const numbers = new Map(draft.items.filter(isDisplayed).map((item, index) => [item.id, index + 1] as const))
  const faults = (place: Place) => problems.filter((problem) => isSamePlace(problem.place, place)).length

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null
    if (step !== null && event.altKey) {
      event.preventDefault()
      if (chosen.kind === 'item') props.onStepItem(chosen.id, step)
      else if (chosen.kind === 'section') props.onStepSection(chosen.id, step)
      return
    }
    if (step !== null) {
      event.preventDefault()
      const entries = [...(list.current?.querySelectorAll<HTMLButtonElement>('button[data-place]') ?? [])]
      const at = entries.indexOf(document.activeElement as HTMLButtonElement)
      const next = entries[at + step]
      next?.focus()
      next?.click()
    }
    if (event.key === 'Delete' && (chosen.kind === 'item' || chosen.kind === 'section')) {
      event.preventDefault()
      props.onRemove(chosen)
    }
  }

  const entry = (
    place: Place,
    name: string,
    words: { number?: number | undefined; isEmpty?: boolean } = {},
  ) => {
    const count = faults(place)
    const isChosen = isSamePlace(place, chosen)
    const key = 'id' in place ? `${place.kind} ${place.id}` : place.kind
    return (
      <button
        type="button"
        className="outline-entry"
        data-place={key}
        aria-current={isChosen || undefined}
        onClick={() => onChoose(place)}
      >
        {words.number !== undefined && <span className="outline-number">{words.number}</span>}
        <span
          className={words.isEmpty ? 'outline-name quiet-text' : 'outline-name'}
          {...(!words.isEmpty && { lang: language, dir: directionOf(language) })}
        >
          {name}
        </span>
        {count > 0 && (
          <span className="outline-fault">
            {count}
            <span className="visually-hidden"> {count === 1 ? 'problem' : 'problems'}</span>
          </span>
        )}
      </button>
    )
  }

  /** Takes what is dragged to a place, which shows that it would. */
  const target = (name: string, place: ItemPlace) => ({
    'data-over': over === name || undefined,
    onDragOver: (event: DragEvent) => {
      event.preventDefault()
      setOver(name)
    },
    onDragLeave: () => setOver(null),
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(null)
      const dragged = event.dataTransfer.getData('text/plain')
      if (!draft.items.some(({ id }) => id === dragged)) return
      const own = draft.sections.find(({ id }) => id === place.sectionId)?.items.indexOf(dragged) ?? -1
      // The place is counted without the item that moves.
      const index = own !== -1 && own < place.index ? place.index - 1 : place.index
      props.onMoveItem(dragged, { ...place, index })
    },
  })

  return (
    <nav className="outline" aria-label="Parts of the questionnaire" ref={list} onKeyDown={onKeyDown}>
      <p className="field-hint" id="outline-keys">
        Arrow keys go up and down; with Alt they move a question. Delete takes it out.
      </p>
      <ul>
        <li>{entry({ kind: 'general' }, 'Title, languages, first and last words', { isEmpty: true })}</li>
        <li>{entry({ kind: 'score' }, 'Score and categories', { isEmpty: true })}</li>
        {Object.keys(draft.choiceLists).map((id) => (
          <li key={id}>{entry({ kind: 'list', id }, `Shared options: ${id}`, { isEmpty: true })}</li>
        ))}
      </ul>
      <ol>
        {draft.sections.map((section) => (
          <li key={section.id} className="outline-section">
            <div {...target(`section ${section.id}`, { sectionId: section.id, index: 0 })}>
              {entry({ kind: 'section', id: section.id }, text(section.title) || 'Section without a title', {
                isEmpty: text(section.title) === '',
              })}
            </div>
            <ol>
              {section.items.map((itemId, index) => {
                const item = draft.items.find(({ id }) => id === itemId)
                const label = item === undefined ? '' : text(item.label)
                return (
                  <li
                    key={itemId}
                    draggable
                    onDragStart={(event) => {
                      event.dataTransfer.setData('text/plain', itemId)
                      event.dataTransfer.effectAllowed = 'move'
                    }}
                    {...target(`item ${itemId}`, { sectionId: section.id, index: index + 1 })}
                  >
                    {entry({ kind: 'item', id: itemId }, label || itemId, {
                      number: numbers.get(itemId),
                      isEmpty: label === '',
                    })}
                  </li>
                )
              })}
            </ol>
            <button type="button" className="button quiet" onClick={() => onAddItem(section.id)}>
              Add a question
              <span className="visually-hidden"> to {text(section.title) || section.id}</span>
            </button>
          </li>
        ))}
      </ol>
      <button type="button" className="button quiet" onClick={onAddSection}>
        Add a section
      </button>
    </nav>
  )
}
