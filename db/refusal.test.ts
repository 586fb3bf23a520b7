import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, isAllowed, type Permission, staffRoles } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import * as accounts from './accounts'
import * as auditLog from './audit'
import { store } from './connection'
import * as consents from './consent-texts'
import * as doctor from './doctor'
import * as fieldwork from './fieldwork'
import * as helpContacts from './help-contacts'
import * as surveys from './open-surveys'
import * as profiles from './profiles'
import * as media from './questionnaire-media'
import * as questionnaires from './questionnaires'
import * as releases from './releases'
import * as imports from './response-import'
import * as responses from './responses'
import * as retention from './retention'
import * as corrections from './round-corrections'
import * as rounds from './rounds'
import * as savedInterviews from './saved-interviews'
import * as sessions from './sessions'
import { openFreshStore, operator, respondent, staffWith, stranger } from './testing/actors'
import * as waves from './waves'

const contact = {
  country: '',
  language: '',
  name: 'Emergency',
  description: '',
  phone: '112',
  website: '',
  hours: '',
}

/** Every function that screens, HTTP and commands may call, the permission that guards it, and a call of it. */
const guarded: Readonly<
  Record<string, readonly [permission: Permission, call: (actor: Actor) => Promise<unknown>]>
> = {
  makeSetupLink: ['account.manage', (actor) => accounts.makeSetupLink(actor)],
  invite: [
    'account.manage',
    (actor) => accounts.invite(actor, { email: 'new@example.org', role: 'researcher' }),
  ],
  readInvitation: ['invitation.accept', (actor) => accounts.readInvitation(actor, 'no-such-token')],
  acceptInvitation: [
    'invitation.accept',
    (actor) => accounts.acceptInvitation(actor, { token: 'none', email: 'a@example.org', password: 'none' }),
  ],
  addAccount: [
    'account.manage',
    (actor) =>
      accounts.addAccount(actor, {
        email: `${randomUUID()}@example.org`,
        role: 'manager',
        password: 'short',
      }),
  ],
  listAccounts: ['account.manage', (actor) => accounts.listAccounts(actor)],
  checkPassword: ['session.start', (actor) => accounts.checkPassword(actor, { email: '', password: '' })],
  readAudit: ['audit.read', (actor) => auditLog.readAudit(actor)],
  findBrokenAuditLink: ['installation.check', (actor) => auditLog.findBrokenAuditLink(actor)],
  checkInstallation: ['installation.check', (actor) => doctor.checkInstallation(actor)],
  checkHealth: ['session.start', (actor) => doctor.checkHealth(actor)],
  listHelpContacts: ['helpContact.edit', (actor) => helpContacts.listHelpContacts(actor)],
  addHelpContact: ['helpContact.edit', (actor) => helpContacts.addHelpContact(actor, contact)],
  changeHelpContact: ['helpContact.edit', (actor) => helpContacts.changeHelpContact(actor, 'none', contact)],
  removeHelpContact: ['helpContact.edit', (actor) => helpContacts.removeHelpContact(actor, 'none')],
  moveHelpContact: ['helpContact.edit', (actor) => helpContacts.moveHelpContact(actor, 'none', 'up')],
  readHelpContacts: ['helpContact.read', (actor) => helpContacts.readHelpContacts(actor, 'en')],
  readProfile: ['aggregate.exact', (actor) => profiles.readProfile(actor, 'spring', { exact: true })],
  listProfiles: ['aggregate.protected', (actor) => profiles.listProfiles(actor)],
  rebuildSums: ['installation.check', (actor) => profiles.rebuildSums(actor, 'spring')],
  importQuestionnaire: ['questionnaire.edit', (actor) => questionnaires.importQuestionnaire(actor, {})],
  ensureDefaultInstruments: ['questionnaire.edit', (actor) => questionnaires.ensureDefaultInstruments(actor)],
  listQuestionnaires: ['questionnaire.read', (actor) => questionnaires.listQuestionnaires(actor)],
  readQuestionnaire: [
    'questionnaire.read',
    (actor) => questionnaires.readQuestionnaire(actor, 'migrant-short'),
  ],
  addMedia: ['questionnaire.edit', (actor) => media.addMedia(actor, { id: 'migrant-short' }, [])],
  removeMedia: [
    'questionnaire.edit',
    (actor) =>
      media.removeMedia(
        actor,
        { id: 'migrant-short' },
        { itemId: 'gender', optionCode: '', language: 'en', kind: 'audio' },
      ),
  ],
  listMedia: ['questionnaire.read', (actor) => media.listMedia(actor, { id: 'migrant-short' })],
  readMedia: ['questionnaire.read', (actor) => media.readMedia(actor, { id: 'migrant-short' }, 'none')],
  readOpenMedia: ['round.readOpen', (actor) => media.readOpenMedia(actor, 'spring', 'none')],
  readOpenSurveyMedia: ['round.readOpen', (actor) => media.readOpenSurveyMedia(actor, 'spring', 'en')],
  makeRelease: ['release.make', (actor) => releases.makeRelease(actor, 'spring')],
  makeDueReleases: ['installation.check', (actor) => releases.makeDueReleases(actor, new Date())],
  eraseExpiredResponses: [
    'installation.check',
    (actor) => retention.eraseExpiredResponses(actor, new Date()),
  ],
  recordResponse: ['response.submit', (actor) => responses.recordResponse(actor, 'spring', {})],
  importResponses: ['response.import', (actor) => imports.importResponses(actor, 'spring', [])],
  withdrawResponse: ['response.withdraw', (actor) => responses.withdrawResponse(actor, 'no receipt')],
  saveInterview: [
    'interview.save',
    (actor) =>
      savedInterviews.saveInterview(
        actor,
        'spring',
        { submissionId: 'none', version: 1, language: 'en', interview: '' },
        new Date(),
      ),
  ],
  passOnInterview: [
    'interview.resume',
    (actor) => savedInterviews.passOnInterview(actor, 'spring', randomUUID(), randomUUID()),
  ],
  resumeInterview: [
    'interview.resume',
    (actor) => savedInterviews.resumeInterview(actor, 'spring', 'no code', randomUUID(), new Date()),
  ],
  discardInterview: [
    'interview.save',
    (actor) => savedInterviews.discardInterview(actor, 'spring', randomUUID()),
  ],
  eraseExpiredInterviews: [
    'installation.check',
    (actor) => savedInterviews.eraseExpiredInterviews(actor, new Date()),
  ],
  createRound: [
    'round.create',
    (actor) =>
      rounds.createRound(actor, {
        title: 'New',
        slug: `new-${randomUUID()}`,
        questionnaireId: 'migrant-short',
      }),
  ],
  openRound: ['round.open', (actor) => rounds.openRound(actor, 'spring')],
  closeRound: ['round.close', (actor) => rounds.closeRound(actor, 'winter')],
  readRoundToCorrect: ['round.correct', (actor) => corrections.readRoundToCorrect(actor, 'spring')],
  correctRound: [
    'round.correct',
    (actor) => corrections.correctRound(actor, 'spring', { title: 'Spring', organisation: '' }),
  ],
  recordFieldwork: [
    'fieldwork.record',
    (actor) =>
      fieldwork.recordFieldwork(actor, 'spring', {
        asked: null,
        refused: null,
        notReached: null,
        notEligible: null,
      }),
  ],
  listWaves: ['round.read', (actor) => waves.listWaves(actor, 'spring')],
  listRounds: ['round.read', (actor) => rounds.listRounds(actor)],
  readRound: ['round.read', (actor) => rounds.readRound(actor, 'spring')],
  readOpenSurvey: ['round.readOpen', (actor) => surveys.readOpenSurvey(actor, 'spring')],
  isRoundOpen: ['round.readOpen', (actor) => surveys.isRoundOpen(actor, 'spring')],
  showConsent: ['round.readOpen', (actor) => consents.showConsent(actor, 'spring', 'en')],
  signIn: ['session.start', (actor) => sessions.signIn(actor, { email: '', password: '' })],
  resumeSession: ['session.start', (actor) => sessions.resumeSession(actor, 'no such session')],
  sessionCookieSecret: ['session.start', (actor) => sessions.sessionCookieSecret(actor)],
}

