import type { ReactNode } from 'react'

/** A language that can be chosen, named in itself. */
export type OfferedLanguage = {
  readonly code: string
  readonly name: string
  readonly direction: 'ltr' | 'rtl'
}

/** Languages behind the name of the present one; a native disclosure, so that it opens without script. */
export function LanguageMenu({
  label,
  languages,
  current,
  choice,
}: {
  readonly label: string
  readonly languages: readonly OfferedLanguage[]
  readonly current: string
  /** The link or button that chooses a language. */
  readonly choice: (language: OfferedLanguage) => ReactNode
}) {
  const own = languages.find(({ code }) => code === current)
  if (languages.length < 2 || own === undefined) return null
  return (
    <details className="languages">
      <summary>
        <Globe />
        <span className="unseen">{label}: </span>
        {own.name}
      </summary>
      <ul>
        {languages
          .filter(({ code }) => code !== current)
          .map((language) => (
            <li key={language.code}>{choice(language)}</li>
          ))}
      </ul>
    </details>
  )
}

function Globe() {
  return (
    <svg className="globe" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="1.5">
        <circle cx="10" cy="10" r="8" />
        <ellipse cx="10" cy="10" rx="3.5" ry="8" />
        <path d="M2 10h16" />
      </g>
    </svg>
  )
}
