import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { isCodeAwaited } from '@/app/auth'
import { ownPath } from '@/app/own-path'
import { currentActor } from '@/app/session'
import { readEnvironment } from '@/db/environment'
import { ServiceLink } from '../service-link'
import { faultOf } from './faults'
import { SignInForm } from './sign-in-form'

export const metadata: Metadata = { title: 'Sign in' }

type Search = {
  readonly next?: string | string[]
  readonly error?: string | string[]
  readonly again?: string | string[]
}

export default async function SignInPage({ searchParams }: { readonly searchParams: Promise<Search> }) {
  const { next, error, again } = await searchParams
  const actor = await currentActor()
  if (actor.kind === 'staff') redirect(ownPath(next))
  // Back from the sign-in service, which did not ask for a second factor.
  if (error === undefined && again === undefined && (await isCodeAwaited())) redirect('/sign-in/code')
  const service = readEnvironment().oidc
  return (
    <div className="stack">
      <h1>Sign in</h1>
      {next !== undefined && error === undefined && (
        <p className="notice">Sign in to see this page. A session ends after a while without use.</p>
      )}
      <SignInForm next={ownPath(next)} fault={faultOf(error, service?.name ?? null)} />
      {service !== null && <ServiceLink name={service.name} next={ownPath(next)} />}
      <p className="quiet-text">
        No account yet, or password lost? An administrator of your organisation can send you a link.
      </p>
    </div>
  )
}
