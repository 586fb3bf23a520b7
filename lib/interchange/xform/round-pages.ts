import { consentText } from '../../consent'
import { languageName } from '../../questionnaire/language'
import { xmlText } from '../../xml-text'
import { nameOf, start } from './layout'
import { control, type FormModel, labelOf } from './model'
import { randomPath, randomValue, receiptCalculations, receiptPath } from './receipt'
import type { XFormRound } from './round'
import type { TextIn } from './texts'
import { said } from './words'

/*
 * What a form that collects for a round has around the questions: before them the language, the consent page and the agreement, behind them the
 * code by which the person withdraws.
 */

const language = `${start}/_language`
const agreement = `${start}/_agreed`

/** That the person agreed: nothing is asked before. */
export const agreed = `${agreement} = 'yes'`

/** The pages before the first question. */
export function startPages(model: FormModel, round: XFormRound): readonly string[] {
  const title = model.texts.add(`${start}:label`, (one) => said(one, 'consent.heading'))
  const sample = round.isSynthetic
    ? model.note(`${start}/_sample`, (one) => said(one, 'page.sample'), null)
    : []
  const pages = [...sample, ...languagePage(model, round), ...consentPages(model, round)]
  recordConsent(model, round)
  makeCode(model)
  const earlier = round.asksEarlierReceipt ? earlierCodePage(model) : []
  return [`<group ref="${start}">`, ...labelOf(title), ...pages, ...earlier, '</group>']
}

/** The nodes of the pages before the first question. */
export function startNodes({ consents, asksEarlierReceipt, isSynthetic }: XFormRound): string {
  const [only] = consents
  return [
    '<_start>',
    ...(isSynthetic ? ['<_sample/>'] : []),
    consents.length === 1 ? `<_language>${xmlText(only?.language ?? '')}</_language>` : '<_language/>',
    ...consents.map((consent) => `<_consent_${consent.language}/>`),
    '<_agreed/>',
    '<_consent_text/>',
    '<_random/>',
    ...receiptCalculations().map(({ path }) => `<${nameOf(path)}/>`),
    ...(asksEarlierReceipt ? ['<_earlier_receipt/>'] : []),
    '</_start>',
  ].join('')
}

/** The last page: thanks, and the code, to be written down before the phone is given back. */
export function endPage(model: FormModel, outro: TextIn): readonly string[] {
  model.bind('/data/_end', { relevant: agreed })
  const title = model.texts.add('/data/_end:label', (one) => said(one, 'thanks.receipt'))
  const thanks = model.note('/data/_end/_outro', outro, null)
  const code = model.note(
    '/data/_end/_code',
    (one) =>
      [
        `${said(one, 'thanks.receipt')}: <output value="${receiptPath}"/>`,
        said(one, 'thanks.receiptFor'),
        said(one, 'thanks.writeDown'),
      ].join('\n\n'),
    `${receiptPath} != ''`,
  )
  return ['<group ref="/data/_end">', ...labelOf(title), ...thanks, ...code, '</group>']
}

export const endNodes = '<_end><_outro/><_code/></_end>'

/** Asked only where there is a choice. */
function languagePage(model: FormModel, { consents }: XFormRound): readonly string[] {
  const isOnlyOne = consents.length === 1
  model.bind(language, { type: 'string', ...(isOnlyOne ? {} : model.required()) })
  if (isOnlyOne) return []
  const itemset = model.list('_languages', () =>
    consents.map(({ language: code }) => ({ code, content: () => languageName(code) })),
  )
  return control('select1', language, itemset(null), {
    label: model.texts.add(`${language}:label`, (one) => said(one, 'page.chooseLanguage')),
  })
}

/** Each wording is shown where its language was chosen, whatever the language of the screen: what is recorded as read was read. */
function consentPages(model: FormModel, { consents }: XFormRound): readonly string[] {
  const isOnlyOne = consents.length === 1
  const wordings = consents.flatMap(({ language: code, words }) => {
    const wording = xmlText(consentText(words))
    return model.note(
      `${start}/_consent_${code}`,
      () => wording,
      isOnlyOne ? null : `${language} = '${code}'`,
    )
  })
  const itemset = model.list('_agreement', () => [
    { code: 'yes', content: (one) => said(one, 'consent.agree') },
    { code: 'no', content: (one) => said(one, 'consent.decline') },
  ])
  model.bind(agreement, {
    type: 'string',
    ...model.required(),
    relevant: isOnlyOne ? null : `${language} != ''`,
    constraint: ". = 'yes'",
    'jr:constraintMsg': model.texts.add(
      `${agreement}:constraint`,
      (one) => `${said(one, 'declined.heading')}. ${said(one, 'declined.text')}`,
    ),
  })
  const question = control('select1', agreement, itemset(null), {
    label: model.texts.add(`${agreement}:label`, (one) => said(one, 'consent.adult')),
  })
  return [...wordings, ...question]
}

/** Which wording was read, by the name under which it is kept. */
function recordConsent(model: FormModel, { consents }: XFormRound): void {
  const ids = consents.map(({ language: code, id }) => `if(${language} = '${code}', '${id}', '')`)
  model.bind(`${start}/_consent_text`, { type: 'string', calculate: `concat(${ids.join(', ')}, '')` })
}

function makeCode(model: FormModel): void {
  model.bind(randomPath, { type: 'string' })
  model.setAtFirst(randomPath, randomValue)
  for (const { path, calculation } of receiptCalculations())
    model.bind(path, { type: path === receiptPath ? 'string' : 'int', calculate: calculation })
}

function earlierCodePage(model: FormModel): readonly string[] {
  const path = `${start}/_earlier_receipt`
  model.bind(path, {
    type: 'string',
    relevant: agreed,
    constraint: "string-length(translate(., ' -', '')) = 16",
    'jr:constraintMsg': model.texts.add(`${path}:constraint`, (one) => said(one, 'error.receipt_wrong')),
  })
  return control('input', path, '', {
    label: model.texts.add(`${path}:label`, (one) => said(one, 'earlier.label')),
    hint: model.texts.add(`${path}:hint`, (one) => said(one, 'earlier.text')),
  })
}
