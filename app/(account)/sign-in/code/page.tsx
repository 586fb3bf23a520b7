import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { isCodeAwaited } from '@/app/auth'
import { ownPath } from '@/app/own-path'
import { CodeForm } from './code-form'

export const metadata: Metadata = { title: 'Code' }

type Props = { readonly searchParams: Promise<{ readonly next?: string | string[] }> }

/** The second step of signing in, for accounts that have a second factor. */
export default async function CodePage({ searchParams }: Props) {
  const { next } = await searchParams
  if (!(await isCodeAwaited())) redirect('/sign-in')
  return (
    <div className="stack">
      <h1>One more step</h1>
      <CodeForm next={ownPath(next)} />
      <p className="quiet-text">
        Phone and recovery codes lost? An administrator of your organisation can take the second step off your
        account. <Link href="/sign-in?again=yes">Sign in as somebody else</Link>
      </p>
    </div>
  )
}
