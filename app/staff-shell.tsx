import type { ReactNode } from 'react'
import { readEnvironment } from '@/db/environment'
import { currentActor } from './session'
import { signOutAction } from './sign-out'
import { StaffDocument } from './ui/frame'

/** The document of each staff route group: the shared frame around the person who is signed in. */
export async function StaffShell({ children }: { readonly children: ReactNode }) {
  return (
    <StaffDocument actor={await currentActor()} signOut={signOutAction} isDemo={readEnvironment().isDemo}>
      {children}
    </StaffDocument>
  )
}
