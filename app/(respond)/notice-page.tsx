import type { ReactNode } from 'react'
import type { Say } from '@/lib/interface/message'
import { PageFrame } from './page-frame'

/** A page that only says something: closed, not there, broken. */
export function NoticePage({
  say,
  languages,
  heading,
  children,
}: {
  readonly say: Say
  readonly languages: ReactNode
  readonly heading: string
  readonly children: ReactNode
}) {
  return (
    <PageFrame say={say} languages={languages}>
      <h1>{heading}</h1>
      {children}
    </PageFrame>
  )
}
