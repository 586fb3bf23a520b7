import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { EmptyState, PageHeader } from '@/app/ui/messages'
import { listProfiles } from '@/db/profiles'
import { firstReleaseAt } from '@/lib/disclosure/release'

export const metadata = { title: 'Profiles' }

export default async function ProfilesPage() {
  const profiles = await shown(listProfiles(await signedIn('/profiles')))
  return (
    <div className="stack">
      <PageHeader title="Profiles" about="How people are doing, by category, as aggregate figures.">
        {profiles.length > 0 && (
          <Link className="button quiet" href="/profiles/lenses">
            Three lenses
          </Link>
        )}
      </PageHeader>
      {profiles.length === 0 ? (
        <EmptyState title="No profile yet">
          <p>When a round is open and {firstReleaseAt} people have answered, its profile appears here.</p>
        </EmptyState>
      ) : (
        <ul className="profile-list">
          {profiles.map(({ slug, title, isSynthetic, release }) => (
            <li key={slug} className="panel">
              <h2>
                <Link href={`/profiles/${slug}`}>{title}</Link>
              </h2>
              <p className="quiet-text">
                {isSynthetic && 'Synthetic data. '}
                {release === null
                  ? `No release yet: the first is made when ${firstReleaseAt} people have answered, or when the round closes.`
                  : `Newest release: ${release}.`}
              </p>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
