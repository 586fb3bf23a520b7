import type { Actor } from '@/lib/permissions'
import * as accessTokens from '../access-tokens'
import * as accountReset from '../account-reset'
import * as accounts from '../accounts'
import * as aggregates from '../aggregates'
import * as audit from '../audit'
import * as auditLog from '../audit-log'
import * as backup from '../backup'
import * as benchmark from '../benchmark'
import * as clock from '../clock'
import * as codebooks from '../codebooks'
import * as consentTexts from '../consent-texts'
import * as dataKeys from '../data-keys'
import * as demoAccounts from '../demo-accounts'
import * as details from '../details'
import * as doctor from '../doctor'
import * as exports from '../exports'
import * as fieldwork from '../fieldwork'
import * as health from '../health'
import * as helpContacts from '../help-contacts'
import * as masterKeyCare from '../master-key-care'
import * as microdata from '../microdata'
import * as oidc from '../oidc'
import * as openForms from '../open-forms'
import * as openSurveys from '../open-surveys'
import * as ownAccount from '../own-account'
import * as passwordLinks from '../password-links'
import * as pendingInvitations from '../pending-invitations'
import * as people from '../people'
import * as printedQuestionnaires from '../printed-questionnaires'
import * as profiles from '../profiles'
import * as publications from '../publications'
import * as publishedFiles from '../published-files'
import * as questionnaireDrafts from '../questionnaire-drafts'
import * as questionnaireForms from '../questionnaire-forms'
import * as questionnaireMedia from '../questionnaire-media'
import * as questionnaireVersions from '../questionnaire-versions'
import * as questionnaires from '../questionnaires'
import * as releases from '../releases'
import * as reliability from '../reliability'
import * as responseImport from '../response-import'
import * as responseReading from '../response-reading'
import * as responses from '../responses'
import * as restore from '../restore'
import * as retention from '../retention'
import * as roundCorrections from '../round-corrections'
import * as roundFigures from '../round-figures'
import * as roundList from '../round-list'
import * as rounds from '../rounds'
import * as savedInterviews from '../saved-interviews'
import * as scoreAnew from '../score-anew'
import * as secondFactor from '../second-factor'
import * as sessions from '../sessions'
import * as settings from '../settings'
import * as standingPublications from '../standing-publications'
import * as translationFiles from '../translation-files'
import * as waves from '../waves'
import * as weightUpload from '../weight-upload'
import * as weightings from '../weightings'

/** Who may call a function, as the design has it: written here by hand, not read from the table that it is held to. */
type Row = {
  /** `O` operator, `A` administrator, `M` manager, `E` enumerator, `R` researcher, `r` respondent, `p` public. */
  readonly may: string
  /** Whether a role that is held in another round is refused. */
  readonly of: 'house' | 'round'
  /** Whether people do it themselves, signed in, and no access token does it for them. */
  readonly byToken: boolean
  readonly call: (actor: Actor) => Promise<unknown>
}

const now = new Date('2026-03-01T12:00:00Z')
const round = 'spring'
const none = 'none'
const page = { limit: 1 }
const version = { id: 'migrant-short', version: 1 }
const contact = { name: '', country: '', language: '', description: '', phone: '', website: '', hours: '' }
const asked = { reason: 'A look at the permission table.', format: 'csv' }

const house = (may: string, call: Row['call']): Row => ({ may, of: 'house', byToken: true, call })
const inRound = (may: string, call: Row['call']): Row => ({ may, of: 'round', byToken: true, call })
const inRoundInPerson = (may: string, call: Row['call']): Row => ({
  ...inRound(may, call),
  byToken: false,
})
const inPerson = (may: string, call: Row['call']): Row => ({ may, of: 'house', byToken: false, call })

const anybody = 'OAMERrp'
const staff = 'OAMER'

/**
 * Every function of `db` that takes the acting person, by its name, with a call that gets past authorisation for whoever may.
 * What comes of the call is not looked at.
 */
