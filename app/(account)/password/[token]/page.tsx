import type { Metadata } from 'next'
import { SpentLink } from '@/app/(account)/invitation'
import { readPasswordLink } from '@/db/password-links'
import { ProblemError } from '@/lib/problem'
import { NewPasswordForm } from './password-form'

export const metadata: Metadata = { title: 'New password' }

/** Where a link for a new password leads. */
export default async function NewPasswordPage({ params }: { readonly params: Promise<{ token: string }> }) {
  const { token } = await params
  const account = await accountOf(token)
  if (account === null) return <SpentLink />
  return (
    <div className="stack">
      <h1>Set a new password</h1>
      <p>
        For the account <bdi>{account.email}</bdi>. You then sign in with it; elsewhere you are signed out.
      </p>
      <NewPasswordForm token={token} />
    </div>
  )
}

async function accountOf(token: string): Promise<{ readonly email: string } | null> {
  try {
    return await readPasswordLink({ kind: 'public' }, token)
  } catch (error) {
    if (error instanceof ProblemError) return null
    throw error
  }
}
