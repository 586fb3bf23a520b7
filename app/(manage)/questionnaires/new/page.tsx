import type { Metadata } from 'next'
import { signedIn } from '@/app/staff-page'
import { PageHeader, Refused } from '@/app/ui/messages'
import { isAllowed } from '@/lib/permissions'
import { NewQuestionnaireForm } from './new-questionnaire-form'

export const metadata: Metadata = { title: 'New questionnaire' }

export default async function NewQuestionnairePage() {
  const actor = await signedIn('/questionnaires/new')
  if (!isAllowed(actor, 'questionnaire.edit')) return <Refused permission="questionnaire.edit" />
  return (
    <>
      <PageHeader
        title="New questionnaire"
        about="It begins as a draft with one section. Questions of the others can be taken from the library, with their translations and scores."
        back={{ path: '/questionnaires', name: 'Questionnaires' }}
      />
      <NewQuestionnaireForm />
    </>
  )
}
