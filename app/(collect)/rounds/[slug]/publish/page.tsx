import type { Metadata } from 'next'
import { publicAddress } from '@/app/public-address'
import { shown, signedIn } from '@/app/staff-page'
import { EmptyState, PageHeader } from '@/app/ui/messages'
import { OutcomeNotice } from '@/app/ui/outcome-notice'
import { staffCalendar } from '@/app/ui/staff-calendar'
import {
  draftPublication,
  type ListedPublication,
  listPublications,
  type PublicationDraft,
} from '@/db/publications'
import { dateInWords } from '@/lib/interface/calendar-words'
import { ProblemError } from '@/lib/problem'
import { languageName } from '@/lib/questionnaire/language'
import { withAddress } from './cited-address'
import { PublishForm, WithdrawForm } from './publish-form'
import { justPublished } from './published-cookie'

export const metadata: Metadata = { title: 'Publish results' }

/** Where a manager makes results public: what it means, exactly what would be seen, and what is public already. */
export default async function PublishPage({ params }: { readonly params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await signedIn(`/rounds/${slug}/publish`)
  const publications = await shown(listPublications(actor, slug))
  const draft = await shown(draftOrNothing(draftPublication(actor, slug)))
  const address = `${await publicAddress()}/results/${slug}`
  const done = await justPublished()
  return (
    <>
      <PageHeader
        title="Publish results"
        about="A public page with the protected figures of this round. It needs no account and does not change."
        back={{ path: `/rounds/${slug}`, name: 'the round' }}
      />
      {done !== null && (
        <OutcomeNotice>
          Version {done.version} {done.isPublished ? 'is public now.' : 'was withdrawn.'}
        </OutcomeNotice>
      )}
      <div className="stack">
        <Meaning />
        {draft === null ? (
          <EmptyState title="Nothing to publish yet">
            <p>There is no release yet. Results can be published once the first one is made.</p>
          </EmptyState>
        ) : (
          <Draft
            slug={slug}
            draft={{ ...draft, citation: withAddress(draft.citation, address, draft.version) }}
            licence={publications[0]?.licence ?? ''}
          />
        )}
        <Published slug={slug} address={address} publications={publications} />
      </div>
    </>
  )
}

function Meaning() {
  return (
    <section className="panel" aria-labelledby="meaning">
      <h2 id="meaning">What publishing means</h2>
      <p>
        The people who answered were told that their answers are put together with those of many others.
        Publishing keeps to that: only protected figures leave, small groups are hidden, and no answer of a
        single person is shown.
      </p>
      <ul className="sentences">
        <li>
          <strong>Think of them first.</strong> Could a figure be turned against the group that it speaks of,
          here and now? If you are unsure, ask people of that group before you publish.
        </li>
        <li>Anybody can read, copy and pass on the figures, and search engines may find them.</li>
        <li>
          The page does not change. Answers and withdrawals that come later reach it only when you publish a
          new version; the old one stays at its own address until you withdraw it.
        </li>
        <li>You can withdraw a version. What others have copied cannot be called back.</li>
        <li>
          Harmed migrants (category <i>victim</i>) are called “harmed” there, with what the word means. Every
          page says that categories must not be used to grant or refuse protection to anyone.
        </li>
      </ul>
    </section>
  )
}

function Draft({
  slug,
  draft: { version, release, languages, title, citation, round, figures },
  licence,
}: {
  readonly slug: string
  readonly draft: PublicationDraft
  readonly licence: string
}) {
  const { profile } = figures
  return (
    <>
      <section className="panel" aria-labelledby="preview">
        <h2 id="preview">What would be public</h2>
        <p>
          Release {release} of {dateInWords(staffCalendar, profile.release?.madeOn ?? '')},{' '}
          {profile.release?.responses.toLocaleString('en')} responses
          {round.organisation === '' ? '' : `, run by ${round.organisation}`}. Read the page as the public
          will, in each of its languages:
        </p>
        <ul className="plain-links">
          {languages.map((language) => (
            <li key={language}>
              {/* A plain link: the preview is a document of its own. */}
              <a href={`/rounds/${slug}/publish/preview?language=${language}`} lang={language}>
                <bdi>{languageName(language)}</bdi>
              </a>
            </li>
          ))}
        </ul>
      </section>
      <PublishForm key={version} draft={{ slug, version, release, title, citation, licence }} />
    </>
  )
}

function Published({
  slug,
  address,
  publications,
}: {
  readonly slug: string
  readonly address: string
  readonly publications: readonly ListedPublication[]
}) {
  if (publications.length === 0) return null
  return (
    <section className="panel" aria-labelledby="published">
      <h2 id="published">Published so far</h2>
      <p className="address">
        <a href={address} dir="ltr">
          {address}
        </a>
      </p>
      <p className="quiet-text">This address shows the newest version that was not withdrawn.</p>
      {publications.map(({ version, release, madeOn, withdrawnOn, title }) => (
        <article key={version} className="stack-small">
          <h3>
            Version {version}: <bdi>{title}</bdi>
          </h3>
          <p>
            Release {release}, published on {dateInWords(staffCalendar, madeOn)}
            {withdrawnOn === null ? '. ' : `, withdrawn on ${dateInWords(staffCalendar, withdrawnOn)}. `}
            <a href={`/results/${slug}/v${version}`}>Address of version {version}</a>
          </p>
          {withdrawnOn === null && <WithdrawForm slug={slug} version={version} />}
        </article>
      ))}
    </section>
  )
}

/** A round without a release has nothing to publish; other refusals have pages of their own. */
async function draftOrNothing(reading: Promise<PublicationDraft>): Promise<PublicationDraft | null> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'no_release_yet') return null
    throw error
  }
}
