import { cookies } from 'next/headers'
import type { AuthOptions, Profile } from 'next-auth'
import { decode, encode } from 'next-auth/jwt'
import type { OAuthConfig } from 'next-auth/providers/oauth'
import { z } from 'zod'
import { readEnvironment, type SignInService } from '@/db/environment'
import { claimsSchema, signInByService, tieAccount } from '@/db/oidc'
import { sessionCookieSecret } from '@/db/sessions'
import type { Actor } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import { cookiePrefix } from './cookie-prefix'

const nobody: Actor = { kind: 'public' }

/** The page where a person ties their account to the service. */
export const tyingPage = '/account/service'

/** Says to the way back from the service that a signed-in person wants to tie their account, and which session asked for it. */
const tyingCookie = () => `${cookiePrefix()}foothold-tying`
const tyingSalt = 'tying'
const tyingMinutes = 10
const tyingSchema = z.object({ sessionId: z.string() })

type Returned = { readonly sessionId: string } | { readonly next: string }

/**
 * The provider for next-auth: authorization code flow with PKCE, state and nonce.
 *
 * @param publicUrl address of this installation, to which the service sends people back
 * @param said takes what the service said of the person, once its token was checked
 */
export function serviceProvider(
  service: SignInService,
  publicUrl: string,
  said: (claims: unknown) => void,
): OAuthConfig<Profile> {
  const redirectUri = `${publicUrl}/api/auth/callback/oidc`
  return {
    id: 'oidc',
    name: service.name,
    type: 'oauth',
    wellKnown: `${service.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
    clientId: service.clientId,
    clientSecret: service.clientSecret,
    // next-auth knows no public address and would name its own default host.
    client: { redirect_uris: [redirectUri] },
    authorization: { params: { scope: 'openid email' } },
    checks: ['pkce', 'state', 'nonce'],
    idToken: true,
    token: {
      async request({ client, params, checks }) {
        // What answers at the address must say that it is the issuer that was set, or its tokens are not the ones meant.
        if (client.issuer.metadata.issuer !== service.issuer) throw new Error('The issuer is another one.')
        const tokens = await client.callback(redirectUri, params, { ...checks, response_type: 'code' })
        const claims = tokens.claims()
        if (claims.email !== undefined || client.issuer.metadata.userinfo_endpoint === undefined) said(claims)
        else {
          // Many services tell the address only to those who ask. Whose it is gets checked: the subject must be the token's.
          const { email, email_verified } = await client.userinfo(tokens)
          said({ ...claims, email, email_verified })
        }
        return { tokens }
      },
    },
    profile: ({ sub }) => ({ id: z.string().parse(sub) }),
  }
}

/**
 * What becomes of a person who comes back from the service: a session, or a page that says why not.
 *
 * @param actor who is signed in in this browser already
 */
export async function returnFromService(actor: Actor, said: unknown): Promise<Returned> {
  try {
    const claims = claimsSchema.parse(said)
    if (await takeTying(actor)) {
      await tieAccount(actor, claims)
      return { next: `${tyingPage}?done=tied` }
    }
    return { sessionId: (await signInByService(nobody, claims, new Date())).sessionId }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return error.code === 'service_already_tied'
      ? { next: `${tyingPage}?refused=${error.code}` }
      : { next: `/sign-in?error=${error.code}` }
  }
}

/** Notes for the way back that this session asked to be tied. In a server action only. */
export async function noteTying(sessionId: string): Promise<void> {
  const secret = await sessionCookieSecret(nobody)
  const maxAge = tyingMinutes * 60
  await keepTying(await encode({ token: { sessionId }, secret, maxAge, salt: tyingSalt }), maxAge)
}

async function keepTying(value: string, maxAge: number): Promise<void> {
  const secure = readEnvironment().isBehindTls
  ;(await cookies()).set(tyingCookie(), value, { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge })
}

/** Whether the session that comes back asked to be tied; the note is used up. */
async function takeTying(actor: Actor): Promise<boolean> {
  const value = (await cookies()).get(tyingCookie())?.value
  if (value === undefined) return false
  await keepTying('', 0)
  try {
    const token = await decode({ token: value, secret: await sessionCookieSecret(nobody), salt: tyingSalt })
    const asked = tyingSchema.safeParse(token).data?.sessionId
    return asked !== undefined && actor.kind === 'staff' && actor.sessionId === asked
  } catch (error) {
    // Expired or forged: jose throws for each, and nobody asked.
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}

/** The cookies in which next-auth keeps what it checks on the way back. */
export function checkCookies(
  options: NonNullable<NonNullable<AuthOptions['cookies']>['state']>['options'],
): NonNullable<AuthOptions['cookies']> {
  const brief = { ...options, maxAge: 900 }
  return {
    state: { name: `${cookiePrefix()}foothold-state`, options: brief },
    nonce: { name: `${cookiePrefix()}foothold-nonce`, options: brief },
    pkceCodeVerifier: { name: `${cookiePrefix()}foothold-verifier`, options: brief },
  }
}
