import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, isAllowed, type Permission, type StaffRole, staffRoles } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import * as tokens from './access-tokens'
import * as accounts from './accounts'
import * as aggregates from './aggregates'
import * as auditLog from './audit'
import * as codebooks from './codebooks'
import { store } from './connection'
import * as consents from './consent-texts'
import * as details from './details'
import * as doctor from './doctor'
import * as exportsOfRounds from './exports'
import * as fieldwork from './fieldwork'
import * as helpContacts from './help-contacts'
import * as microdata from './microdata'
import * as surveys from './open-surveys'
import * as profiles from './profiles'
import * as publications from './publications'
import * as published from './published-files'
import * as media from './questionnaire-media'
import * as questionnaires from './questionnaires'
import * as releases from './releases'
import * as reliability from './reliability'
import * as imports from './response-import'
import * as responses from './responses'
import * as retention from './retention'
import * as corrections from './round-corrections'
import * as roundFigures from './round-figures'
import * as roundList from './round-list'
import * as rounds from './rounds'
import * as savedInterviews from './saved-interviews'
import * as sessions from './sessions'
import * as standing from './standing-publications'
import { openFreshStore, operator, respondent, staffWith, stranger } from './testing/actors'
import * as waves from './waves'
import * as weightUpload from './weight-upload'
import * as weightings from './weightings'

const contact = {
  country: '',
  language: '',
  name: 'Emergency',
  description: '',
  phone: '112',
  website: '',
  hours: '',
}

