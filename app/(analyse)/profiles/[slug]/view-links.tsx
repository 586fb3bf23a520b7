import Link from 'next/link'
import { categoriesOf } from '@/lib/disclosure/lattice'
import { isForMigrants } from '@/lib/profile/benchmark/benchmark'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { AskedRound } from './profile-view'
import { type ViewId, viewIds } from './views'

/** The names of the views, in the order in which they stand. */
export const viewNames: Readonly<Record<ViewId, string>> = {
  overview: 'Overview',
  parts: 'Parts of each score',
  spread: 'Spread',
  answers: 'Answers',
  differences: 'Differences',
  categories: 'Categories',
  benchmark: 'Beside hosts',
  waves: 'Waves',
  quality: 'Quality',
}

/** Leads from view to view; what was asked of one goes along where the other can take it. */
export function ViewLinks({ asked, here }: { readonly asked: AskedRound; readonly here: ViewId }) {
  const { round, wording, question } = asked
  const search = question.exact ? '?exact=true' : ''
  return (
    <nav className="views" aria-label="Views of this profile">
      <ul>
        {viewIds
          .filter((id) => hasView(wording.questionnaire, id))
          .map((id) => (
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

/** Whether a questionnaire has what a view shows. */
export function hasView(questionnaire: Questionnaire, view: ViewId): boolean {
  if (view === 'categories') return categoriesOf(questionnaire).length > 0
  return view !== 'benchmark' || isForMigrants(questionnaire)
}

/** The address of a view. */
export function viewPath(slug: string, view: ViewId): string {
  return view === 'overview' ? `/profiles/${slug}` : `/profiles/${slug}/${view}`
}
