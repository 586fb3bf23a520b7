import Link from 'next/link'
import type { AskedRound } from './profile-view'
import type { ViewId } from './views'

/** The names of the views, in the order in which they stand. */
export const viewNames: Readonly<Record<ViewId, string>> = {
  overview: 'Overview',
  parts: 'Parts of each score',
  spread: 'Spread',
  answers: 'Answers',
  differences: 'Differences',
  categories: 'Categories',
  waves: 'Waves',
}

/** Leads from view to view; what was asked of one goes along where the other can take it. */
export function ViewLinks({ asked, here }: { readonly asked: AskedRound; readonly here: ViewId }) {
  const { round, question } = asked
  const search = question.exact ? '?exact=true' : ''
  return (
    <nav className="views" aria-label="Views of this profile">
      <ul>
        {(Object.keys(viewNames) as ViewId[]).map((id) => (
          <li key={id}>
            <Link
              href={`${viewPath(round.slug, id)}${search}`}
              aria-current={id === here ? 'page' : undefined}
            >
              {viewNames[id]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The address of a view. */
export function viewPath(slug: string, view: ViewId): string {
  return view === 'overview' ? `/profiles/${slug}` : `/profiles/${slug}/${view}`
}
