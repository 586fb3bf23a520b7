import type { ReactNode } from 'react'
import type { Say } from '@/lib/interface/message'
import type { CodeEntry } from '../../code-entry'
import { CodeForm } from '../../code-form'
import { PageFrame } from '../../page-frame'

/** Asks for the code of an interview that was put aside. */
export function ResumePage({
  say,
  languages,
  action,
  startAddress,
  entry,
}: {
  readonly say: Say
  readonly languages: ReactNode
  readonly action: string
  /** The survey's first page. */
  readonly startAddress: string
  readonly entry: CodeEntry
}) {
  return (
    <PageFrame say={say} languages={languages}>
      <CodeForm say={say} words="resume" field="code" action={action} entry={entry}>
        <a className="button quiet" href={startAddress}>
          {say('resume.start')}
        </a>
      </CodeForm>
    </PageFrame>
  )
}
