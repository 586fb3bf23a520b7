import Link from 'next/link'
import type { ReactNode } from 'react'
import { directionOf, languageName } from '@/lib/questionnaire/language'

/**
 * The languages of a page that shows one at a time, each named in itself.
 *
 * @param label what is shown in them
 * @param addressOf the page in a language
 * @param beside what stands beside a name
 */
export function LanguageTabs({
  label,
  languages,
  chosen,
  addressOf,
  beside,
}: {
  readonly label: string
  readonly languages: readonly string[]
  readonly chosen: string
  readonly addressOf: (language: string) => string
  readonly beside?: (language: string) => ReactNode
}) {
  return (
    <nav className="tabs" aria-label={label}>
      <ul>
        {languages.map((one) => (
          <li key={one}>
            <Link href={addressOf(one)} scroll={false} {...(one === chosen && { 'aria-current': 'page' })}>
              <span lang={one} dir={directionOf(one)}>
                {languageName(one)}
              </span>
              {beside?.(one)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
