import type { Permission, StaffRole } from '@/lib/permissions'

/** The roles as a person reads them. */
export const roleName: Readonly<Record<StaffRole, string>> = {
  administrator: 'Administrator',
  manager: 'Manager',
  enumerator: 'Enumerator',
  researcher: 'Researcher',
}

/** What a role is for, in a sentence or two, as protection.md grants it. */
export const roleSentence: Readonly<Record<StaffRole, string>> = {
  administrator: 'Invites people, sets up rounds and publishes questionnaires. Opens no answers.',
  manager: 'Creates and opens rounds, watches how many have answered, and sees exact figures.',
  enumerator:
    'Collects answers by the link of a round. Sees no counts, no figures, and nothing of what was sent.',
  researcher: 'Reads the profiles of a round: protected figures, never single answers.',
}

/** A permission as it stands in the sentence "Your role does not include …". */
export const permissionInWords: Readonly<Partial<Record<Permission, string>>> = {
  'accessToken.manage': 'making access tokens',
  'settings.manage': 'the settings of the installation',
  'audit.read': 'reading the audit log',
  'account.manage': 'managing accounts and roles',
  'questionnaire.read': 'reading questionnaires',
  'helpContact.edit': 'editing help contacts',
  'round.create': 'creating rounds',
  'round.correct': 'correcting this round',
  'round.scoreAnew': 'scoring this round anew',
  'fieldwork.record': 'recording who was asked',
  'round.read': 'seeing this round',
  'response.read': 'reading one person’s answers',
  'microdata.export': 'taking single answers out as a file',
  'aggregate.protected': 'reading profiles',
  'weighting.propose': 'seeing and proposing weights',
  'release.publish': 'publishing results of this round',
}