const margins = { title: 'Census', method: 'raking', margins: 'gender,woman,1' } as const

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
  makeAccessToken: [
    'accessToken.manage',
    (actor) =>
      tokens.makeAccessToken(
        actor,
        { name: 'script', role: 'manager', roundId: 'no such round', days: 30 },
        new Date(),
      ),
  ],
  listAccessTokens: ['accessToken.manage', (actor) => tokens.listAccessTokens(actor, new Date())],
  revokeAccessToken: ['accessToken.manage', (actor) => tokens.revokeAccessToken(actor, 'none')],
  actorOfAccessToken: [
    'session.start',
    (actor) => tokens.actorOfAccessToken(actor, 'no such token', new Date()),
  ],
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
  pageOfQuestionnaires: ['questionnaire.read', (actor) => questionnaires.pageOfQuestionnaires(actor, {})],
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
  readCodebook: ['round.read', (actor) => codebooks.readCodebook(actor, 'spring')],
  exportMicrodata: [
    'microdata.export',
    (actor) => microdata.exportMicrodata(actor, 'spring', { format: 'csv', reason: '' }),
  ],
  openDeposit: ['microdata.export', (actor) => microdata.openDeposit(actor, 'spring', { reason: '' })],
  requestExport: [
    'microdata.export',
    (actor) => exportsOfRounds.requestExport(actor, 'spring', { format: 'csv', reason: '' }),
  ],
  listExports: ['microdata.export', (actor) => exportsOfRounds.listExports(actor, 'spring')],
  cancelExport: ['microdata.export', (actor) => exportsOfRounds.cancelExport(actor, 'spring', 'none')],
  openExport: ['microdata.export', (actor) => exportsOfRounds.openExport(actor, 'spring', 'none')],
  expireExports: ['installation.check', (actor) => exportsOfRounds.expireExports(actor, new Date())],
  stopInterruptedExports: ['installation.check', (actor) => exportsOfRounds.stopInterruptedExports(actor)],
  readComparison: [
    'aggregate.protected',
    (actor) =>
      profiles.readComparison(actor, 'spring', {}, [{ category: 'victim' }, { category: 'average' }]),
  ],
  compareNeighbours: ['aggregate.protected', (actor) => profiles.compareNeighbours(actor, 'spring')],
  readAggregates: [
    'aggregate.protected',
    (actor) => aggregates.readAggregates(actor, 'spring', 'profile', {}),
  ],
  readReliability: ['aggregate.protected', (actor) => reliability.readReliability(actor, 'spring')],
  readDetails: ['aggregate.protected', (actor) => details.readDetails(actor, 'spring', [])],
  readRoundFigures: ['aggregate.protected', (actor) => roundFigures.readRoundFigures(actor, 'spring')],
  draftPublication: ['release.publish', (actor) => publications.draftPublication(actor, 'spring')],
  publishResults: [
    'release.publish',
    (actor) =>
      publications.publishResults(actor, 'spring', {
        release: 1,
        title: 'Spring',
        citation: 'Spring',
        confirmed: 'yes',
      }),
  ],
  withdrawResults: ['release.publish', (actor) => publications.withdrawResults(actor, 'spring', 1)],
  listPublications: ['release.publish', (actor) => publications.listPublications(actor, 'spring')],
  readPublication: ['aggregate.published', (actor) => publications.readPublication(actor, 'spring')],
  readStanding: ['aggregate.published', (actor) => standing.readStanding(actor, 'spring')],
  readPublishedFile: [
    'aggregate.published',
    (actor) =>
      published.readPublishedFile(actor, 'spring', 1, {
        name: 'en.report.pdf',
        mayAlwaysWait: false,
        draw: async () => new Uint8Array(),
      }),
  ],
  forgetPublishedFiles: ['installation.check', (actor) => published.forgetPublishedFiles(actor)],
  // Of this round nothing is published: then it is for those alone who may read the profile.
  readProfileOrPublished: [
    'aggregate.protected',
    (actor) => publications.readProfileOrPublished(actor, 'spring', {}),
  ],
  makeRelease: ['release.make', (actor) => releases.makeRelease(actor, 'spring')],
  pageOfReleases: ['round.monitor', (actor) => releases.pageOfReleases(actor, 'spring', {})],
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
  pageOfRounds: ['round.read', (actor) => roundList.pageOfRounds(actor, {})],
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
  listWeightings: ['weighting.propose', (actor) => weightings.listWeightings(actor, 'spring')],
  pageOfWeightings: ['weighting.propose', (actor) => weightings.pageOfWeightings(actor, 'spring', {})],
  inspectWeighting: ['weighting.manage', (actor) => weightings.inspectWeighting(actor, 'spring', 'none')],
  previewWeighting: ['weighting.manage', (actor) => weightings.previewWeighting(actor, 'spring', margins)],
  makeWeighting: ['weighting.manage', (actor) => weightings.makeWeighting(actor, 'spring', margins)],
  proposeWeighting: ['weighting.propose', (actor) => weightings.proposeWeighting(actor, 'spring', margins)],
  chooseWeighting: ['weighting.manage', (actor) => weightings.chooseWeighting(actor, 'spring', null)],
  uploadWeights: [
    'weighting.manage',
    (actor) => weightUpload.uploadWeights(actor, 'spring', { title: 'Weights', text: 'id,weight' }),
  ],
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
  'readComparison',
  'compareNeighbours',
  'readDetails',
  'readAggregates',
  'readReliability',
  'readRoundFigures',
  'draftPublication',
  'publishResults',
  'withdrawResults',
  'listPublications',
  'readProfileOrPublished',
  'importResponses',
  'makeRelease',
  'pageOfReleases',
  'listWeightings',
  'pageOfWeightings',
  'inspectWeighting',
  'previewWeighting',
  'makeWeighting',
  'proposeWeighting',
  'chooseWeighting',
  'uploadWeights',
  'openRound',
  'closeRound',
  'readRound',
  'readRoundToCorrect',
  'correctRound',
  'readCodebook',
  'exportMicrodata',
  'openDeposit',
  'requestExport',
  'listExports',
  'cancelExport',
  'openExport',
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
    actors[`token of ${role}`] = await byToken(actors[role], role)
    if (role === 'administrator') continue
    actors[`${role} elsewhere`] = await staffWith(role, 'elsewhere')
    actors[`token of ${role} elsewhere`] = await byToken(actors[`${role} elsewhere`], role)
  }
})
afterAll(() => fresh.remove())

/** A program that acts for a person by an access token. */
async function byToken(owner: Actor | undefined, role: StaffRole): Promise<Actor> {
  const { token } = await tokens.makeAccessToken(
    owner ?? stranger,
    { name: 'script', role, days: 30 },
    new Date(),
  )
  const actor = await tokens.actorOfAccessToken(stranger, token, new Date())
  if (actor === null) throw new Error('The token does not work.')
  return actor
}

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
    aggregates,
    auditLog,
    codebooks,
    consents,
    corrections,
    details,
    doctor,
    exportsOfRounds,
    fieldwork,
    helpContacts,
    media,
    microdata,
    profiles,
    publications,
    published,
    questionnaires,
    releases,
    reliability,
    imports,
    responses,
    retention,
    roundFigures,
    roundList,
    rounds,
    savedInterviews,
    sessions,
    standing,
    surveys,
    tokens,
    waves,
    weightUpload,
    weightings,
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
