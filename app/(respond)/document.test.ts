import { afterEach, expect, test, vi } from 'vitest'
import { documentResponse } from './document'

afterEach(() => vi.unstubAllEnvs())

function page(): Response {
  const files = {
    'answering.js': 'a.js',
    'leaving.js': 'l.js',
    'preview.js': '',
    'icon-192.png': '1',
    'icon-512.png': '2',
  }
  const style = { text: '', hash: '' }
  return documentResponse({ status: 200, language: 'ar', title: 'T', body: '', files, style })
}

test.each([
  ['https://survey.example.org', 'max-age=31536000'],
  ['http://192.168.1.7:3000', null],
  ['', null],
])('reached at %j, a page asks browsers to come by HTTPS alone: %j', (address, asked) => {
  vi.stubEnv('FOOTHOLD_URL', address)
  expect(page().headers.get('strict-transport-security')).toBe(asked)
})
