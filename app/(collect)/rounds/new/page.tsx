import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { publicAddress } from '@/app/public-address'
import { shown, signedIn } from '@/app/staff-page'
import { PageHeader } from '@/app/ui/messages'
import { listQuestionnaires } from '@/db/questionnaires'
import { listRounds } from '@/db/rounds'
import { isAllowed } from '@/lib/permissions'
import { textIn } from '@/lib/questionnaire/language'
import { askedLanguages } from '../asked-languages'
import { NewRoundForm } from './new-round-form'

export const metadata: Metadata = { title: 'New round' }

type Search = { readonly questionnaire?: string | string[]; readonly continues?: string | string[] }

export default async function NewRoundPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const actor = await signedIn('/rounds/new')
  if (!isAllowed(actor, 'round.create')) forbidden()
  const questionnaires = await shown(listQuestionnaires(actor, { forNewRounds: true }))
  const earlierRounds = (await shown(listRounds(actor))).map(({ slug, title, wave, questionnaireId }) => ({
    slug,
    title,
    wave,
    questionnaireId,
  }))
  const { questionnaire, continues } = await searchParams
  const continued = earlierRounds.find(({ slug }) => slug === continues)
  const asked = typeof questionnaire === 'string' ? questionnaire : ''
  return (
    <>
      <PageHeader
        title="New round"
        about="A round is one time of asking: one questionnaire, one link, one set of answers."
        back={{ path: '/rounds', name: 'Rounds' }}
      />
      <NewRoundForm
        questionnaires={questionnaires.map(({ id, title, defaultLanguage, estimatedMinutes, readiness }) => ({
          id,
          title: textIn(title, 'en', defaultLanguage),
          minutes: estimatedMinutes,
          languages: askedLanguages(readiness),
        }))}
        earlierRounds={earlierRounds}
        chosen={{
          questionnaireId: continued?.questionnaireId ?? asked,
          continues: continued?.slug ?? '',
        }}
        linkStart={`${await publicAddress()}/s/`}
      />
    </>
  )
}
