import type { Metadata } from 'next'
import { signedIn } from '@/app/staff-page'
import { PageHeader } from '@/app/ui/messages'
import { OutcomeNotice } from '@/app/ui/outcome-notice'
import { ChangePasswordForm } from './change-form'

export const metadata: Metadata = { title: 'Password' }

type Props = { readonly searchParams: Promise<{ readonly done?: string | string[] }> }

export default async function PasswordPage({ searchParams }: Props) {
  await signedIn('/account/password')
  const { done } = await searchParams
  return (
    <>
      <PageHeader
        title="Password"
        about="With a new password you are signed out everywhere else, and your access tokens are erased."
        back={{ path: '/account', name: 'your account' }}
      />
      <div className="stack-large">
        {done === 'changed' && (
          <OutcomeNotice>
            Your password is changed. Everywhere else you are signed out, and your access tokens are erased.
          </OutcomeNotice>
        )}
        <ChangePasswordForm />
      </div>
    </>
  )
}
