'use client'

import Link, { useLinkStatus } from 'next/link'
import { usePathname } from 'next/navigation'
import {
  AuditIcon,
  HelpContactsIcon,
  HomeIcon,
  PeopleIcon,
  ProfilesIcon,
  QuestionnairesIcon,
  RoundsIcon,
} from './icons'
import type { Place } from './places'

const icons = {
  '/': HomeIcon,
  '/rounds': RoundsIcon,
  '/profiles': ProfilesIcon,
  '/questionnaires': QuestionnairesIcon,
  '/help-contacts': HelpContactsIcon,
  '/people': PeopleIcon,
  '/audit': AuditIcon,
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
                <OnTheWay />
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

/**
 * A moving line under the place that was chosen, while its page is on the way. In place of a loading page, which would
 * have to be sent before the server knows whether the page is allowed, and so would lose the status of a refusal.
 */
function OnTheWay() {
  const { pending } = useLinkStatus()
  return (
    <span className={`on-the-way ${pending ? 'is-pending' : ''}`} role="status">
      {pending && <span className="visually-hidden">Loading</span>}
    </span>
  )
}
