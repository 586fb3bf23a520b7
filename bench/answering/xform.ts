import type { Item, Questionnaire } from '@/lib/questionnaire/definition'
import { textIn } from '@/lib/questionnaire/language'
import { choicesOf } from './content'

/** A questionnaire in English as an XForm with one question a page: enough of the format for the bench, no more. */
export function xform(questionnaire: Questionnaire): string {
  const say = (map: Item['label'] | null | undefined) =>
    escaped(textIn(map, 'en', questionnaire.defaultLanguage))
  const items = new Map(
    questionnaire.items.filter(({ type }) => type !== 'hidden').map((item) => [item.id, item]),
  )
  const body = questionnaire.sections.map(
    (section) =>
      `<group><label>${say(section.title)}</label>${section.items
        .flatMap((id) => {
          const item = items.get(id)
          return item === undefined ? [] : [control(questionnaire, item, say)]
        })
        .join('')}</group>`,
  )
  const asked = [...items.values()]
  return `<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><h:head><h:title>${say(questionnaire.title)}</h:title><model><instance><data id="${questionnaire.id}">${asked.map(({ id }) => `<${id}/>`).join('')}<meta><instanceID/></meta></data></instance>${asked.map(binding).join('')}<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/></model></h:head><h:body class="pages">${body.join('')}</h:body></h:html>`
}

function binding(item: Item): string {
  const type = item.type === 'scale' || item.type === 'number' ? 'int' : 'string'
  const rules = [
    ...(item.relevant === null ? [] : [`relevant="${expression(item.relevant)}"`]),
    ...(item.constraint === undefined ? [] : [`constraint="${expression(item.constraint)}"`]),
  ]
  return `<bind nodeset="/data/${item.id}" type="${type}" ${rules.join(' ')}/>`
}

function control(
  questionnaire: Questionnaire,
  item: Item,
  say: (map: Item['label'] | null | undefined) => string,
): string {
  const help = say(item.help)
  const words = `<label>${say(item.label)}</label>${help === '' ? '' : `<hint>${help}</hint>`}`
  const choices = choicesOf(questionnaire, item)
  const options = choices
    .map(({ code, label }) => `<item><label>${escaped(label)}</label><value>${code}</value></item>`)
    .join('')
  const ref = `ref="/data/${item.id}"`
  switch (item.type) {
    case 'single':
      return `<select1 ${ref}${choices.length > 20 ? ' appearance="minimal"' : ''}>${words}${options}</select1>`
    case 'multiple':
      return `<select ${ref}>${words}${options}</select>`
    case 'scale':
      return `<range ${ref} start="${item.min}" end="${item.max}" step="${item.step}">${words}</range>`
    default:
      return `<input ${ref}>${words}</input>`
  }
}

/** Our expression in theirs: `${item}` is the path of its node. */
function expression(text: string): string {
  return escaped(text.replace(/\$\{(\w+)\}/g, ' /data/$1 '))
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
