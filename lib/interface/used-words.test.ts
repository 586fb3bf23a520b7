import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import messages from './messages/en.json'
import paper from './paper/en.json'
import sentences from './research/en.json'
import views from './research/views.json'

const source = ['app', 'lib', 'db', 'cli']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  )
  .join('\n')

/** Keys as code writes them out: 'reason.nobody'. */
const written = new Set([...source.matchAll(/['"]([\w-]+(?:\.[\w-]+)+)['"]/g)].map(([, key = '']) => key))
/** Keys that code puts together: `reason.${reason}`. What is put in is one word, or a few with dots. */
const formed = [...source.matchAll(/`((?:[\w.-]|\$\{[^}`]+\})+)`/g)]
  .map(([, template = '']) => template)
  .filter((template) => template.includes('${') && /^[a-z]\w*\./i.test(template))
  .map(
    (template) => new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\$\{[^}]+\}/g, '[\\w.-]+')}$`),
  )

/** The form that takes a receipt or a code to go on with puts both parts of its keys together. */
const ofCodeForm =
  /^(resume|withdraw)\.(heading|text|label|hint|button|summary|empty|wrong|tooMany|unexpected)$/

test.each([
  { name: 'respondents’ pages', texts: messages },
  { name: 'figures and reports', texts: sentences },
  { name: 'views of staff', texts: views },
  { name: 'questionnaires on paper', texts: paper },
])('every sentence of $name is said somewhere', ({ texts }) => {
  const unused = Object.keys(texts).filter(
    (key) => !written.has(key) && ![ofCodeForm, ...formed].some((pattern) => pattern.test(key)),
  )
  expect(unused).toEqual([])
})
