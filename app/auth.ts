import { cookies } from 'next/headers'
import { NextRequest, NextResponse } from 'next/server'
import NextAuth, { type AuthOptions } from 'next-auth'
import { decode, encode } from 'next-auth/jwt'
import Credentials from 'next-auth/providers/credentials'
import { z } from 'zod'
import { readEnvironment } from '@/db/environment'
import {
  awaitsSecondFactor,
  finishSignIn,
  knownDevice,
  resumeSession,
  sessionCookieSecret,
  signIn,
  signOut,
} from '@/db/sessions'
import type { Actor } from '@/lib/permissions'
import { ProblemError, problem } from '@/lib/problem'
import { readText } from './api/read-text'
import { countWay } from './code-tries'
import { cookiePrefix } from './cookie-prefix'
import { checkCookies, returnFromService, serviceProvider } from './oidc'
import { ownPath } from './own-path'

/** The longest a session lasts, in seconds. The session row may end it sooner: idle, signed out, role changed. */
const longestSessionSeconds = 12 * 60 * 60
/** How long a browser is known after a sign-in. */
const knownForSeconds = 180 * 24 * 60 * 60

/** Whoever asks before a session is known. */
const nobody: Actor = { kind: 'public' }

const credentialsSchema = z.object({ email: z.string().max(320), password: z.string().max(1024) })
const tokenSchema = z.object({ sessionId: z.string() })
const addressSchema = z.object({ url: z.url() })
const csrfSchema = z.object({ csrfToken: z.string() })

/** What of next-auth is answered over HTTP; its log, for one, would write down what anybody sends. */
const served = [
  'GET csrf',
  'GET providers',
  'GET session',
  'GET callback/oidc',
  'POST callback/credentials',
  'POST signout',
]
const formLimitKilobytes = 8

const formFault = { path: '', code: 'invalid_format', message: 'Send the form as UTF-8 text.' } as const

const callbackUrlFault = {
  path: 'callbackUrl',
  code: 'invalid_format',
  message:
    'Give the path of a page of this server, such as /rounds. It may also stand in an old cookie: delete that.',
} as const

/** One request to next-auth over HTTP, for `/api/auth/*`. */
export async function serveNextAuth(request: NextRequest, path: string[]): Promise<Response> {
  if (!served.includes(`${request.method} ${path.join('/')}`)) throw problem('not_found', { what: 'page' })
  if (path.join('/') === 'callback/oidc') countWay(request)
  const faults: string[] = []
  const answer = await askNextAuth(
    request.method === 'POST' ? await readForm(request) : request,
    path,
    () => {},
    (code) => faults.push(code),
  )
  if (faults.includes('INVALID_CALLBACK_URL_ERROR'))
    throw problem('input_invalid', undefined, [callbackUrlFault])
  for (const code of faults) console.error(JSON.stringify({ level: 'error', at: 'next-auth', code }))
  const location = answer.headers.get('location')
  // next-auth knows no public address and would send the browser to its own default host.
  if (location !== null) answer.headers.set('location', pathOf(location))
  return answer
}

/**
 * Signs a person in from a server action: next-auth checks, signs the cookie, and the cookie goes with the action's answer.
 *
 * @throws sign_in_failed, too_many_requests
 */
export async function startSession(credentials: { email: string; password: string }): Promise<void> {
  let refusal: unknown = null
  await postToNextAuth(['callback', 'credentials'], credentials, (error) => {
    refusal = error
  })
  if (refusal !== null) throw refusal
  await knowThisBrowser(credentials.email.trim().toLowerCase())
}

/** Whether this browser gave the password of an account that has a second factor, and not the code yet. */
export async function isCodeAwaited(): Promise<boolean> {
  const sessionId = await sessionIdIn((await cookies()).get(sessionCookieName())?.value)
  return sessionId !== null && awaitsSecondFactor(nobody, sessionId)
}

/**
 * Signs a person in who gave the password before, from a server action.
 *
 * @param code of the app, or a recovery code
 * @throws sign_in_expired, code_wrong, too_many_requests
 */
