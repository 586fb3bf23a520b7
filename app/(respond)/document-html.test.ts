import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { contentSecurityPolicy, documentHtml } from './document-html'

test('the policy of a page allows the script that stands in it, and the page begins with that script', () => {
  const style = { text: '', hash: '' }
  const html = documentHtml({
    language: 'en',
    direction: 'ltr',
    title: 'Survey',
    body: '',
    style,
    survey: null,
    script: '/a.js',
    given: null,
    manifest: null,
  })
  const [first] = html.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)
  const hash = createHash('sha256')
    .update(first?.[1] ?? '')
    .digest('base64')
  expect(contentSecurityPolicy(style)).toContain(`script-src 'self' 'sha256-${hash}';`)
})
