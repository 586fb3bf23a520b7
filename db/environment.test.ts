import { expect, test } from 'vitest'
import { readEnvironment } from './environment'

const whole = {
  FOOTHOLD_URL: 'https://survey.example.org',
  FOOTHOLD_OIDC_ISSUER: 'https://login.example.org/realms/staff',
  FOOTHOLD_OIDC_CLIENT_ID: 'foothold',
  FOOTHOLD_OIDC_CLIENT_SECRET: 'secret',
  FOOTHOLD_OIDC_NAME: 'Harbour House',
}

const faults = (variables: Readonly<Record<string, string>>) => {
  try {
    readEnvironment({ NODE_ENV: 'test', ...variables })
    return []
  } catch (error) {
    return error instanceof Error ? error.message.split('\n') : []
  }
}

test('a sign-in service is read when it is told whole, and is none when nothing of it is', () => {
  expect(readEnvironment({ NODE_ENV: 'test', ...whole }).oidc).toEqual({
    issuer: 'https://login.example.org/realms/staff',
    clientId: 'foothold',
    clientSecret: 'secret',
    name: 'Harbour House',
  })
  expect(readEnvironment({ NODE_ENV: 'test', FOOTHOLD_URL: whole.FOOTHOLD_URL }).oidc).toBeNull()
  const { FOOTHOLD_OIDC_NAME: _, ...nameless } = whole
  expect(readEnvironment({ NODE_ENV: 'test', ...nameless }).oidc?.name).toBe('your organisation')
})

test('each part that is missing is named, with what it is', () => {
  expect(faults({ FOOTHOLD_OIDC_NAME: 'Harbour House' })).toEqual([
    'FOOTHOLD_OIDC_ISSUER: signing in by another service needs it: the address of the service.',
    'FOOTHOLD_OIDC_CLIENT_ID: signing in by another service needs it: the id that the service gave this installation.',
    'FOOTHOLD_OIDC_CLIENT_SECRET: signing in by another service needs it: the secret that goes with that id.',
    'FOOTHOLD_URL: signing in by another service needs it: the public address, because the service sends people back to it.',
  ])
  for (const name of Object.keys(whole).filter((one) => one !== 'FOOTHOLD_OIDC_NAME'))
    expect(faults({ ...whole, [name]: '' }).map((line) => line.split(':')[0])).toEqual([name])
})

test('the service is asked over TLS, or on this machine', () => {
  for (const issuer of [
    'login.example.org',
    'http://login.example.org',
    'http://localhost.example.org',
    'ftp://localhost',
  ])
    expect(faults({ ...whole, FOOTHOLD_OIDC_ISSUER: issuer }).join(), issuer).toContain(
      'FOOTHOLD_OIDC_ISSUER must be',
    )
  for (const issuer of ['http://localhost:4000', 'http://127.0.0.1', 'https://login.example.org'])
    expect(faults({ ...whole, FOOTHOLD_OIDC_ISSUER: issuer }), issuer).toEqual([])
})
