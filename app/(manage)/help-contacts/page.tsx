import type { Metadata } from 'next'
import Link from 'next/link'
import { shown, signedIn } from '@/app/staff-page'
import { languageInWords } from '@/app/ui/language-in-words'
import { EmptyState, PageHeader } from '@/app/ui/messages'
import { type ListedHelpContact, listHelpContacts } from '@/db/help-contacts'
import { countryName } from '@/lib/questionnaire/language'
import { telephoneAddress } from '@/lib/telephone'
import { Guidance } from './guidance'
import { MoveButtons } from './move-buttons'

export const metadata: Metadata = { title: 'Help contacts' }

/** Where respondents are told to find help: by host country, then language, in the order in which they see it. */
export default async function HelpContactsPage() {
  const actor = await signedIn('/help-contacts')
  const contacts = await shown(listHelpContacts(actor))
  const addLink = (
    <Link className="button primary" href="/help-contacts/new">
      Add a contact
    </Link>
  )
  return (
    <>
      <PageHeader title="Help contacts" about="Where respondents are told to find help.">
        {contacts.length > 0 && addLink}
      </PageHeader>
      {contacts.length === 0 ? (
        <EmptyState title="No help contact yet">
          <p>As long as there is none, respondents are not told where to find help.</p>
          <Guidance />
          {addLink}
        </EmptyState>
      ) : (
        <div className="stack-large">
          {byCountry(contacts).map(({ name, languages }) => (
            <section key={name} className="stack" aria-label={name}>
              <h2>{name}</h2>
              {languages.map(({ language, contacts: group }) => (
                <ContactGroup key={language} language={language} contacts={group} />
              ))}
            </section>
          ))}
          <details>
            <summary className="touchable">What to add, and what respondents see</summary>
            <div className="stack-small guidance">
              <Guidance />
            </div>
          </details>
        </div>
      )}
    </>
  )
}

function ContactGroup({
  language,
  contacts,
}: {
  readonly language: string
  readonly contacts: readonly ListedHelpContact[]
}) {
  return (
    <div className="stack-small">
      <h3>{language === '' ? 'For readers of every language' : languageInWords(language)}</h3>
      <ol className="card-list">
        {contacts.map((contact, place) => (
          <li key={contact.id} className="panel">
            <Contact contact={contact} />
            <div className="buttons">
              <Link className="button quiet" href={`/help-contacts/${contact.id}`}>
                Edit<span className="visually-hidden"> {contact.name}</span>
              </Link>
              <MoveButtons
                id={contact.id}
                name={contact.name}
                isFirst={place === 0}
                isLast={place === contacts.length - 1}
              />
            </div>
          </li>
        ))}
      </ol>
    </div>
  )
}

function Contact({ contact }: { readonly contact: ListedHelpContact }) {
  const { language, name, description, phone, website, hours } = contact
  const written = language === '' ? {} : { lang: language }
  return (
    <div className="stack-small">
      <p>
        <strong>
          <bdi {...written}>{name}</bdi>
        </strong>
      </p>
      {description !== '' && (
        <p>
          <bdi {...written}>{description}</bdi>
        </p>
      )}
      <dl className="facts wide">
        {phone !== '' && (
          <div>
            <dt>Phone</dt>
            <dd>
              <a href={telephoneAddress(phone)} dir="ltr">
                {phone}
              </a>
            </dd>
          </div>
        )}
        {website !== '' && (
          <div>
            <dt>Website</dt>
            <dd>
              <a href={website} dir="ltr" target="_blank" rel="noreferrer noopener">
                {website}
              </a>
            </dd>
          </div>
        )}
        {hours !== '' && (
          <div>
            <dt>Open</dt>
            <dd>
              <bdi {...written}>{hours}</bdi>
            </dd>
          </div>
        )}
      </dl>
    </div>
  )
}

type CountryGroup = {
  readonly name: string
  readonly languages: readonly {
    readonly language: string
    readonly contacts: readonly ListedHelpContact[]
  }[]
}

/** Countries by name, every country last; within one, languages as the list has them. */
function byCountry(contacts: readonly ListedHelpContact[]): readonly CountryGroup[] {
  return valuesOf(contacts, 'country')
    .map((country) => {
      const own = contacts.filter((contact) => contact.country === country)
      return {
        isEvery: country === '',
        name: country === '' ? 'Every country' : countryName(country, 'en'),
        languages: valuesOf(own, 'language').map((language) => ({
          language,
          contacts: own.filter((contact) => contact.language === language),
        })),
      }
    })
    .sort((a, b) => Number(a.isEvery) - Number(b.isEvery) || a.name.localeCompare(b.name, 'en'))
}

function valuesOf(contacts: readonly ListedHelpContact[], field: 'country' | 'language'): readonly string[] {
  return [...new Set(contacts.map((contact) => contact[field]))]
}