export const permissionRows: Readonly<Record<string, Row>> = {
  // own account
  makeAccessToken: inPerson('AMER', (a) =>
    accessTokens.makeAccessToken(a, { name: 'x', role: 'manager', roundId: null, days: 30 }, now),
  ),
  listAccessTokens: inPerson('AMER', (a) => accessTokens.listAccessTokens(a, now)),
  revokeAccessToken: inPerson('AMER', (a) => accessTokens.revokeAccessToken(a, none)),
  actorOfAccessToken: inPerson(anybody, (a) => accessTokens.actorOfAccessToken(a, none, now)),
  signIn: inPerson(anybody, (a) => sessions.signIn(a, { email: '', password: '' })),
  checkPassword: inPerson(anybody, (a) => accounts.checkPassword(a, { email: '', password: '' })),
  resumeSession: inPerson(anybody, (a) => sessions.resumeSession(a, none)),
  signOut: inPerson('AMER', (a) => sessions.signOut(a)),
  sessionCookieSecret: inPerson(anybody, (a) => sessions.sessionCookieSecret(a)),
  finishSignIn: inPerson(anybody, (a) => sessions.finishSignIn(a, none, '')),
  knownDevice: inPerson(anybody, (a) => sessions.knownDevice(a, '')),
  awaitsSecondFactor: inPerson(anybody, (a) => sessions.awaitsSecondFactor(a, none)),
  readSecondFactor: inPerson('AMER', (a) => secondFactor.readSecondFactor(a)),
  offerSecondFactor: inPerson('AMER', (a) => secondFactor.offerSecondFactor(a)),
  setUpSecondFactor: inPerson('AMER', (a) =>
    secondFactor.setUpSecondFactor(a, { code: '', password: '' }, now),
  ),
  makeRecoveryCodes: inPerson('AMER', (a) => secondFactor.makeRecoveryCodes(a, '', now)),
  takeOffSecondFactor: inPerson('AMER', (a) => secondFactor.takeOffSecondFactor(a, '', now)),
  listOwnSessions: inPerson('AMER', (a) => ownAccount.listOwnSessions(a)),
  endOwnSessions: inPerson('AMER', (a) => ownAccount.endOwnSessions(a, none)),
  changePassword: inPerson('AMER', (a) => ownAccount.changePassword(a, { present: '', password: '' })),
  readPasswordLink: inPerson(anybody, (a) => passwordLinks.readPasswordLink(a, none)),
  setPasswordByLink: inPerson(anybody, (a) =>
    passwordLinks.setPasswordByLink(a, { token: none, password: '' }),
  ),
  readInvitation: inPerson(anybody, (a) => accounts.readInvitation(a, none)),
  acceptInvitation: inPerson(anybody, (a) =>
    accounts.acceptInvitation(a, {
      token: none,
      email: 'a@example.org',
      password: 'quiet river under stones',
    }),
  ),
  signInByService: inPerson(anybody, (a) => oidc.signInByService(a, { iss: none, sub: none }, now)),
  confirmTying: inPerson('AMER', (a) => oidc.confirmTying(a, '')),
  tieAccount: inPerson('AMER', (a) => oidc.tieAccount(a, { iss: none, sub: none })),
  untieAccount: inPerson('AMER', (a) => oidc.untieAccount(a)),
  readTie: inPerson('AMER', (a) => oidc.readTie(a)),
  // accounts, settings, keys, audit
  makeSetupLink: inPerson('OA', (a) => accounts.makeSetupLink(a)),
  invite: inPerson('OA', (a) => accounts.invite(a, { email: 'b@example.org', role: 'researcher' })),
  addAccount: inPerson('OA', (a) =>
    accounts.addAccount(a, { email: 'c@example.org', password: 'short', role: 'researcher' }),
  ),
  listPeople: inPerson('OA', (a) => people.listPeople(a)),
  readPerson: inPerson('OA', (a) => people.readPerson(a, none, now)),
  changeRoles: inPerson('OA', (a) => people.changeRoles(a, none, {})),
  closeAccount: inPerson('OA', (a) => people.closeAccount(a, none, now)),
  reopenAccount: inPerson('OA', (a) => people.reopenAccount(a, none)),
  endSessionsOf: inPerson('OA', (a) => people.endSessionsOf(a, none)),
  unlinkAccount: inPerson('OA', (a) => people.unlinkAccount(a, none)),
  listInvitations: inPerson('OA', (a) => pendingInvitations.listInvitations(a, now)),
  revokeInvitation: inPerson('OA', (a) => pendingInvitations.revokeInvitation(a, none, now)),
  beginDemo: inPerson('OA', (a) => demoAccounts.beginDemo(a, { isFilled: false })),
  addDemoAccounts: inPerson('OA', (a) => demoAccounts.addDemoAccounts(a, 'short')),
  settleDemoAccounts: house('OA', (a) => demoAccounts.settleDemoAccounts(a, now)),
  resetAccount: inPerson('OA', (a) => accountReset.resetAccount(a, { email: none, password: none })),
  makePasswordLink: inPerson('OA', (a) => passwordLinks.makePasswordLink(a, none)),
  removeSecondFactor: inPerson('OA', (a) => secondFactor.removeSecondFactor(a, none)),
  readSettings: inPerson('OA', (a) => settings.readSettings(a)),
  changeSettings: inPerson('OA', (a) => settings.changeSettings(a, {})),
  readAudit: house('OA', (a) => audit.readAudit(a)),
  readAuditPage: house('OA', (a) => auditLog.readAuditPage(a, {})),
  findBrokenAuditLink: house('OA', (a) => audit.findBrokenAuditLink(a)),
  makeBackup: house('OA', (a) => backup.makeBackup(a, 'package.json')),
  listBackups: inPerson('OA', (a) => backup.listBackups(a)),
  openBackup: inPerson('OA', (a) => backup.openBackup(a, none)),
  makeDueBackup: house('OA', (a) => backup.makeDueBackup(a, now)),
  readDataKeys: inPerson('OA', (a) => dataKeys.readDataKeys(a)),
  rotateDataKey: inPerson('OA', (a) => dataKeys.rotateDataKey(a)),
  beginKeyRotation: inPerson('OA', (a) => dataKeys.beginKeyRotation(a)),
  finishKeyRotation: inPerson('OA', (a) => dataKeys.finishKeyRotation(a, now)),
  readMasterKeyState: inPerson('OA', (a) => masterKeyCare.readMasterKeyState(a)),
  exportMasterKey: inPerson('OA', (a) => masterKeyCare.exportMasterKey(a, 'package.json')),
  importMasterKey: inPerson('OA', (a) => masterKeyCare.importMasterKey(a, none)),
  confirmKeyBackup: inPerson('OA', (a) => masterKeyCare.confirmKeyBackup(a, none)),
  changeMasterKey: inPerson('OA', (a) => masterKeyCare.changeMasterKey(a, none)),
  restoreBackup: house('OA', (a) => restore.restoreBackup(a, none)),
  checkInstallation: house('OA', (a) => doctor.checkInstallation(a)),
  checkHealth: inPerson(anybody, (a) => health.checkHealth(a)),
  expireExports: house('OA', (a) => exports.expireExports(a, now)),
  stopInterruptedExports: house('OA', (a) => exports.stopInterruptedExports(a)),
  forgetPublishedFiles: house('OA', (a) => publishedFiles.forgetPublishedFiles(a)),
  makeDueReleases: house('OA', (a) => releases.makeDueReleases(a, now)),
  isClockTrusted: house('OA', (a) => clock.isClockTrusted(a, now)),
  eraseExpiredResponses: house('OA', (a) => retention.eraseExpiredResponses(a, now)),
  eraseExpiredInterviews: house('OA', (a) => savedInterviews.eraseExpiredInterviews(a, now)),
  rebuildSums: house('OA', (a) => profiles.rebuildSums(a, round)),
  // questionnaires
  importForm: house('OA', (a) => questionnaireForms.importForm(a, new Uint8Array(), 'form.xlsx')),
  importQuestionnaire: house('OA', (a) => questionnaires.importQuestionnaire(a, {})),
  ensureDefaultInstruments: house('OA', (a) => questionnaires.ensureDefaultInstruments(a)),
  listQuestionnaires: house(staff, (a) => questionnaires.listQuestionnaires(a)),
  pageOfQuestionnaires: house(staff, (a) => questionnaires.pageOfQuestionnaires(a, page)),
  readQuestionnaire: house(staff, (a) => questionnaires.readQuestionnaire(a, version.id)),
  listVersions: house(staff, (a) => questionnaireVersions.listVersions(a, version.id)),
  retireVersion: house('OA', (a) => questionnaireVersions.retireVersion(a, none, 1)),
  reinstateVersion: house('OA', (a) => questionnaireVersions.reinstateVersion(a, none, 1)),
  createQuestionnaire: house('OA', (a) => questionnaireDrafts.createQuestionnaire(a, {})),
  beginDraft: house('OA', (a) => questionnaireDrafts.beginDraft(a, none)),
  readDraft: house('OA', (a) => questionnaireDrafts.readDraft(a, none)),
  listDrafts: house('OA', (a) => questionnaireDrafts.listDrafts(a)),
  saveDraft: house('OA', (a) => questionnaireDrafts.saveDraft(a, none, {})),
  saveTranslations: house('OA', (a) => questionnaireDrafts.saveTranslations(a, none, {})),
  writeTranslationFile: house('OA', (a) => translationFiles.writeTranslationFile(a, none, 'fr', 'csv')),
  takeTranslationFile: house('OA', (a) =>
    translationFiles.takeTranslationFile(a, none, 'fr', new Uint8Array()),
  ),
  discardDraft: house('OA', (a) => questionnaireDrafts.discardDraft(a, none, 1)),
  keepDraftAsNext: house('OA', (a) => questionnaireDrafts.keepDraftAsNext(a, none, 1)),
  publishDraft: house('OA', (a) =>
    questionnaireDrafts.publishDraft(a, none, { revision: 1, note: '', warningsReason: '' }),
  ),
  readQuestionnaireToPrint: house(staff, (a) =>
    printedQuestionnaires.readQuestionnaireToPrint(a, version.id, {}),
  ),
  addMedia: house('OA', (a) => questionnaireMedia.addMedia(a, version, [])),
  removeMedia: house('OA', (a) =>
    questionnaireMedia.removeMedia(a, version, {
      kind: 'audio',
      itemId: none,
      optionCode: '',
      language: 'en',
    }),
  ),
  listMedia: house(staff, (a) => questionnaireMedia.listMedia(a, version)),
  readMedia: house(staff, (a) => questionnaireMedia.readMedia(a, version, none)),
  // help contacts
  listHelpContacts: house('OA', (a) => helpContacts.listHelpContacts(a)),
  addHelpContact: house('OA', (a) => helpContacts.addHelpContact(a, contact)),
  changeHelpContact: house('OA', (a) => helpContacts.changeHelpContact(a, none, contact)),
  removeHelpContact: house('OA', (a) => helpContacts.removeHelpContact(a, none)),
  moveHelpContact: house('OA', (a) => helpContacts.moveHelpContact(a, none, 'up')),
  readHelpContacts: house(anybody, (a) => helpContacts.readHelpContacts(a, 'en')),
  // rounds
  createRound: inPerson('OAM', (a) =>
    rounds.createRound(a, { title: 'x', slug: round, questionnaireId: version.id }),
  ),
  readRoundToCorrect: inRound('OAM', (a) => roundCorrections.readRoundToCorrect(a, round)),
  correctRound: inRound('OAM', (a) =>
    roundCorrections.correctRound(a, round, { title: '', organisation: '' }),
  ),
  openRound: inRound('OAM', (a) => rounds.openRound(a, round)),
  listRounds: house(staff, (a) => rounds.listRounds(a)),
  pageOfRounds: house(staff, (a) => roundList.pageOfRounds(a, page)),
  readRound: inRound(staff, (a) => rounds.readRound(a, round)),
  listWaves: inRound(staff, (a) => waves.listWaves(a, round)),
  readCodebook: inRound(staff, (a) => codebooks.readCodebook(a, round)),
  recordFieldwork: inRound('OM', (a) =>
    fieldwork.recordFieldwork(a, round, { asked: null, refused: null, notReached: null, notEligible: null }),
  ),
  // respondents
  readOpenSurvey: house(anybody, (a) => openSurveys.readOpenSurvey(a, round)),
  isRoundOpen: house(anybody, (a) => openSurveys.isRoundOpen(a, round)),
  readOpenMedia: house(anybody, (a) => questionnaireMedia.readOpenMedia(a, round, none)),
  readOpenSurveyMedia: house(anybody, (a) => questionnaireMedia.readOpenSurveyMedia(a, round, 'en')),
  showConsent: house(anybody, (a) => consentTexts.showConsent(a, round, 'en')),
  readOpenForm: house(anybody, (a) => openForms.readOpenForm(a, round)),
  readOpenFormFiles: house(anybody, (a) => openForms.readOpenFormFiles(a, round)),
  listOpenForms: house(staff, (a) => openForms.listOpenForms(a)),
  recordForm: house(anybody, (a) => openForms.recordForm(a, round, '')),
  recordAssignedForm: inRound(staff, (a) => openForms.recordAssignedForm(a, `<data id="${round}"/>`)),
  recordResponse: house(anybody, (a) => responses.recordResponse(a, round, {})),
  saveInterview: house(anybody, (a) =>
    savedInterviews.saveInterview(
      a,
      none,
      { submissionId: none, interview: '', version: 1, language: 'en' },
      now,
    ),
  ),
  resumeInterview: house(anybody, (a) => savedInterviews.resumeInterview(a, none, none, none, now)),
  passOnInterview: house(anybody, (a) => savedInterviews.passOnInterview(a, none, none, none)),
  discardInterview: house(anybody, (a) => savedInterviews.discardInterview(a, none, none)),
  withdrawResponse: house('OMrp', (a) => responses.withdrawResponse(a, none)),
  // single answers
  pageOfResponses: inRoundInPerson('OM', (a) => responseReading.pageOfResponses(a, round, page)),
  readResponse: inRoundInPerson('OM', (a) => responseReading.readResponse(a, round, {})),
  importResponses: inRound('OM', (a) => responseImport.importResponses(a, round, [])),
  requestExport: inRound('OM', (a) => exports.requestExport(a, round, {})),
  listExports: inRound('OM', (a) => exports.listExports(a, round)),
  cancelExport: inRound('OM', (a) => exports.cancelExport(a, round, none)),
  openExport: inRound('OM', (a) => exports.openExport(a, round, none)),
  permittedExport: inRound('OM', async (a) => microdata.permittedExport(a, round, asked)),
  exportMicrodata: inRound('OM', (a) => microdata.exportMicrodata(a, round, {})),
  openDeposit: inRound('OM', (a) => microdata.openDeposit(a, round, {})),
  // weights
  listWeightings: inRound('OMR', (a) => weightings.listWeightings(a, round)),
  pageOfWeightings: inRound('OMR', (a) => weightings.pageOfWeightings(a, round, page)),
  proposeWeighting: inRound('OMR', (a) =>
    weightings.proposeWeighting(a, round, { method: 'raking', title: '', margins: '' }),
  ),
  uploadWeights: inRound('OM', (a) => weightUpload.uploadWeights(a, round, { text: '', title: '' })),
  inspectWeighting: inRound('OM', (a) => weightings.inspectWeighting(a, round, none)),
  previewWeighting: inRound('OM', (a) =>
    weightings.previewWeighting(a, round, { method: 'raking', title: '', margins: '' }),
  ),
  makeWeighting: inRound('OM', (a) =>
    weightings.makeWeighting(a, round, { method: 'raking', title: '', margins: '' }),
  ),
  chooseWeighting: inRound('OM', (a) => weightings.chooseWeighting(a, round, none)),
  // aggregates
  readProfile: inRound('OMR', (a) => profiles.readProfile(a, round)),
  readComparison: inRound('OMR', (a) =>
    profiles.readComparison(a, round, {}, [{ category: 'victim' }, { category: 'average' }]),
  ),
  compareNeighbours: inRound('OMR', (a) => profiles.compareNeighbours(a, round)),
  listProfiles: house('OMR', (a) => profiles.listProfiles(a)),
  readDetails: inRound('OMR', (a) => details.readDetails(a, round, [])),
  readReliability: inRound('OMR', (a) => reliability.readReliability(a, round)),
  readAggregates: inRound('OMR', (a) => aggregates.readAggregates(a, round, 'profile', {}, 'en')),
  readRoundFigures: inRound('OMR', (a) => roundFigures.readRoundFigures(a, round)),
  listProfiledRounds: house('OMR', (a) => benchmark.listProfiledRounds(a)),
  listHostRounds: house('OMR', (a) => benchmark.listHostRounds(a)),
  readBenchmark: inRound('OMR', (a) => benchmark.readBenchmark(a, round, round)),
  readProfiledQuestionnaire: inRound(staff, (a) => profiles.readProfiledQuestionnaire(a, round)),
  readRoundToScoreAnew: inRound('OM', (a) => scoreAnew.readRoundToScoreAnew(a, round)),
  scoreAnew: inRound('OM', (a) => scoreAnew.scoreAnew(a, round, { version: 1, reason: asked.reason })),
  makeRelease: inRound('OM', (a) => releases.makeRelease(a, round)),
  pageOfReleases: inRound('OM', (a) => releases.pageOfReleases(a, round, page)),
  draftPublication: inRound('OM', (a) => publications.draftPublication(a, round)),
  publishResults: inRound('OM', (a) =>
    publications.publishResults(a, round, {
      release: 1,
      title: '',
      citation: '',
      confirmed: 'yes',
    }),
  ),
  withdrawResults: inRound('OM', (a) => publications.withdrawResults(a, round, 1)),
  listPublications: inRound('OM', (a) => publications.listPublications(a, round)),
  readPublication: house(anybody, (a) => publications.readPublication(a, round)),
  readStanding: house(anybody, (a) => standingPublications.readStanding(a, round)),
  readPublishedFile: house(anybody, (a) =>
    publishedFiles.readPublishedFile(a, round, 1, {
      name: none,
      mayAlwaysWait: false,
      draw: async () => new Uint8Array(),
    }),
  ),
  // anybody once there is something published
  readProfileOrPublished: inRound('OMR', (a) => publications.readProfileOrPublished(a, round, {})),
  // last of the round: what is asked for above is asked of an open one
  closeRound: inRound('OAM', (a) => rounds.closeRound(a, round)),
}

/** Functions that take an actor for the log alone. Only `db` calls them, after it has authorised. */
export const insideOnly: readonly string[] = [
  'authorise',
  'renewRelease',
  'releaseIfDue',
  'release',
  'makerOf',
  'newWeighting',
  'ownSession',
]

/** What everybody may call without an actor: it reads no data of the folder. */
export const withoutActor: readonly string[] = [
  'readInput',
  'readEnvironment',
  'store',
  'dateOf',
  'newId',
  'isEnvelope',
  // whether another server has the folder
  'lockForServer',
  'folderIsServed',
  // when the server ends
  'closeData',
  // asks for a permission before a body is read
  'authorise',
]
