import type { ReactNode } from 'react'

/** Drawn in the colour of the text around them, 24 units square; always beside words, so hidden from readers. */
function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  )
}

export function HomeIcon() {
  return (
    <Icon>
      <path d="M4 11 12 4l8 7v8a1 1 0 0 1-1 1h-4v-6H9v6H5a1 1 0 0 1-1-1z" />
    </Icon>
  )
}

export function RoundsIcon() {
  return (
    <Icon>
      <path d="M19 12a7 7 0 1 1-2.05-4.95" />
      <path d="M19.5 3.5V8H15" />
      <path d="m9.5 12 2 2 3.5-3.5" />
    </Icon>
  )
}

export function ProfilesIcon() {
  return (
    <Icon>
      <path d="M4 6h16M4 12h16M4 18h16" opacity=".45" />
      <circle cx="9" cy="6" r="2" fill="currentColor" />
      <circle cx="15" cy="12" r="2" fill="currentColor" />
      <circle cx="7" cy="18" r="2" fill="currentColor" />
    </Icon>
  )
}

export function QuestionnairesIcon() {
  return (
    <Icon>
      <path d="M6 3.5h9L19 8v11.5a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1z" />
      <path d="M9 10h6M9 13.5h6M9 17h3.5" />
    </Icon>
  )
}

export function HelpContactsIcon() {
  return (
    <Icon>
      <path d="M5 4h3.5l1.5 4-2 1.5a11 11 0 0 0 6.5 6.5l1.5-2 4 1.5V19a1 1 0 0 1-1 1A15 15 0 0 1 4 5a1 1 0 0 1 1-1z" />
    </Icon>
  )
}

export function PeopleIcon() {
  return (
    <Icon>
      <circle cx="9" cy="8" r="3.25" />
      <path d="M3 20c.4-3.6 2.7-5.5 6-5.5s5.6 1.9 6 5.5" />
      <path d="M15.5 5.2a3.25 3.25 0 0 1 0 5.6M17.5 15c2 .7 3.2 2.4 3.5 5" />
    </Icon>
  )
}

export function AuditIcon() {
  return (
    <Icon>
      <path d="M6 3.5h9l4 4V20a.5.5 0 0 1-.5.5h-12A.5.5 0 0 1 6 20z" />
      <path d="M9 11h7M9 14.5h7M9 7.5h3" />
    </Icon>
  )
}

export function SettingsIcon() {
  return (
    <Icon>
      <circle cx="12" cy="12" r="3" />
      <path d="M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2" />
    </Icon>
  )
}

export function MoreIcon() {
  return (
    <Icon>
      <circle cx="5" cy="12" r="1.5" />
      <circle cx="12" cy="12" r="1.5" />
      <circle cx="19" cy="12" r="1.5" />
    </Icon>
  )
}

/** The mark of Foothold: two steps up, and firm ground under them. */
export function FootholdMark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--river)" />
      <path
        d="M7 24h18M7 24v-5h6v-5h6V9h6v15"
        fill="none"
        stroke="var(--on-river)"
        strokeWidth="2.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  )
}