export async function finishSession(code: string): Promise<void> {
  const jar = await cookies()
  const waiting = await sessionIdIn(jar.get(sessionCookieName())?.value)
  if (waiting === null) throw problem('sign_in_expired')
  const { sessionId } = await finishSignIn(nobody, waiting, code)
  const secret = await sessionCookieSecret(nobody)
  const token = await encode({ token: { sessionId }, secret, maxAge: longestSessionSeconds })
  jar.set(sessionCookieName(), token, { ...cookieOptions(), maxAge: longestSessionSeconds })
}

/** Marks this browser as one in which the account was signed in to: strangers' tries make it wait for nothing. */
async function knowThisBrowser(email: string): Promise<void> {
  const device = await knownDevice(nobody, email)
  ;(await cookies()).set(deviceCookieName(), device, { ...cookieOptions(), maxAge: knownForSeconds })
}

function deviceCookieName(): string {
  return `${cookiePrefix()}foothold-device`
}

function cookieOptions() {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: readEnvironment().isBehindTls } as const
}

/**
 * Where the browser goes to sign in by the service of the environment; its checks go as cookies with the answer.
 *
 * @param next the page to come back to
 * @returns an address of the service; the sign-in page when there is none, or it does not answer
 */
export async function beginAtService(next: string): Promise<string> {
  if (readEnvironment().oidc === null) return '/sign-in'
  const answer = await postForm(['signin', 'oidc'], { callbackUrl: ownPath(next) }, () => {})
  const { url } = addressSchema.parse(await answer.json())
  return new URL(url).pathname.startsWith('/api/auth/') ? pathOf(url) : url
}

/** Signs the present person out: the session row ends, and the cookie with it. */
export async function endSession(): Promise<void> {
  await postToNextAuth(['signout'], {}, () => {})
}

