'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { currentActor } from '@/app/session'
import { parseForm, refusedForm, settle } from '@/app/settle'
import { wordingIn } from '@/app/ui/figures/wording'
import type { FormState } from '@/app/ui/form/form-state'
import { uploadWeights } from '@/db/weight-upload'
import {
  chooseWeighting,
  listWeightings,
  makeWeighting,
  previewWeighting,
  proposeWeighting,
} from '@/db/weightings'
import { inspectionInWords } from './inspection-words'
import { type MarginsState, problemsInForm } from './weights-state'

const marginsForm = z.object({
  slug: z.string().max(64),
  intent: z.enum(['preview', 'use', 'propose']),
  title: z.string(),
  method: z.enum(['raking', 'poststratification'], 'Choose raking or post-stratification.'),
  margins: z.string(),
  upon: z.string().default(''),
  lower: z.string().default(''),
  upper: z.string().default(''),
})
const marginFields: readonly string[] = ['title', 'method', 'upon', 'lower', 'upper']

/** Shows what fitted weights would be, keeps and uses them, or keeps them as a proposal. */
export async function fitWeightsAction(_: MarginsState, form: FormData): Promise<MarginsState> {
  const input = parseForm(marginsForm, form)
  if (!input.ok) return { ...input.state, preview: null }
  const { slug, intent, ...weighting } = input.value
  const actor = await currentActor()
  try {
    if (intent === 'preview') {
      const preview = await previewWeighting(actor, slug, weighting)
      const { questionnaire } = await listWeightings(actor, slug)
      const words = inspectionInWords(preview, wordingIn('en', questionnaire))
      return { message: null, problems: [], values: weighting, preview: words }
    }
    await (intent === 'use'
      ? makeWeighting(actor, slug, weighting)
      : proposeWeighting(actor, slug, weighting))
  } catch (error) {
    const refused = refusedForm(error, form)
    const fieldOf = (path: string) => (marginFields.includes(path) ? path : null)
    return { ...refused, problems: problemsInForm(refused.problems, 'margins', fieldOf), preview: null }
  }
  redirect(`/rounds/${slug}/weights?done=${intent === 'use' ? 'used' : 'proposed'}`)
}

const pastedForm = z.object({
  slug: z.string().max(64),
  pastedTitle: z.string(),
  pasted: z.string(),
  pastedLeavesOut: z.literal('yes').optional(),
})
const pastedFields: Readonly<Record<string, string>> = { title: 'pastedTitle', leavesOut: 'pastedLeavesOut' }

/** Keeps design weights that were pasted. */
export async function pasteWeightsAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(pastedForm, form)
  if (!input.ok) return input.state
  const { slug, pastedTitle: title, pasted: text, pastedLeavesOut } = input.value
  const upload = uploadWeights(await currentActor(), slug, {
    title,
    text,
    leavesOut: pastedLeavesOut === 'yes',
  })
  const state = await settle(upload, ({ id }) => `/rounds/${slug}/weights?done=kept&look=${id}`, form)
  return {
    ...state,
    problems: problemsInForm(state.problems, 'pasted', (path) => pastedFields[path] ?? null),
  }
}

const choiceForm = z.object({
  slug: z.string().max(64),
  /** '' for none: every person counts once. */
  id: z.string().max(64),
})

/** Uses a weighting from the next release on, or none. */
export async function chooseWeightingAction(_: FormState, form: FormData): Promise<FormState> {
  const input = parseForm(choiceForm, form)
  if (!input.ok) return input.state
  const { slug, id } = input.value
  const chosen = chooseWeighting(await currentActor(), slug, id === '' ? null : id)
  const state = await settle(chosen, `/rounds/${slug}/weights?done=${id === '' ? 'stopped' : 'used'}`, form)
  return { ...state, problems: problemsInForm(state.problems, 'choice', () => null) }
}
