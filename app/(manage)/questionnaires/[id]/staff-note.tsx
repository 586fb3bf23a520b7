import type { ReactNode } from 'react'

/** A note to staff inside the preview: English and left to right, whatever the language around it. */
export function StaffNote({ children }: { readonly children: ReactNode }) {
  return (
    <div className="staff-note" lang="en" dir="ltr">
      {children}
    </div>
  )
}
