import type { Say } from '@/lib/interface/message'
import { telephoneAddress } from '@/lib/telephone'
import type { HelpGroup } from './help-to-show'
import type { ShownContact } from './survey-words'

/**
 * Where to find help: open, or behind a quiet line at the foot of the page. The same words and the same look whatever
 * opened it; nothing where there is nobody to name.
 */
export function HelpContacts({
  say,
  groups,
  isOpen,
}: {
  readonly say: Say
  readonly groups: readonly HelpGroup[]
  readonly isOpen: boolean
}) {
  if (groups.length === 0) return null
  const contacts = (
    <>
      <p>{say('help.text')}</p>
      {groups.map((group) => (
        <div key={group.heading}>
          {group.heading !== '' && <h3>{group.heading}</h3>}
          <ul>
            {group.contacts.map((contact) => (
              <Contact key={keyOf(contact)} say={say} contact={contact} />
            ))}
          </ul>
        </div>
      ))}
    </>
  )
  return isOpen ? (
    <section className="help not-printed" aria-labelledby="help-heading">
      <h2 id="help-heading">{say('help.heading')}</h2>
      {contacts}
    </section>
  ) : (
    <details className="help not-printed">
      <summary>{say('help.link')}</summary>
      {contacts}
    </details>
  )
}

function Contact({ say, contact }: { readonly say: Say; readonly contact: ShownContact }) {
  const { name, description, phone, website, hours } = contact
  return (
    <li>
      <p className="help-name">
        <bdi>{name}</bdi>
      </p>
      {description !== '' && (
        <p>
          <bdi>{description}</bdi>
        </p>
      )}
      <dl>
        {phone !== '' && (
          <div>
            <dt>{say('help.phone')}</dt>
            <dd>
              <a href={telephoneAddress(phone)} dir="ltr">
                {phone}
              </a>
            </dd>
          </div>
        )}
        {website !== '' && (
          <div>
            <dt>{say('help.website')}</dt>
            <dd>
              {/* Beside the survey, not in its place: the answers so far stand in this page alone. */}
              <a href={website} dir="ltr" target="_blank" rel="noreferrer noopener">
                {website.replace(/^https?:\/\//i, '').replace(/\/$/, '')}
              </a>
            </dd>
          </div>
        )}
        {hours !== '' && (
          <div>
            <dt>{say('help.hours')}</dt>
            <dd>
              <bdi>{hours}</bdi>
            </dd>
          </div>
        )}
      </dl>
    </li>
  )
}

function keyOf({ country, name, phone, website }: ShownContact): string {
  return `${country} ${name} ${phone} ${website}`
}