async function callOf(name: string, actor: Actor): Promise<unknown> {
  return guarded[name]?.[1](actor)
}

/** Guarded by being signed in, not by a role. */
const forAnybodySignedIn = ['signOut']

const roundBound = [
  'readProfile',
  'importResponses',
  'makeRelease',
  'openRound',
  'closeRound',
  'readRound',
  'readRoundToCorrect',
  'correctRound',
  'recordFieldwork',
  'listWaves',
]

let fresh: Awaited<ReturnType<typeof openFreshStore>>
const actors: Record<string, Actor> = { stranger, respondent, operator }
beforeAll(async () => {
  fresh = await openFreshStore()
  await rounds.createRound(operator, { title: 'Winter', slug: 'winter', questionnaireId: 'migrant-short' })
  for (const role of staffRoles) {
    actors[role] = await staffWith(role, 'everywhere')
    if (role !== 'administrator') actors[`${role} elsewhere`] = await staffWith(role, 'elsewhere')
  }
})
afterAll(() => fresh.remove())

/** Whether a call is refused for who asks. Whatever else becomes of it is not asked here. */
async function isRefused(calling: Promise<unknown>): Promise<boolean> {
  try {
    await calling
    return false
  } catch (error) {
    return error instanceof ProblemError && ['not_signed_in', 'not_allowed'].includes(error.code)
  }
}

test('no function is forgotten here', () => {
  const modules = [
    accounts,
    auditLog,
    consents,
    corrections,
    doctor,
    fieldwork,
    helpContacts,
    media,
    profiles,
    questionnaires,
    releases,
    imports,
    responses,
    retention,
    rounds,
    savedInterviews,
    sessions,
    surveys,
    waves,
  ]
  const exported = modules
    .flatMap((module) => Object.entries(module))
    .filter(([, value]) => Object.getPrototypeOf(value).constructor.name === 'AsyncFunction')
    .map(([name]) => name)
  expect([...Object.keys(guarded), ...forAnybodySignedIn].sort()).toEqual(exported.sort())
})

test.each(Object.entries(guarded))(
  '%s is refused to whoever lacks the permission, before anything is written',
  async (_name, [permission, call]) => {
    const refused: string[] = []
    for (const [who, actor] of Object.entries(actors)) {
      if (who.endsWith('elsewhere')) continue
      const version = store().reader.$client.pragma('data_version', { simple: true })
      if (!(await isRefused(call(actor)))) continue
      refused.push(who)
      expect(store().reader.$client.pragma('data_version', { simple: true })).toBe(version)
    }
    const wanted = Object.entries(actors)
      .filter(([who, actor]) => !who.endsWith('elsewhere') && !isAllowed(actor, permission))
      .map(([who]) => who)
    expect(refused).toEqual(wanted)
  },
)

test.each(roundBound)('%s is refused to a role that is held in another round', async (name) => {
  for (const [who, actor] of Object.entries(actors)) {
    if (who.endsWith('elsewhere')) expect([who, await isRefused(callOf(name, actor))]).toEqual([who, true])
  }
})

test('signing out asks for a session', async () => {
  expect(await isRefused(sessions.signOut(stranger))).toBe(true)
})
