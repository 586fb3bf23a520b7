import type { ComponentProps } from 'react'
import { TextField } from '@/app/ui/form/fields'

type OwnProps = Omit<ComponentProps<typeof TextField>, 'label'>

/** Who asks, in a new round as in a correction. */
export function OrganisationField(field: Omit<OwnProps, 'hint'>) {
  return (
    <TextField
      label="Who runs the survey"
      hint="The name that respondents know. It stands on their first page. Blank: nobody is named."
      maxLength={200}
      autoComplete="organization"
      dir="auto"
      {...field}
    />
  )
}

/** The last day on which single answers are kept. */
export function KeptUntilField(field: OwnProps) {
  return <TextField label="Answers are kept until" type="date" className="short" {...field} />
}
