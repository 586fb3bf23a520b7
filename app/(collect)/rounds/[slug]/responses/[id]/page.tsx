import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { shown, signedIn } from '@/app/staff-page'
import { PageHeader } from '@/app/ui/messages'
import { readRound } from '@/db/rounds'
import { isAllowed } from '@/lib/permissions'
import { ReadForm } from '../read-form'

export const metadata: Metadata = { title: 'One person’s answers' }

type Props = { readonly params: Promise<{ slug: string; id: string }> }

/** One response: the reason first, then the answers. */
export default async function ResponsePage({ params }: Props) {
  const { slug, id } = await params
  const actor = await signedIn(`/rounds/${slug}/responses/${id}`)
  const round = await shown(readRound(actor, slug))
  // The form would only be refused.
  if (!isAllowed(actor, 'response.read', round.id)) forbidden()
  return (
    <>
      <PageHeader
        title="One person’s answers"
        about={<bdi>{round.title}</bdi>}
        back={{ path: `/rounds/${slug}/responses`, name: 'the list' }}
      />
      <section className="panel" aria-label="Answers">
        <ReadForm slug={slug} id={id} />
      </section>
    </>
  )
}