/** The session id in a session cookie that we signed, or null. */
export async function sessionIdIn(cookie: string | undefined): Promise<string | null> {
  if (cookie === undefined) return null
  try {
    const token = await decode({ token: cookie, secret: await sessionCookieSecret(nobody) })
    return tokenSchema.safeParse(token).data?.sessionId ?? null
  } catch (error) {
    // A cookie that is expired, forged or of another installation is nobody's; jose throws for each of them.
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}

/** The name of the session cookie; behind TLS the browser itself holds it to this host and to TLS. */
export function sessionCookieName(): string {
  return `${cookiePrefix()}foothold-session`
}

/** The request with its form read, so that next-auth meets neither a long body nor one that is no form. */
async function readForm(request: NextRequest): Promise<NextRequest> {
  const body = new URLSearchParams(await formText(request))
  const headers = new Headers(request.headers)
  headers.set('content-type', 'application/x-www-form-urlencoded')
  headers.delete('content-length')
  return new NextRequest(request.url, { method: 'POST', headers, body: body.toString() })
}

/** @throws body_too_large, input_invalid when it is not UTF-8 */
async function formText(request: NextRequest): Promise<string> {
  try {
    return await readText(request, formLimitKilobytes)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw problem('input_invalid', undefined, [formFault])
  }
}

async function postToNextAuth(
  path: string[],
  fields: Readonly<Record<string, string>>,
  refused: (error: unknown) => void,
): Promise<void> {
  await postForm(path, { ...fields, callbackUrl: '/' }, refused)
}

/** A form posted to next-auth from here; the cookies of its answer go with ours. */
async function postForm(
  path: string[],
  fields: Readonly<Record<string, string>>,
  refused: (error: unknown) => void,
): Promise<Response> {
  const csrf = await askNextAuth(requestTo(['csrf']), ['csrf'], refused)
  await keepCookies(csrf)
  const { csrfToken } = csrfSchema.parse(await csrf.json())
  const body = new URLSearchParams({ ...fields, csrfToken, json: 'true' })
  const answer = await askNextAuth(requestTo(path, body), path, refused)
  await keepCookies(answer)
  return answer
}

function requestTo(path: readonly string[], body?: URLSearchParams): NextRequest {
  const address = `http://localhost/api/auth/${path.join('/')}`
  return new NextRequest(address, body === undefined ? {} : { method: 'POST', body })
}

async function keepCookies(answer: Response): Promise<void> {
  const jar = await cookies()
  for (const cookie of new NextResponse(null, { headers: answer.headers }).cookies.getAll()) {
    // The cookie of an ended session is empty; the reading drops empty values and lives of 0 seconds.
    // Behind TLS a browser takes no word on a cookie of this host that is not said over TLS.
    if (!cookie.value) jar.set(cookie.name, '', { ...cookieOptions(), maxAge: 0 })
    else jar.set(cookie)
  }
}

async function askNextAuth(
  request: NextRequest,
  path: string[],
  refused: (error: unknown) => void,
  failed?: (code: string) => void,
): Promise<Response> {
  const options = await authOptions(refused, failed)
  return NextAuth(request, { params: { nextauth: path } }, options)
}

async function authOptions(
  refused: (error: unknown) => void,
  failed = (code: string) => console.error(JSON.stringify({ level: 'error', at: 'next-auth', code })),
): Promise<AuthOptions> {
  const { isBehindTls, oidc, publicUrl } = readEnvironment()
  const cookie = cookieOptions()
  // Begun by the service's sign-in, and put into the cookie a moment later.
  let sessionId: string | null = null
  let said: unknown
  const heard = (claims: unknown) => {
    said = claims
  }
  return {
    secret: await sessionCookieSecret(nobody),
    session: { strategy: 'jwt', maxAge: longestSessionSeconds },
    useSecureCookies: isBehindTls,
    cookies: {
      sessionToken: { name: sessionCookieName(), options: cookie },
      csrfToken: { name: `${cookiePrefix()}foothold-csrf`, options: cookie },
      callbackUrl: { name: `${cookiePrefix()}foothold-next`, options: cookie },
      ...checkCookies(cookie),
    },
    pages: { signIn: '/sign-in', signOut: '/', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        async authorize(given) {
          try {
            const device = (await cookies()).get(deviceCookieName())?.value.slice(0, 200) ?? null
            const { sessionId } = await signIn(nobody, credentialsSchema.parse(given), device)
            return { id: sessionId }
          } catch (error) {
            refused(error)
            // next-auth repeats this word in an address, so it says no more than the catalogue does.
            throw new Error(error instanceof ProblemError ? error.code : 'unexpected')
          }
        },
      }),
      ...(oidc === null || publicUrl === null ? [] : [serviceProvider(oidc, publicUrl, heard)]),
    ],
    callbacks: {
      async signIn({ account }) {
        if (account?.provider !== 'oidc') return true
        const returned = await returnFromService(await actorNow(), said)
        if ('next' in returned) return returned.next
        sessionId = returned.sessionId
        return true
      },
      // The cookie carries our session id and nothing about the person.
      jwt: ({ token, user }) => (user ? { sessionId: sessionId ?? user.id } : token),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url }) => pathOf(url),
    },
    events: {
      async signOut({ token }) {
        const actor = await resumeSession(nobody, tokenSchema.parse(token).sessionId)
        if (actor !== null) await signOut(actor)
      },
    },
    logger: {
      // A refused sign-in is in the audit log; anything else is named without its message, which may quote input.
      error: failed,
      warn: () => {},
      debug: () => {},
    },
  }
}

/** Where next-auth sends a browser, on this server: it puts a host of its own before the paths of its own. */
function pathOf(address: string): string {
  const own = /^https?:\/\/[^/]+(\/api\/auth.*)$/.exec(address)?.[1]
  // Its own page of errors is not served: the sign-in page says what there is to say.
  return ownPath((own ?? address).replace(/^\/api\/auth\/error(?=\?|$)/, '/sign-in'))
}

/** Who is signed in in this browser at the moment. */
async function actorNow(): Promise<Actor> {
  const id = await sessionIdIn((await cookies()).get(sessionCookieName())?.value)
  return (id === null ? null : await resumeSession(nobody, id)) ?? nobody
}
