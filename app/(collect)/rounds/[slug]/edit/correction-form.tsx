'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import type { Resolver } from 'react-hook-form'
import { ActionButton } from '@/app/ui/form/action-button'
import { CheckField, TextField } from '@/app/ui/form/fields'
import { type FormState, problemOf } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { useCheckedForm } from '@/app/ui/form/use-checked-form'
import { staffCalendar } from '@/app/ui/staff-calendar'
import { dateInWords } from '@/lib/interface/calendar-words'
import { KeptUntilField, OrganisationField } from '../../round-fields'
import { correctRoundAction } from '../actions'
import { type CorrectionFormFields, correctionFormSchema } from './correction-form-schema'

type RoundDetails = {
  readonly slug: string
  readonly title: string
  readonly organisation: string
  readonly keptUntil: string | null
  /** Whether people were told the day: it may then only be brought forward. */
  readonly isDayPromised: boolean
}

/** Title, organisation and last day of a round. Posted as it is where no script runs. */
export function CorrectionForm({ round }: { readonly round: RoundDetails }) {
  const { form, state, values, problem, isSending, sending } = useCheckedForm({
    action: correctRoundAction,
    resolver,
    valuesOf,
    given: round,
  })
  return (
    <form className="form panel" {...sending}>
      <ProblemSummary state={state} />
      <input type="hidden" name="slug" value={round.slug} />
      {round.isDayPromised && (
        <div className="notice">
          <p>
            <strong>People have been told who asks and until when.</strong> What each of them agreed to is
            kept with their answers as they read it. A change is read by those who come after it. If another
            organisation takes over, make a new round: nobody agreed to give it their answers.
          </p>
        </div>
      )}
      <TextField
        label="Title"
        hint="It stands on the poster and on the staff pages."
        defaultValue={values.title}
        problem={problem('title')}
        maxLength={200}
        autoComplete="off"
        dir="auto"
        required
        {...form.register('title')}
      />
      <OrganisationField
        defaultValue={values.organisation}
        problem={problem('organisation')}
        {...form.register('organisation')}
      />
      <KeptUntilField
        hint={dayHint(round)}
        defaultValue={values.keptUntil}
        problem={problem('keptUntil')}
        {...form.register('keptUntil')}
      />
      {round.isDayPromised && (
        <CheckField
          name="acceptsEarlierDay"
          label="Erase all answers of this round after the earlier day. This cannot be taken back."
          hint="Tick this only to bring the day forward. It holds for people who have answered already, too, and a later day can never be set again."
          defaultChecked={state.values.acceptsEarlierDay === 'yes'}
          problem={problemOf(state, 'acceptsEarlierDay')}
        />
      )}
      <ActionButton working="Saving…" isWorking={isSending}>
        Save the correction
      </ActionButton>
    </form>
  )
}

function dayHint({ keptUntil, isDayPromised }: RoundDetails): string {
  if (keptUntil === null) return 'Respondents are told no day so far. Blank: it stays so.'
  const now = `Now ${dateInWords(staffCalendar, keptUntil)}.`
  return isDayPromised
    ? `${now} People were told this day, so it can only be brought forward. Blank: it stays as it is.`
    : `${now} Respondents read this day before they agree. Blank: it stays as it is.`
}

const resolver: Resolver<CorrectionFormFields, unknown, unknown> = zodResolver(correctionFormSchema)

function valuesOf(typed: FormState['values'], round: RoundDetails): CorrectionFormFields {
  return {
    title: typed.title ?? round.title,
    organisation: typed.organisation ?? round.organisation,
    keptUntil: typed.keptUntil ?? round.keptUntil ?? '',
  }
}
