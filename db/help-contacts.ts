import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type { z } from 'zod'
import { type HelpContact, helpContactSchema } from '@/lib/help-contact'
import type { Actor } from '@/lib/permissions'
import { problem } from '@/lib/problem'
import { readInput } from './accounts'
import { audit } from './audit'
import { authorise } from './authorise'
import { store } from './connection'
import { newId } from './identifiers'
import { helpContacts } from './schema/help-contacts'
import type { Transaction } from './write-queue'

/** A contact as administrators see it. */
export type ListedHelpContact = HelpContact & { readonly id: string }

/** A contact as it stands on a respondent's page. */
export type ReadableHelpContact = Omit<HelpContact, 'language'>

type Input = z.input<typeof helpContactSchema>

/** All contacts: by country, then language, in the order in which respondents see them; '' (every one) first. */
export async function listHelpContacts(actor: Actor): Promise<readonly ListedHelpContact[]> {
  authorise(actor, 'helpContact.edit')
  return store()
    .reader.select()
    .from(helpContacts)
    .orderBy(asc(helpContacts.country), asc(helpContacts.language), asc(helpContacts.position))
    .all()
    .map(asListed)
}

/** Adds a contact at the end of its country and language. @throws input_invalid */
export async function addHelpContact(actor: Actor, input: Input): Promise<ListedHelpContact> {
  authorise(actor, 'helpContact.edit')
  const contact = readInput(helpContactSchema, input)
  return store().writes.transact(async (tx) => {
    const row = { ...contact, id: newId(new Date()), position: groupOf(tx, contact).length }
    tx.db.insert(helpContacts).values(row).run()
    audit(tx, actor, 'helpContact.add', row.id)
    return asListed(row)
  })
}

/** Changes a contact; one that changes country or language goes to the end there. @throws input_invalid, not_found */
export async function changeHelpContact(actor: Actor, id: string, input: Input): Promise<ListedHelpContact> {
  authorise(actor, 'helpContact.edit')
  const contact = readInput(helpContactSchema, input)
  return store().writes.transact(async (tx) => {
    const before = contactRow(tx, id)
    const isInPlace = before.country === contact.country && before.language === contact.language
    const position = isInPlace ? before.position : groupOf(tx, contact).length
    tx.db
      .update(helpContacts)
      .set({ ...contact, position })
      .where(eq(helpContacts.id, id))
      .run()
    if (!isInPlace) numberAnew(tx, groupOf(tx, before))
    audit(tx, actor, 'helpContact.change', id)
    return asListed({ ...contact, id, position })
  })
}

/** Removes a contact: from now on no page shows it. @throws not_found */
export async function removeHelpContact(actor: Actor, id: string): Promise<void> {
  authorise(actor, 'helpContact.edit')
  return store().writes.transact(async (tx) => {
    const contact = contactRow(tx, id)
    tx.db.delete(helpContacts).where(eq(helpContacts.id, id)).run()
    numberAnew(tx, groupOf(tx, contact))
    audit(tx, actor, 'helpContact.remove', id)
  })
}

/** Moves a contact one place among those of its country and language; the first and the last stay. @throws not_found */
export async function moveHelpContact(actor: Actor, id: string, way: 'up' | 'down'): Promise<void> {
  authorise(actor, 'helpContact.edit')
  return store().writes.transact(async (tx) => {
    const contact = contactRow(tx, id)
    const group = groupOf(tx, contact)
    const from = group.findIndex((other) => other.id === id)
    const to = way === 'up' ? from - 1 : from + 1
    const neighbour = group[to]
    if (neighbour === undefined) return
    numberAnew(tx, group.with(to, contact).with(from, neighbour))
    audit(tx, actor, 'helpContact.move', id)
  })
}

/**
 * What a respondent's page shows to a reader of a language: the contacts in it, then those in its plain form (`ar` for
 * `ar-SY`), then those for readers of every language; of all host countries, which the page knows when it is answered.
 */
export async function readHelpContacts(
  actor: Actor,
  language: string,
): Promise<readonly ReadableHelpContact[]> {
  authorise(actor, 'helpContact.read')
  const plain = language.split('-')[0] ?? language
  return store()
    .reader.select()
    .from(helpContacts)
    .where(inArray(helpContacts.language, [language, plain, '']))
    .orderBy(desc(helpContacts.language), asc(helpContacts.position))
    .all()
    .map(({ country, name, description, phone, website, hours }) => ({
      country,
      name,
      description,
      phone,
      website,
      hours,
    }))
}

type Row = typeof helpContacts.$inferSelect

function contactRow({ db }: Transaction, id: string): Row {
  const found = db.select().from(helpContacts).where(eq(helpContacts.id, id)).get()
  if (found === undefined) throw problem('not_found', { what: 'help contact' })
  return found
}

/** The contacts of one country and language, in order. */
function groupOf(
  { db }: Transaction,
  { country, language }: Pick<HelpContact, 'country' | 'language'>,
): Row[] {
  const isInGroup = and(eq(helpContacts.country, country), eq(helpContacts.language, language))
  return db.select().from(helpContacts).where(isInGroup).orderBy(asc(helpContacts.position)).all()
}

function numberAnew({ db }: Transaction, group: readonly Row[]): void {
  for (const [position, { id }] of group.entries())
    db.update(helpContacts).set({ position }).where(eq(helpContacts.id, id)).run()
}

function asListed({ position: _place, ...contact }: Row): ListedHelpContact {
  return contact
}
