import { expect, test } from 'vitest'
import type { RoundSummary } from '@/db/rounds'
import type { Actor, StaffRole } from '@/lib/permissions'
import { attentionOf, type House } from './attention'

function staff(...roles: readonly StaffRole[]): Actor {
  const grants = roles.map((role) => ({ role, roundId: null }))
  return { kind: 'staff', accountId: 'a', sessionId: 's', email: 'name@example.org', grants }
}

function round(slug: string, changes: Partial<RoundSummary>): RoundSummary {
  return {
    id: slug,
    slug,
    title: slug,
    questionnaireId: 'migrant-short',
    questionnaireVersion: 1,
    questionnaireTitle: { en: 'Short form' },
    seriesId: slug,
    scoringVersion: null,
    wave: 1,
    sampleDesign: 'non_probability',
    isSynthetic: false,
    organisation: '',
    keptUntil: null,
    state: 'open',
    createdOn: '2026-11-01',
    openedOn: null,
    closedOn: null,
    counts: { today: 0, inAll: 0 },
    ...changes,
  }
}

function actionsFor(actor: Actor, rounds: readonly RoundSummary[], house: House | null = null) {
  return attentionOf(actor, rounds, house).map(({ action, path }) => `${action} ${path}`)
}

test('a first administrator makes a round and invites people', () => {
  expect(actionsFor(staff('administrator'), [], { accounts: 1, hasCopyOfKey: false })).toEqual([
    'New round /rounds/new',
    'Invite a person /people',
    'See to the key /settings',
  ])
})

test('a manager opens what is not open, then hands out what nobody answered, then reads what has figures', () => {
  const rounds = [
    round('full', { counts: { today: 2, inAll: 40 } }),
    round('new', {}),
    round('begun', { counts: { today: 1, inAll: 12 } }),
    round('draft', { state: 'draft' }),
  ]
  expect(actionsFor(staff('manager'), rounds)).toEqual([
    'Open the round /rounds/draft',
    'Link and poster /rounds/new',
    'See the round /rounds/begun',
    'Read the profile /profiles/full',
  ])
})

test('a researcher is led to figures only', () => {
  const rounds = [round('spring', { counts: null }), round('draft', { state: 'draft', counts: null })]
  expect(actionsFor(staff('researcher'), rounds)).toEqual(['Read the profile /profiles/spring'])
})

test('an enumerator has nothing to open and no figures to read', () => {
  expect(actionsFor(staff('enumerator'), [round('spring', { counts: null })])).toEqual([])
})

test('the list stays short', () => {
  const rounds = Array.from({ length: 20 }, (_, place) => round(`round-${place}`, { state: 'draft' }))
  expect(actionsFor(staff('manager'), rounds)).toHaveLength(6)
})
