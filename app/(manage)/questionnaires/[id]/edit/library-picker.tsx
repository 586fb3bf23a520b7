import { useEffect, useId, useState } from 'react'
import type { Item, Questionnaire } from '@/lib/questionnaire/definition'
import { type ItemPlace, insertItem } from '@/lib/questionnaire/edit'
import { textIn } from '@/lib/questionnaire/language'
import { isDisplayed } from '@/lib/questionnaire/options'
import { readFromLibrary } from './actions'

/** A questionnaire whose items can be taken. */
export type LibraryEntry = { readonly id: string; readonly title: string }

const noDimension = 'Other questions'

/** Items of other questionnaires by dimension, with where they come from, to be put into this one with words, options and score. */
export function LibraryPicker({
  draft,
  library,
  place,
  onInsert,
}: {
  readonly draft: Questionnaire
  readonly library: readonly LibraryEntry[]
  readonly place: ItemPlace
  readonly onInsert: (next: Questionnaire, itemId: string) => void
}) {
  const [isOpen, setOpen] = useState(false)
  const [sourceId, setSourceId] = useState(library[0]?.id ?? '')
  const [source, setSource] = useState<Questionnaire | null>(null)
  const [note, setNote] = useState('')
  const id = useId()
  useEffect(() => {
    if (!isOpen || sourceId === '') return
    let isWanted = true
    readFromLibrary(sourceId).then(
      (found) => isWanted && setSource(found),
      () => isWanted && setNote('The questionnaire could not be read. Choose it again in a moment.'),
    )
    return () => {
      isWanted = false
    }
  }, [isOpen, sourceId])
  if (library.length === 0) return null
  const language = 'en'
  return (
    <details className="library" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Take a question from the library</summary>
      <div className="stack">
        <div className="field">
          <label htmlFor={id}>Questionnaire</label>
          <select id={id} value={sourceId} onChange={(event) => setSourceId(event.currentTarget.value)}>
            {library.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title}
              </option>
            ))}
          </select>
        </div>
        <p role="status">{note}</p>
        {source !== null &&
          byDimension(source).map(([dimension, items]) => (
            <section key={dimension} className="stack-small">
              <h3>{dimension}</h3>
              <ul className="library-items">
                {items.map((item) => (
                  <li key={item.id}>
                    <div>
                      <p>{textIn(item.label, language, source.defaultLanguage)}</p>
                      <p className="quiet-text">
                        <code>{item.id}</code>
                        {item.source !== undefined && ` · ${item.source}`}
                        {item.paragraphs !== undefined &&
                          item.paragraphs.length > 0 &&
                          ` · paragraph ${item.paragraphs.join(', ')}`}
                      </p>
                    </div>
                    <button
                      type="button"
                      className="button quiet"
                      onClick={() => {
                        const inserted = insertItem(draft, source, item.id, place)
                        setNote(
                          inserted.lostConditions
                            ? 'Put in without its conditions: they name questions that are not asked before it here.'
                            : 'Put in.',
                        )
                        onInsert(inserted.questionnaire, inserted.id)
                      }}
                    >
                      Put in<span className="visually-hidden">: {item.id}</span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
      </div>
    </details>
  )
}

function byDimension(source: Questionnaire): readonly (readonly [string, readonly Item[]])[] {
  const named = (source.scoring?.dimensions ?? []).map(({ id, label }) => ({
    id,
    name: textIn(label, 'en', source.defaultLanguage) || id,
  }))
  const groups = new Map<string, Item[]>(named.map(({ name }) => [name, []]))
  groups.set(noDimension, [])
  for (const item of source.items.filter(isDisplayed)) {
    const name = named.find(({ id }) => id === item.dimension)?.name ?? noDimension
    groups.get(name)?.push(item)
  }
  return [...groups].filter(([, items]) => items.length > 0)
}
