import type { Metadata } from 'next'
import { shown, signedIn } from '@/app/staff-page'
import { PageHeader, Refused } from '@/app/ui/messages'
import { listQuestionnaires } from '@/db/questionnaires'
import { isAllowed } from '@/lib/permissions'
import { ImportForm } from './import-form'

export const metadata: Metadata = { title: 'Import a form' }

/** Makes a questionnaire of a form that was written for another program. */
export default async function ImportPage() {
  const actor = await signedIn('/questionnaires/import')
  if (!isAllowed(actor, 'questionnaire.edit')) return <Refused permission="questionnaire.edit" />
  const questionnaires = await shown(listQuestionnaires(actor))
  return (
    <>
      <PageHeader
        title="Import a form"
        about="A form for ODK, KoboToolbox or SurveyCTO (XLSForm, .xlsx or .xls) becomes a questionnaire. It is read here in your browser first: you see what becomes of it before anything is published."
        back={{ path: '/questionnaires', name: 'Questionnaires' }}
      />
      <ImportForm newest={Object.fromEntries(questionnaires.map(({ id, version }) => [id, version]))} />
    </>
  )
}
