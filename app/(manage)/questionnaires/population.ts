import type { Questionnaire } from '@/lib/questionnaire/definition'

/** Whom a questionnaire asks, as staff read it. */
export const populationName: Readonly<Record<Questionnaire['population'], string>> = {
  migrant: 'Migrants',
  host: 'People of the host community',
  any: 'Anybody in the place',
}
