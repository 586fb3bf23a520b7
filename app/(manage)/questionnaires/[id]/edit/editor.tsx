'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useState } from 'react'
import { PhonePreview } from '@/app/ui/phone-preview'
import type { Draft } from '@/db/questionnaire-drafts'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { draftProblems, isSamePlace, type Place } from '@/lib/questionnaire/draft-problems'
import {
  addItem,
  addSection,
  duplicateItem,
  itemById,
  moveItem,
  newItem,
  placeOf,
  removeItem,
  removeSection,
  stepItem,
  stepSection,
} from '@/lib/questionnaire/edit'
import { languageName, textIn } from '@/lib/questionnaire/language'
import { ChangesOfOthers } from './changes-of-others'
import { GeneralForm } from './general-form'
import { ItemForm } from './item-form'
import { type LibraryEntry, LibraryPicker } from './library-picker'
import { ListForm } from './list-form'
import { Outline } from './outline'
import { SaveMark } from './save-mark'
import { ScoreForm } from './score-form'
import { SectionForm } from './section-form'
import { useAutosave } from './use-autosave'
import { useHistory } from './use-history'

/**
 * The editor of a draft: outline, the part at hand, and a live preview on a phone.
 *
 * @param library questionnaires whose items can be put into this one
 */
export function Editor({
  first,
  library,
}: {
  readonly first: Draft
  readonly library: readonly LibraryEntry[]
}) {
  const history = useHistory(first.questionnaire)
  const { present: draft, change, takeUp, undo, redo } = history
  const { state, news, putNewsAside, solve, saveNow } = useAutosave(first, draft, takeUp)
  const [language, setLanguage] = useState(draft.defaultLanguage)
  const [chosen, setChosen] = useState<Place>({ kind: 'general' })
  const [said, setSaid] = useState('')
  /** Waits for the last words to be saved, then goes on to publishing. */
  const [isLeaving, setLeaving] = useState(false)
  const router = useRouter()
  const publishPage = `/questionnaires/${first.questionnaireId}/publish`
  useEffect(() => {
    if (isLeaving && state.kind === 'saved') router.push(publishPage)
  }, [isLeaving, state, router, publishPage])
  const shownDraft = useDeferredValue(draft)
  const problems = useMemo(() => draftProblems(shownDraft), [shownDraft])

  // What is chosen may have been renamed or taken out, by whoever.
  const place = isThere(draft, chosen) ? chosen : ({ kind: 'general' } as const)
  const spoken = draft.languages.includes(language) ? language : draft.defaultLanguage
  const nameOf = (next: Questionnaire, id: string) =>
    textIn(itemById(next, id)?.label, spoken, next.defaultLanguage) || id

  const remove = (what: Place) => {
    if (what.kind === 'item') change(removeItem(draft, what.id))
    else if (what.kind === 'section' && draft.sections.length > 1) change(removeSection(draft, what.id))
    else return
    const name = what.kind === 'item' ? nameOf(draft, what.id) : what.id
    setSaid(`Taken out: ${name}. Ctrl+Z brings it back.`)
    setChosen(neighbour(draft, what))
  }
  const step = (itemId: string, by: -1 | 1) => {
    const next = stepItem(draft, itemId, by)
    change(next)
    const now = placeOf(next, itemId)
    const section = next.sections.find(({ id }) => id === now?.sectionId)
    if (now !== null && section !== undefined) {
      const title = textIn(section.title, spoken, next.defaultLanguage) || section.id
      setSaid(`Now question ${now.index + 1} of ${section.items.length} in “${title}”.`)
    }
  }
  const add = (sectionId: string) => {
    const item = newItem(draft, 'single')
    const at = place.kind === 'item' ? placeOf(draft, place.id) : null
    const index = at?.sectionId === sectionId ? at.index + 1 : Number.MAX_SAFE_INTEGER
    change(addItem(draft, item, { sectionId, index }))
    setChosen({ kind: 'item', id: item.id })
  }

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return
      event.preventDefault()
      if (event.shiftKey) redo()
      else undo()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })

  const at = problems.filter((problem) => isSamePlace(problem.place, place))
  const part = {
    draft,
    language: spoken,
    problems: at,
    change: (next: Questionnaire, of: string) => {
      change(next, of)
      followRename(draft, next, place, setChosen)
    },
  }
  const item = place.kind === 'item' ? itemById(draft, place.id) : undefined
  const section = place.kind === 'section' ? draft.sections.find(({ id }) => id === place.id) : undefined
  const insertAt = whereNext(draft, place)
  return (
    <div className="editor">
      <div className="editor-bar">
        <div className="buttons">
          <button type="button" className="button quiet" disabled={!history.canUndo} onClick={undo}>
            Undo
          </button>
          <button type="button" className="button quiet" disabled={!history.canRedo} onClick={redo}>
            Redo
          </button>
          <label className="inline-choice">
            Language{' '}
            <select value={spoken} onChange={(event) => setLanguage(event.currentTarget.value)}>
              {draft.languages.map((one) => (
                <option key={one} value={one} lang={one}>
                  {languageName(one)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <div className="buttons">
          <SaveMark state={state} onSave={() => void saveNow()} />
          <Link
            className="button primary"
            href={publishPage}
            onNavigate={(event) => {
              if (state.kind === 'saved') return
              event.preventDefault()
              setLeaving(true)
              void saveNow()
              setSaid('Saving first.')
            }}
          >
            {problems.length === 0
              ? 'Check and publish'
              : `Check and publish (${problems.length} ${problems.length === 1 ? 'problem' : 'problems'})`}
          </Link>
        </div>
      </div>
      <p className="visually-hidden" role="status">
        {said}
      </p>
      {news !== null && (
        <ChangesOfOthers draft={draft} news={news} change={change} onSolve={solve} onClose={putNewsAside} />
      )}
      <div className="editor-columns">
        <Outline
          draft={draft}
          language={spoken}
          problems={problems}
          chosen={place}
          onChoose={setChosen}
          onStepItem={step}
          onStepSection={(id, by) => change(stepSection(draft, id, by))}
          onMoveItem={(id, to) => change(moveItem(draft, id, to))}
          onRemove={remove}
          onAddItem={add}
          onAddSection={() => {
            const added = addSection(draft, place.kind === 'section' ? place.id : undefined)
            change(added.questionnaire)
            setChosen({ kind: 'section', id: added.id })
          }}
        />
        <section className="editor-part" aria-labelledby="part-heading" key={keyOf(place)}>
          <div className="editor-part-head">
            <h2 id="part-heading">{headingOf(place)}</h2>
            {(item !== undefined || section !== undefined) && (
              <div className="buttons">
                <StepButtons
                  onStep={(by) =>
                    item === undefined
                      ? section !== undefined && change(stepSection(draft, section.id, by))
                      : step(item.id, by)
                  }
                />
                {item !== undefined && (
                  <button
                    type="button"
                    className="button quiet"
                    onClick={() => {
                      const copied = duplicateItem(draft, item.id)
                      change(copied.questionnaire)
                      setChosen({ kind: 'item', id: copied.id })
                    }}
                  >
                    Copy
                  </button>
                )}
                <button type="button" className="button quiet" onClick={() => remove(place)}>
                  Take out
                </button>
              </div>
            )}
          </div>
          {item !== undefined ? (
            <ItemForm {...part} item={item} />
          ) : section !== undefined ? (
            <SectionForm {...part} section={section} />
          ) : place.kind === 'list' ? (
            <ListForm {...part} id={place.id} />
          ) : place.kind === 'score' ? (
            <ScoreForm {...part} />
          ) : (
            <GeneralForm {...part} />
          )}
          <LibraryPicker
            draft={draft}
            library={library}
            place={insertAt}
            onInsert={(next, id) => {
              change(next)
              setChosen({ kind: 'item', id })
            }}
          />
        </section>
        <aside className="editor-preview" aria-label="Preview">
          <PhonePreview
            questionnaire={shownDraft}
            language={spoken}
            place={
              item !== undefined ? { item: item.id } : section !== undefined ? { section: section.id } : null
            }
            onAt={(id) => {
              if (id !== null && itemById(draft, id) !== undefined) setChosen({ kind: 'item', id })
            }}
          />
        </aside>
      </div>
    </div>
  )
}

function StepButtons({ onStep }: { readonly onStep: (by: -1 | 1) => void }) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault()
      onStep(event.key === 'ArrowUp' ? -1 : 1)
    }
  }
  return (
    <>
      <button type="button" className="button quiet" onClick={() => onStep(-1)} onKeyDown={onKeyDown}>
        Move up
      </button>
      <button type="button" className="button quiet" onClick={() => onStep(1)} onKeyDown={onKeyDown}>
        Move down
      </button>
    </>
  )
}

