import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { shown, signedIn } from '@/app/staff-page'
import { PageHeader } from '@/app/ui/messages'
import { isAllowed } from '@/lib/permissions'
import { readChoices } from '../choices'
import { ContactForm } from '../contact-form'

export const metadata: Metadata = { title: 'Add a help contact' }

export default async function NewHelpContactPage() {
  const actor = await signedIn('/help-contacts/new')
  if (!isAllowed(actor, 'helpContact.edit')) forbidden()
  return (
    <>
      <PageHeader
        title="Add a help contact"
        about="Respondents see it as soon as it is added."
        back={{ path: '/help-contacts', name: 'Help contacts' }}
      />
      <ContactForm contact={null} {...(await shown(readChoices(actor)))} />
    </>
  )
}
