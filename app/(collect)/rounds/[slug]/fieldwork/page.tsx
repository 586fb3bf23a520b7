import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { shown, signedIn } from '@/app/staff-page'
import { countInFigures } from '@/app/ui/count'
import { PageHeader } from '@/app/ui/messages'
import { readRound } from '@/db/rounds'
import { isAllowed } from '@/lib/permissions'
import { FieldworkForm } from './fieldwork-form'

export const metadata: Metadata = { title: 'Who was asked' }

export default async function FieldworkPage({ params }: { readonly params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const actor = await signedIn(`/rounds/${slug}/fieldwork`)
  const round = await shown(readRound(actor, slug))
  if (!isAllowed(actor, 'fieldwork.record', round.id) || round.fieldwork === null) forbidden()
  const { counted, answers } = round.fieldwork
  const answered =
    answers === 1
      ? '1 person has answered so far.'
      : `${countInFigures(answers ?? 0)} people have answered so far.`
  return (
    <>
      <PageHeader
        title="Who was asked"
        about={`${answered} From how many were asked follow the response, refusal and contact rates.`}
        back={{ path: `/rounds/${slug}`, name: 'the round' }}
      />
      <FieldworkForm round={{ slug, ...counted }} />
    </>
  )
}
