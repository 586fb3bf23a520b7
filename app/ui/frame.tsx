import type { Metadata } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Actor } from '@/lib/permissions'
import { FootholdMark } from './icons'
import { placesFor } from './places'
import { Rail } from './rail'
import './tokens.css'
import './staff.css'
import './controls.css'
import './frame.css'
import './pieces.css'
import './questionnaire.css'
import './round.css'

/** Page titles of the staff screens; no staff page is for search engines. */
export const staffMetadata: Metadata = {
  title: { default: 'Foothold', template: '%s · Foothold' },
  robots: { index: false, follow: false },
  // Not `no-referrer`: a browser then posts a plain form with `Origin: null`, which the origin check must refuse.
  // Nothing is sent to another site either way.
  referrer: 'same-origin',
}

/**
 * The document around every staff page of a signed-in person: the way to the content first, then the rail, then the page.
 *
 * @param actor whose places the rail shows; the pages and `db` decide for themselves what may be seen
 * @param signOut the server action behind the button at the end of the rail
 * @param isDemo whether everything here is synthetic sample data, which every page then says
 */
export function StaffDocument({
  actor,
  signOut,
  isDemo,
  children,
}: {
  readonly actor: Actor
  readonly signOut: () => Promise<void>
  readonly isDemo: boolean
  readonly children: ReactNode
}) {
  return (
    <html lang="en" dir="ltr">
      <body className="staff">
        <a className="skip-link" href="#content">
          Skip to the page
        </a>
        <div className="frame">
          {actor.kind === 'staff' && (
            <header className="rail">
              <div className="rail-content">
                <Link className="brand" href="/">
                  <FootholdMark />
                  <span>Foothold</span>
                </Link>
                <Rail places={placesFor(actor)} />
                <form className="signed-in" action={signOut}>
                  <p>
                    <Link href="/account">
                      <span className="visually-hidden">Your account, </span>
                      <bdi>{actor.email}</bdi>
                    </Link>
                  </p>
                  <button type="submit" className="button quiet">
                    Sign out
                  </button>
                </form>
              </div>
            </header>
          )}
          <main id="content" tabIndex={-1}>
            {isDemo && (
              <p className="demo-note">
                <strong>Sample data.</strong> Every answer here is synthetic. Nobody real is described.
              </p>
            )}
            {children}
          </main>
        </div>
      </body>
    </html>
  )
}

/** The document around a page for somebody who is not signed in: the name, one column, nothing else. */
export function BareDocument({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" dir="ltr">
      <body className="staff bare">
        <header className="bare-brand">
          <FootholdMark />
          <span>Foothold</span>
        </header>
        <main id="content">{children}</main>
      </body>
    </html>
  )
}
