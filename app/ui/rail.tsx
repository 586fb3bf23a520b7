'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { HomeIcon, PeopleIcon, ProfilesIcon, QuestionnairesIcon, RoundsIcon } from './icons'
import type { Place } from './places'

const icons = {
  '/': HomeIcon,
  '/rounds': RoundsIcon,
  '/profiles': ProfilesIcon,
  '/questionnaires': QuestionnairesIcon,
  '/people': PeopleIcon,
} as const satisfies Record<Place['path'], () => React.ReactNode>

/** The places a person may go, the present one marked; a rail at the start side, a bar below on a phone. */
export function Rail({ places }: { readonly places: readonly Place[] }) {
  const here = usePathname()
  return (
    <nav aria-label="Main">
      <ul>
        {places.map(({ path, name }) => {
          const PlaceIcon = icons[path]
          const isHere = path === '/' ? here === '/' : here === path || here.startsWith(`${path}/`)
          return (
            <li key={path}>
              <Link href={path} {...(isHere && { 'aria-current': here === path ? 'page' : 'true' })}>
                <PlaceIcon />
                <span>{name}</span>
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