function isThere(draft: Questionnaire, place: Place): boolean {
  switch (place.kind) {
    case 'item':
      return itemById(draft, place.id) !== undefined
    case 'section':
      return draft.sections.some(({ id }) => id === place.id)
    case 'list':
      return Object.hasOwn(draft.choiceLists, place.id)
    default:
      return true
  }
}

function keyOf(place: Place): string {
  return 'id' in place ? `${place.kind} ${place.id}` : place.kind
}

function headingOf(place: Place): string {
  switch (place.kind) {
    case 'item':
      return 'Question'
    case 'section':
      return 'Section'
    case 'list':
      return `Shared options: ${place.id}`
    case 'score':
      return 'Score and categories'
    case 'general':
      return 'The questionnaire'
  }
}

/** What stands beside a part that goes: the next item of its section, else the one before, else the section. */
function neighbour(draft: Questionnaire, gone: Place): Place {
  if (gone.kind !== 'item') return { kind: 'general' }
  const place = placeOf(draft, gone.id)
  const section = draft.sections.find(({ id }) => id === place?.sectionId)
  if (place === null || section === undefined) return { kind: 'general' }
  const id = section.items[place.index + 1] ?? section.items[place.index - 1]
  return id === undefined ? { kind: 'section', id: section.id } : { kind: 'item', id }
}

/** Stays with an item or a section whose name was changed: it stands where the former one stood. */
function followRename(
  before: Questionnaire,
  after: Questionnaire,
  place: Place,
  choose: (place: Place) => void,
): void {
  if (isThere(after, place)) return
  if (place.kind === 'section') {
    const section = after.sections[before.sections.findIndex(({ id }) => id === place.id)]
    if (section !== undefined) choose({ kind: 'section', id: section.id })
  }
  if (place.kind === 'item') {
    const item = after.items[before.items.findIndex(({ id }) => id === place.id)]
    if (item !== undefined) choose({ kind: 'item', id: item.id })
  }
}

/** Where an item of the library is put: below the item at hand, else at the end of the section at hand, else of the last one. */
function whereNext(draft: Questionnaire, place: Place) {
  const at = place.kind === 'item' ? placeOf(draft, place.id) : null
  if (at !== null) return { ...at, index: at.index + 1 }
  const section = place.kind === 'section' ? place.id : (draft.sections.at(-1)?.id ?? '')
  return { sectionId: section, index: Number.MAX_SAFE_INTEGER }
}
