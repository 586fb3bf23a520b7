import type { Metadata } from 'next'
import { shown, signedIn } from '@/app/staff-page'
import { PageHeader } from '@/app/ui/messages'
import { readRoundToCorrect } from '@/db/round-corrections'
import { CorrectionForm } from './correction-form'

export const metadata: Metadata = { title: 'Correct a round' }

export default async function CorrectRoundPage({ params }: { readonly params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await signedIn(`/rounds/${slug}/edit`)
  const { title, organisation, keptUntil, isDayPromised } = await shown(readRoundToCorrect(actor, slug))
  return (
    <>
      <PageHeader
        title="Correct the round"
        about="Address, questionnaire and wave stay as they are: links and posters go on working, and answers stay comparable."
        back={{ path: `/rounds/${slug}`, name: 'the round' }}
      />
      <CorrectionForm round={{ slug, title, organisation, keptUntil, isDayPromised }} />
    </>
  )
}
