import type { LanguageMap, Questionnaire } from '../definition'
import { placedTexts, type TextKind } from '../placed-texts'
import type { Change, ChangePlace } from './change'

type Described = {
  readonly place: ChangePlace
  readonly text: TextKind
  readonly key: string
  readonly code: string | null
}

/** How one text differs, language by language. Languages that only one version has are a change of their own. */
export function* compareText(
  languages: readonly string[],
  described: Described,
  before: LanguageMap | null | undefined,
  after: LanguageMap | null | undefined,
): Generator<Change> {
  for (const language of languages) {
    const [old, present] = [wordsIn(before, language), wordsIn(after, language)]
    if (old !== present) yield { kind: 'text_changed', ...described, language, before: old, after: present }
  }
}

/** The texts that both versions could have, but those of options: these are compared with their options. */
export function* compareTexts(
  before: Questionnaire,
  after: Questionnaire,
  isCompared: (text: {
    readonly place: ChangePlace
    readonly text: TextKind
    readonly key: string
  }) => boolean,
): Generator<Change> {
  const languages = before.languages.filter((language) => after.languages.includes(language))
  const old = textsByKey(before)
  const present = textsByKey(after)
  for (const key of new Set([...old.keys(), ...present.keys()])) {
    const [was, is] = [old.get(key), present.get(key)]
    const known = is ?? was
    if (known === undefined || !isCompared(known)) continue
    yield* compareText(languages, known, was?.texts, is?.texts)
  }
}

function textsByKey(questionnaire: Questionnaire): ReadonlyMap<string, Described & { texts: LanguageMap }> {
  return new Map(
    placedTexts(questionnaire)
      .filter(({ kind }) => kind !== 'option' && kind !== 'dimension' && kind !== 'subdimension')
      .map(({ key, kind, itemId, sectionId, code, texts }) => [
        key,
        { key, text: kind, code, texts, place: placeOfText(kind, itemId, sectionId) },
      ]),
  )
}

function placeOfText(kind: TextKind, itemId: string | null, sectionId: string | null): ChangePlace {
  if (kind === 'missing_option') return { kind: 'general' }
  if (itemId !== null) return { kind: 'item', id: itemId }
  return sectionId === null ? { kind: 'general' } : { kind: 'section', id: sectionId }
}

function wordsIn(texts: LanguageMap | null | undefined, language: string): string | null {
  const words = texts?.[language] ?? ''
  return words.trim() === '' ? null : words
}
