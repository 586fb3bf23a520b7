'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { type Resolver, useWatch } from 'react-hook-form'
import { ActionButton } from '@/app/ui/form/action-button'
import { RadioField, SelectField, TextField } from '@/app/ui/form/fields'
import type { FormState } from '@/app/ui/form/form-state'
import { ProblemSummary } from '@/app/ui/form/problem-summary'
import { useCheckedForm } from '@/app/ui/form/use-checked-form'
import { KeptUntilField, OrganisationField } from '../round-fields'
import { createRoundAction } from './actions'
import { AskedIn, type QuestionnaireChoice } from './asked-in'
import { ContinuesField, type EarlierRound } from './continues-field'
import { type RoundFormFields, roundFormSchema } from './round-form-schema'
import { slugFrom } from './slug'

/** What to begin with: the questionnaire or the round that the person came from; else empty. */
type Chosen = { readonly questionnaireId: string; readonly continues: string }

type Props = {
  readonly questionnaires: readonly QuestionnaireChoice[]
  /** Those that the new one may be a later wave of. */
  readonly earlierRounds: readonly EarlierRound[]
  readonly chosen: Chosen
  /** What stands before the round's own part of the link: `https://…/s/`. */
  readonly linkStart: string
}

/**
 * The form of a new round. Posted as it is where no script runs; with script, each field answers at once by the same
 * schema, and the address follows the title until it is written by hand.
 */
export function NewRoundForm({ questionnaires, earlierRounds, chosen, linkStart }: Props) {
  const { form, state, values, problem, isSending, sending } = useCheckedForm({
    action: createRoundAction,
    resolver,
    valuesOf,
    given: chosen,
  })
  const { dirtyFields } = form.formState
  const questionnaireId = useWatch({ control: form.control, name: 'questionnaireId' })

  return (
    <form className="form panel" {...sending}>
      <ProblemSummary state={state} />
      <TextField
        label="Title"
        hint="It stands on the poster. Name the place or group and the time, not the method."
        defaultValue={values.title}
        problem={problem('title')}
        maxLength={200}
        autoComplete="off"
        dir="auto"
        required
        {...form.register('title', {
          onChange: ({ target }) => {
            if (!dirtyFields.slug) form.setValue('slug', slugFrom(target.value))
          },
        })}
      />
      <TextField
        label="Address"
        prefix={linkStart}
        hint="The end of the link. It cannot be changed later. Left blank, it is made from the title."
        defaultValue={values.slug}
        problem={problem('slug')}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        {...form.register('slug')}
      />
      <SelectField
        label="Questionnaire"
        hint="Its newest published version. The round stays with that version."
        defaultValue={values.questionnaireId}
        problem={problem('questionnaireId')}
        required
        {...form.register('questionnaireId')}
      >
        <option value="">Choose one</option>
        {questionnaires.map(({ id, title, minutes }) => (
          <option key={id} value={id}>
            {minutes === null ? title : `${title} (about ${minutes} minutes)`}
          </option>
        ))}
      </SelectField>
      <AskedIn questionnaires={questionnaires} chosen={questionnaireId} />
      <ContinuesField
        rounds={earlierRounds}
        questionnaires={questionnaires}
        chosen={questionnaireId}
        defaultValue={values.continues}
        problem={problem('continues')}
        {...form.register('continues')}
      />
      <TextField
        label="Wave"
        hint="Blank: 1 for a first time, else one more than the earlier round. From 2 on, some questions are worded for people who are asked again."
        defaultValue={values.wave}
        problem={problem('wave')}
        inputMode="numeric"
        autoComplete="off"
        className="short"
        {...form.register('wave')}
      />
      <OrganisationField
        defaultValue={values.organisation}
        problem={problem('organisation')}
        {...form.register('organisation')}
      />
      <KeptUntilField
        hint="Respondents read this day before they agree. Blank: two years from today."
        defaultValue={values.keptUntil}
        problem={problem('keptUntil')}
        {...form.register('keptUntil')}
      />
      <RadioField
        label="How are people found?"
        problem={problem('sampleDesign')}
        chosen={values.sampleDesign}
        options={[
          {
            value: 'non_probability',
            label: 'By an open link, partners, or people who know people',
            hint: 'A non-probability sample. Figures describe those who answered, and every page says so.',
          },
          {
            value: 'probability',
            label: 'By a random draw from a known list or area',
            hint: 'A probability sample. Figures speak for the whole group that was drawn from.',
          },
        ]}
        {...form.register('sampleDesign')}
      />
      <RadioField
        label="When does it open?"
        problem={problem('open')}
        chosen={values.open}
        options={[
          { value: 'later', label: 'Later', hint: 'The link answers “not open” until you open the round.' },
          { value: 'now', label: 'Now', hint: 'The link takes answers as soon as the round is made.' },
        ]}
        {...form.register('open')}
      />
      <ActionButton working="Creating the round…" isWorking={isSending}>
        Create the round
      </ActionButton>
    </form>
  )
}

const resolver: Resolver<RoundFormFields, unknown, unknown> = zodResolver(roundFormSchema)

function valuesOf(typed: FormState['values'], chosen: Chosen): RoundFormFields {
  return {
    title: typed.title ?? '',
    slug: typed.slug ?? '',
    questionnaireId: typed.questionnaireId ?? chosen.questionnaireId,
    continues: typed.continues ?? chosen.continues,
    wave: typed.wave ?? '',
    organisation: typed.organisation ?? '',
    keptUntil: typed.keptUntil ?? '',
    sampleDesign: typed.sampleDesign === 'probability' ? 'probability' : 'non_probability',
    open: typed.open === 'now' ? 'now' : 'later',
  }
}
