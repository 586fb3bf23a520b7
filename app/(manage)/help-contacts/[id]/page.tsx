import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { shown, signedIn } from '@/app/staff-page'
import { PageHeader } from '@/app/ui/messages'
import { listHelpContacts } from '@/db/help-contacts'
import { readChoices } from '../choices'
import { ContactForm } from '../contact-form'
import { RemoveContact } from '../remove-contact'

export const metadata: Metadata = { title: 'Edit a help contact' }

export default async function HelpContactPage({ params }: { readonly params: Promise<{ id: string }> }) {
  const { id } = await params
  const actor = await signedIn(`/help-contacts/${id}`)
  const contact = (await shown(listHelpContacts(actor))).find((one) => one.id === id) ?? notFound()
  return (
    <>
      <PageHeader
        title="Edit a help contact"
        about="Respondents see the change as soon as it is saved."
        back={{ path: '/help-contacts', name: 'Help contacts' }}
      />
      <div className="stack">
        <ContactForm contact={contact} {...(await shown(readChoices(actor)))} />
        <RemoveContact id={contact.id} />
      </div>
    </>
  )
}
