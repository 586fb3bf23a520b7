import { type Actor, isAllowed, type Permission } from '@/lib/permissions'

/** A part of the staff screens, in the order of the rail. */
export type Place = {
  readonly path:
    | '/'
    | '/rounds'
    | '/profiles'
    | '/questionnaires'
    | '/help-contacts'
    | '/people'
    | '/settings'
    | '/audit'
  readonly name: string
}

const places: readonly (Place & { readonly needs: Permission | null })[] = [
  { path: '/', name: 'Home', needs: null },
  { path: '/rounds', name: 'Rounds', needs: 'round.read' },
  { path: '/profiles', name: 'Profiles', needs: 'aggregate.protected' },
  { path: '/questionnaires', name: 'Questionnaires', needs: 'questionnaire.read' },
  { path: '/help-contacts', name: 'Help contacts', needs: 'helpContact.edit' },
  { path: '/people', name: 'People', needs: 'account.manage' },
  { path: '/settings', name: 'Settings', needs: 'settings.manage' },
  { path: '/audit', name: 'Audit log', needs: 'audit.read' },
]

/** Where the rail leads this person: only what one of their roles may do somewhere. */
export function placesFor(actor: Actor): readonly Place[] {
  return places
    .filter(({ needs }) => needs === null || isAllowed(actor, needs))
    .map(({ path, name }) => ({ path, name }))
}
