import type { ReactNode } from 'react'
import { textNamed, type Versions, whatChanged } from '@/lib/difference-in-words'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { Change, ChangePlace, Difference } from '@/lib/questionnaire/diff/change'
import { itemById } from '@/lib/questionnaire/edit'
import { directionOf, languageName, textIn } from '@/lib/questionnaire/language'

/** What differs between two versions, by the part of the questionnaire that it is about. */
export function DifferenceList({
  before,
  after,
  difference,
}: Versions & { readonly difference: Difference }) {
  if (difference.length === 0) return <p className="notice">Nothing differs.</p>
  return (
    <div className="stack">
      {grouped(difference).map(([key, changes]) => {
        const [first] = changes
        if (first === undefined) return null
        return (
          <section key={key} className="difference">
            <h3>
              <PlaceName place={first.place} before={before} after={after} />
            </h3>
            <ul className="findings">
              {changes.map((change) => (
                <li key={JSON.stringify(change)}>
                  <ChangeInWords change={change} before={before} after={after} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

function grouped(difference: Difference): readonly (readonly [string, readonly Change[]])[] {
  const groups = new Map<string, Change[]>()
  for (const change of difference) {
    const { place } = change
    const key = 'id' in place ? `${place.kind} ${place.id}` : place.kind
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [change])
    else group.push(change)
  }
  return [...groups]
}

function PlaceName({ place, before, after }: Versions & { readonly place: ChangePlace }) {
  const language = after.defaultLanguage
  const words = (map: Questionnaire['title'] | undefined) => (
    <bdi lang={language}>{textIn(map, language, language)}</bdi>
  )
  switch (place.kind) {
    case 'item': {
      const item = itemById(after, place.id) ?? itemById(before, place.id)
      return (
        <>
          {words(item?.label)} <code>{place.id}</code>
        </>
      )
    }
    case 'section': {
      const section = [...after.sections, ...before.sections].find(({ id }) => id === place.id)
      return <>Section: {words(section?.title)}</>
    }
    case 'list':
      return (
        <>
          Shared options <code>{place.id}</code>
          {place.itemIds !== undefined && place.itemIds.length > 0 && (
            <span className="quiet-text"> of {place.itemIds.join(', ')}</span>
          )}
        </>
      )
    case 'score':
      return <>Score and categories</>
    case 'general':
      return <>The questionnaire as a whole</>
  }
}

/** A text that changed stands in its own language, the former crossed out; everything else is a sentence. */
function ChangeInWords({ change, ...versions }: Versions & { readonly change: Change }): ReactNode {
  if (change.kind !== 'text_changed') return asSentence(whatChanged(change, versions))
  const { text, code, language, before, after } = change
  return (
    <>
      {asSentence(textNamed(text, code))} ({languageName(language)}):{' '}
      <Words language={language} words={before} isFormer /> <Words language={language} words={after} />
    </>
  )
}

function asSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function Words({
  language,
  words,
  isFormer = false,
}: {
  readonly language: string
  readonly words: string | null
  readonly isFormer?: boolean
}) {
  if (words === null) return isFormer ? null : <span className="quiet-text">(taken out)</span>
  const Element = isFormer ? 'del' : 'ins'
  return (
    <Element lang={language} dir={directionOf(language)}>
      {words}
    </Element>
  )
}
