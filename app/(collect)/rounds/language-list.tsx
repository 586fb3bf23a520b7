import type { AskedLanguage } from './asked-languages'

/** The languages that people are asked in, drafts marked. */
export function LanguageList({ languages }: { readonly languages: readonly AskedLanguage[] }) {
  if (languages.length === 0) return <p>In no language yet: none is complete.</p>
  return (
    <ul className="inline-list">
      {languages.map(({ code, name, isDraft }) => (
        <li key={code} lang={code}>
          <bdi>{name}</bdi>
          {isDraft && <span lang="en"> (draft)</span>}
        </li>
      ))}
    </ul>
  )
}

/** What the mark means, where there is one. */
export function DraftNote({ languages }: { readonly languages: readonly AskedLanguage[] }) {
  if (!languages.some(({ isDraft }) => isDraft)) return null
  return (
    <p className="quiet-text">
      Draft: texts that people read in this language were drafted by a machine. Let a native speaker read them
      before field use.
    </p>
  )
}
