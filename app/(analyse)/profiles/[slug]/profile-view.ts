import { shown, signedIn } from '@/app/staff-page'
import type { ProfileFigure } from '@/app/ui/figures/figure'
import { sourceLine, type Wording, wordingIn } from '@/app/ui/figures/wording'
import { readProfile, readProfiledQuestionnaire } from '@/db/profiles'
import { type RoundOverview, readRound } from '@/db/rounds'
import { type Actor, isAllowed } from '@/lib/permissions'
import { ProblemError } from '@/lib/problem'
import type { Profile } from '@/lib/profile/profile'
import { profileQuestion, type WrittenQuestion } from '@/lib/profile/question'

/** What a page gets of its address. */
export type ViewProps = {
  readonly params: Promise<{ readonly slug: string }>
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>
}

/** A round as it was asked about, before any figure is read. */
export type AskedRound = {
  readonly actor: Actor
  readonly round: RoundOverview
  readonly wording: Wording
  readonly search: URLSearchParams
  readonly question: WrittenQuestion
  readonly mayBeExact: boolean
}

/** The figures of one view, and what is said beside them. */
export type View = {
  /** The profile whose method and source they share. */
  readonly profile: Profile
  readonly figures: readonly ProfileFigure[]
  /** The line under every picture, where they are of other rounds too; else it is the profile's. */
  readonly source?: string
  /** What is to be said of how its figures were made, beside the method of the profile. */
  readonly methods?: readonly string[]
}

/** A refusal that a page explains in place of its figures. */
export type NoView = { readonly problem: ProblemError }

/** Whom a page is for and what it is asked. Whoever may not see the round gets the page that says so. */
export async function askedRound(slug: string, search: URLSearchParams): Promise<AskedRound> {
  const actor = await signedIn(`/profiles/${slug}`)
  return shown(askRound(actor, slug, search))
}

/** As `askedRound`, for a request that is no page. @throws not_found, not_allowed, not_signed_in */
export async function askRound(actor: Actor, slug: string, search: URLSearchParams): Promise<AskedRound> {
  const round = await readRound(actor, slug)
  const question = profileQuestion(search)
  const mayBeExact = isAllowed(actor, 'aggregate.exact', round.id)
  const exact = mayBeExact && question.exact === true
  const questionnaire = await readProfiledQuestionnaire(actor, slug, { exact })
  return {
    actor,
    round,
    wording: wordingIn('en', questionnaire),
    search,
    question,
    mayBeExact,
  }
}

/** The address's questions as one search. */
export async function searchOf(searchParams: ViewProps['searchParams']): Promise<URLSearchParams> {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(await searchParams))
    for (const one of [value ?? []].flat()) search.append(name, one)
  return search
}

/** What was read, or a refusal that the page explains. Other refusals become pages of their own. */
export async function readOrExplain<T>(reading: Promise<T>): Promise<T | NoView> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof ProblemError && explained.includes(error.code)) return { problem: error }
    return shown(Promise.reject(error))
  }
}

const explained: readonly string[] = [
  'no_release_yet',
  'release_without_details',
  'breakdowns_outside_lattice',
  'details_outside_lattice',
  'input_invalid',
]

/** The profile by category, or of everybody where there are no categories: what views of details refer to. */
export async function profileByCategory({ actor, round, question }: AskedRound): Promise<Profile> {
  return readProfile(actor, round.slug, { exact: question.exact })
}

/** The line under every picture of a view. */
export function sourceOf(
  { wording, round }: AskedRound,
  { profile, source }: Pick<View, 'profile' | 'source'>,
): string {
  return source ?? sourceLine(wording, profile, round.title)
}
