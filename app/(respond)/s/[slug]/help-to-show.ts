import type { Answers } from '@/lib/questionnaire/answer-values'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { evaluate, isTrue, parseExpression } from '@/lib/questionnaire/expression'
import { pathOf } from '@/lib/questionnaire/flow'
import type { ShownContact } from './survey-words'

/** Contacts that stand together. */
export type HelpGroup = {
  /** Name of their country; '' where it need not be said. */
  readonly heading: string
  readonly contacts: readonly ShownContact[]
}

/**
 * Whether one of the expressions is true for these answers. It follows from the answers alone and is kept nowhere: whoever
 * takes an answer back takes this back too.
 */
export function needsHelp(
  questionnaire: Questionnaire,
  helpWhen: readonly string[],
  answers: Answers,
): boolean {
  const path = pathOf(questionnaire, answers)
  return helpWhen.some((text) => {
    const expression = parseExpression(text)
    // Every expression of a published questionnaire was read before it was published.
    return expression.ok && isTrue(evaluate(expression.value, path))
  })
}

/**
 * The contacts for a person, in order.
 *
 * | host country | shown |
 * |---|---|
 * | answered | its contacts, then those for every country |
 * | not asked yet, left out, refused | those for every country, then each country's under its name |
 */
export function helpFor(
  questionnaire: Questionnaire,
  contacts: readonly ShownContact[],
  answers: Answers,
): readonly HelpGroup[] {
  const host = pathOf(questionnaire, answers).itemValue('host_country')
  const forEveryCountry = contacts.filter(({ country }) => country === '')
  // By its form: the codes of ISO 3166-1 do not travel a second time, beside those of the list.
  if (typeof host === 'string' && /^[A-Z]{2}$/.test(host)) {
    const own = contacts.filter(({ country }) => country === host)
    return groups([{ heading: '', contacts: [...own, ...forEveryCountry] }])
  }
  const countries = new Set(contacts.map(({ country }) => country).filter((country) => country !== ''))
  return groups([
    { heading: '', contacts: forEveryCountry },
    ...[...countries].map((code) => {
      const own = contacts.filter(({ country }) => country === code)
      return { heading: own[0]?.countryName ?? '', contacts: own }
    }),
  ])
}

function groups(found: readonly HelpGroup[]): readonly HelpGroup[] {
  return found.filter(({ contacts }) => contacts.length > 0)
}
