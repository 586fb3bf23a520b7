/* Fills an empty data folder with what stories start from, and prints it as JSON. */
import { addAccount, makeSetupLink } from '@/db/accounts'
import { store } from '@/db/connection'
import { ensureDefaultInstruments, importQuestionnaire } from '@/db/questionnaires'
import { createRound } from '@/db/rounds'
import { staffRoles } from '@/lib/permissions'
import { dariQuestionnaire } from './dari-questionnaire'
import { everyItemType } from './every-item-type'

const operator = { kind: 'operator' } as const
const password = 'quiet river under stones'

await ensureDefaultInstruments(operator)
const setupLink = await makeSetupLink(operator)
if (process.argv[2] !== 'empty') {
  for (const role of staffRoles) await addAccount(operator, { email: `${role}@example.org`, role, password })
  await createRound(operator, {
    title: 'Spring survey',
    slug: 'spring',
    questionnaireId: 'migrant-short',
    open: true,
  })
  await createRound(operator, {
    title: 'Summer survey',
    slug: 'summer',
    questionnaireId: 'migrant-long',
    open: true,
  })
  await importQuestionnaire(operator, everyItemType)
  await createRound(operator, {
    title: 'Every kind of question',
    slug: 'types',
    questionnaireId: everyItemType.id,
    open: true,
  })
  await importQuestionnaire(operator, dariQuestionnaire)
  await createRound(operator, {
    title: 'Survey in Dari',
    slug: 'dari',
    questionnaireId: dariQuestionnaire.id,
    organisation: 'Harbour House',
    open: true,
  })
  await createRound(operator, { title: 'Autumn survey', slug: 'autumn', questionnaireId: 'migrant-short' })
}
store().close()
process.stdout.write(JSON.stringify({ setupLink, password }))
