import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { problem } from '@/lib/problem'
import { refusalFor } from './refusal-answer'

const overloaded = problem('overloaded', { retryAfterSeconds: 3 })

test.each(['/openrosa', '/openrosa/formList', '/openrosa/spring/submission'])(
  'what is refused at %s is said in the document that clients of OpenRosa show',
  async (path) => {
    const answer = await refusalFor(path, overloaded)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '3'])
    expect(answer.headers.get('x-openrosa-version')).toBe('1.0')
    const said: string[] = []
    const parser = new SaxesParser({ xmlns: true })
    parser.on('opentag', ({ uri, local }) => said.push(`${uri} ${local}`))
    parser.on('text', (text) => said.push(text.trim()))
    parser.on('error', (fault) => said.push(fault.message))
    parser.write(await answer.text()).close()
    const namespace = 'http://openrosa.org/http/response'
    expect(said.filter(Boolean)).toEqual([
      `${namespace} OpenRosaResponse`,
      `${namespace} message`,
      overloaded.message,
    ])
  },
)

test('programs are told by a problem, and people in a sentence', async () => {
  const toProgram = await refusalFor('/api/v1/surveys', overloaded)
  expect(toProgram.headers.get('content-type')).toBe('application/problem+json')
  for (const path of ['/', '/s/spring', '/openrosab']) {
    const toPerson = await refusalFor(path, overloaded)
    expect([
      toPerson.status,
      toPerson.headers.get('content-type'),
      toPerson.headers.get('retry-after'),
    ]).toEqual([503, 'text/plain; charset=utf-8', '3'])
    expect(await toPerson.text()).toBe(overloaded.message)
  }
})
