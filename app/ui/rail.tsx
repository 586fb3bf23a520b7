'use client'

import Link, { useLinkStatus } from 'next/link'
import { usePathname } from 'next/navigation'
import {
  AuditIcon,
  HelpContactsIcon,
  HomeIcon,
  MoreIcon,
  PeopleIcon,
  ProfilesIcon,
  QuestionnairesIcon,
  RoundsIcon,
  SettingsIcon,
} from './icons'
import type { Place } from './places'

const icons = {
  '/': HomeIcon,
  '/rounds': RoundsIcon,
  '/profiles': ProfilesIcon,
  '/questionnaires': QuestionnairesIcon,
  '/help-contacts': HelpContactsIcon,
  '/people': PeopleIcon,
  '/settings': SettingsIcon,
  '/audit': AuditIcon,
} as const satisfies Record<Place['path'], () => React.ReactNode>

/** More places than this do not fit beside each other on a phone: the bar then ends with the way to the rest. */
const mostOnPhone = 5

/** The places a person may go, the present one marked; a rail at the start side, a bar below on a phone. */
export function Rail({ places }: { readonly places: readonly Place[] }) {
  const here = usePathname()
  const rest = places.length > mostOnPhone ? places.slice(mostOnPhone - 1) : []
  return (
    <nav aria-label="Main">
      <ul>
        {places.map((place) => (
          <li key={place.path} {...(rest.includes(place) && { className: 'not-in-bar' })}>
            <PlaceLink place={place} here={here} />
          </li>
        ))}
        {rest.length > 0 && (
          <li className="rest">
            {/* Shut again by every page. */}
            <details key={here}>
              <summary {...(rest.some(({ path }) => isIn(path, here)) && { 'aria-current': 'true' })}>
                <MoreIcon />
                <span>More</span>
              </summary>
              <ul>
                {rest.map((place) => (
                  <li key={place.path}>
                    <PlaceLink place={place} here={here} />
                  </li>
                ))}
              </ul>
            </details>
          </li>
        )}
      </ul>
    </nav>
  )
}

function isIn(path: Place['path'], here: string): boolean {
  return path === '/' ? here === '/' : here === path || here.startsWith(`${path}/`)
}

function PlaceLink({ place: { path, name }, here }: { readonly place: Place; readonly here: string }) {
  const PlaceIcon = icons[path]
  return (
    <Link
      href={path}
      {...(isIn(path, here) && { 'aria-current': here === path ? ('page' as const) : ('true' as const) })}
    >
      <PlaceIcon />
      <span>{name}</span>
      <OnTheWay />
    </Link>
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
