import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Permission } from '@/lib/permissions'
import { directionOf } from '@/lib/questionnaire/language'
import { permissionInWords } from './roles'

/** The head of a page: its name, one sentence at most under it, and at most one primary action at the end. */
export function PageHeader({
  title,
  titleLanguage,
  about,
  back,
  children,
}: {
  readonly title: string
  /** The language of a title that comes from a questionnaire; left out for our own English. */
  readonly titleLanguage?: string
  readonly about?: ReactNode
  readonly back?: { readonly path: string; readonly name: string }
  readonly children?: ReactNode
}) {
  return (
    <div className="page-header">
      <div>
        {back && (
          <p className="back">
            <Link href={back.path}>Back to {back.name}</Link>
          </p>
        )}
        <h1 {...(titleLanguage && { lang: titleLanguage, dir: directionOf(titleLanguage) })}>{title}</h1>
        {about && <p className="quiet-text">{about}</p>}
      </div>
      {children && <div className="buttons">{children}</div>}
    </div>
  )
}

/** What will be here once there is something, and what to do first. */
export function EmptyState({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children}
    </div>
  )
}

/** A page that the person's role does not include, and whom to ask. */
export function Refused({ permission }: { readonly permission: Permission }) {
  return (
    <div className="stack">
      <h1>This page is not part of your role</h1>
      <p>
        Your role does not include {permissionInWords[permission] ?? permission}. Nothing was changed. If you
        need it for your work, ask an administrator of your organisation for the permission{' '}
        <code>{permission}</code>.
      </p>
      <p>
        <Link href="/">Go to Home</Link>
      </p>
    </div>
  )
}

/** A page that does not exist, or not for this person: the two look the same. */
export function NothingHere({
  what,
  path,
  name,
}: {
  readonly what: string
  readonly path: string
  readonly name: string
}) {
  return (
    <div className="stack">
      <h1>There is no such {what}</h1>
      <p>Check the address. It may have been mistyped, or the {what} may be one that you have no part in.</p>
      <p>
        <Link href={path}>Go to {name}</Link>
      </p>
    </div>
  )
}

/** In place of a figure that the person's role does not include. */
export function NotInRole() {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">not part of your role</span>
    </>
  )
}
