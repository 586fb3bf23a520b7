/** Parts of the log, by which it is filtered. */
export const auditParts = {
  signingIn: 'Signing in',
  accounts: 'Accounts and roles',
  questionnaires: 'Questionnaires and help contacts',
  rounds: 'Rounds',
  answers: 'Answers of people',
  files: 'Files of single answers',
  figures: 'Releases, results and weights',
  installation: 'Settings, keys and backups',
} as const

export type AuditPart = keyof typeof auditParts

/** Everything that the log tells of, in the words in which staff read it: never what was answered. */
export const auditActions = {
  sign_in: { part: 'signingIn', words: 'signed in' },
  'sign_in.fail': { part: 'signingIn', words: 'failed to sign in' },
  sign_out: { part: 'signingIn', words: 'signed out' },
  'account.second_factor': { part: 'accounts', words: 'changed a second factor' },
  'account.password': { part: 'accounts', words: 'set a new password' },
  'account.password_link': { part: 'accounts', words: 'made a link for a new password' },
  'account.create': { part: 'accounts', words: 'made an account' },
  'account.invite': { part: 'accounts', words: 'made an invitation' },
  'account.setup_link': { part: 'accounts', words: 'made the link for the first administrator' },
  'account.roles': { part: 'accounts', words: 'changed the roles of an account' },
  'account.close': { part: 'accounts', words: 'closed an account' },
  'account.reopen': { part: 'accounts', words: 'opened a closed account again' },
  'account.sessions_end': { part: 'accounts', words: 'signed an account out everywhere' },
  'account.link': { part: 'accounts', words: 'tied an account to the sign-in of another service' },
  'account.unlink': { part: 'accounts', words: 'untied an account from the sign-in of another service' },
  'invitation.revoke': { part: 'accounts', words: 'took an invitation back' },
  'accessToken.make': { part: 'accounts', words: 'made an access token' },
  'accessToken.revoke': { part: 'accounts', words: 'revoked an access token' },
  'settings.change': { part: 'installation', words: 'changed a setting' },
  'backup.make': { part: 'installation', words: 'made a backup' },
  'backup.take': { part: 'installation', words: 'took a backup away' },
  'backup.restore': { part: 'installation', words: 'restored a backup' },
  'key.rotate': { part: 'installation', words: 'made a new data key' },
  'key.remove': { part: 'installation', words: 'removed a data key that nothing was left under' },
  'key.master': { part: 'installation', words: 'changed the master key' },
  'key.export': { part: 'installation', words: 'copied the master key' },
  'sums.rebuild': { part: 'installation', words: 'had the sums of a round reckoned anew' },
  'questionnaire.publish': { part: 'questionnaires', words: 'published a version of a questionnaire' },
  'questionnaire.draft': { part: 'questionnaires', words: 'began a draft of a questionnaire' },
  'questionnaire.discard': { part: 'questionnaires', words: 'discarded a draft of a questionnaire' },
  'questionnaire.retire': { part: 'questionnaires', words: 'retired a version of a questionnaire' },
  'questionnaire.reinstate': { part: 'questionnaires', words: 'took a version of a questionnaire up again' },
  'media.add': { part: 'questionnaires', words: 'added a recording or picture' },
  'media.remove': { part: 'questionnaires', words: 'removed a recording or picture' },
  'helpContact.add': { part: 'questionnaires', words: 'added a help contact' },
  'helpContact.change': { part: 'questionnaires', words: 'changed a help contact' },
  'helpContact.remove': { part: 'questionnaires', words: 'removed a help contact' },
  'helpContact.move': { part: 'questionnaires', words: 'moved a help contact' },
  'round.create': { part: 'rounds', words: 'made a round' },
  'round.correct': { part: 'rounds', words: 'corrected a round' },
  'round.open': { part: 'rounds', words: 'opened a round' },
  'round.close': { part: 'rounds', words: 'closed a round' },
  'round.score_anew': { part: 'figures', words: 'scored the answers of a round by another version' },
  'fieldwork.record': { part: 'rounds', words: 'recorded who was asked' },
  'response.import': { part: 'answers', words: 'imported responses' },
  'response.read': { part: 'answers', words: 'read one response' },
  'response.withdraw': { part: 'answers', words: 'withdrew a response' },
  'response.purge': { part: 'answers', words: 'erased the answers of a round after its last day' },
  'interview.expire': { part: 'answers', words: 'erased saved interviews after their last day' },
  'microdata.export': { part: 'files', words: 'exported single answers' },
  'microdata.download': { part: 'files', words: 'took a file of single answers' },
  'microdata.cancel': { part: 'files', words: 'cancelled a file of single answers' },
  'release.make': { part: 'figures', words: 'made a release' },
  'release.publish': { part: 'figures', words: 'published results' },
  'release.unpublish': { part: 'figures', words: 'withdrew published results' },
  'weighting.make': { part: 'figures', words: 'made weights' },
  'weighting.use': { part: 'figures', words: 'chose the weights of a round' },
} as const satisfies Readonly<Record<string, { readonly part: AuditPart; readonly words: string }>>

export type AuditAction = keyof typeof auditActions

/** The actions of a part of the log. */
export function actionsOf(part: AuditPart): readonly AuditAction[] {
  return (Object.keys(auditActions) as AuditAction[]).filter((action) => auditActions[action].part === part)
}
