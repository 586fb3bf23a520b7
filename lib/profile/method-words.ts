import { isResearchKey, type ResearchSay } from '@/lib/interface/research/research-words'
import type { ProfileMethod, ProfileNote } from './method'
import type { Profile } from './profile'
import type { ShownWeighting } from './weighting'

/*
 * What `method.ts` says in English for the API, in the language of a report. A report is never exact, so that what is said of exact
 * figures has no words here.
 */

/** How protected figures were made, a sentence each, in the order of `ProfileMethod`. */
export function methodSentences(
  { method, sampleDesign, weighting }: Profile,
  say: ResearchSay,
): readonly string[] {
  return [
    weightingSentences(weighting, say),
    varianceSentence(method, weighting, say),
    [say('method.intervals'), ...(sampleDesign === 'probability' ? [] : [say('method.modelBased')])].join(
      ' ',
    ),
  ]
}

/** How protected figures are kept from telling of single people. */
export function disclosureSentence({ disclosure }: ProfileMethod, say: ResearchSay): string {
  return say('method.protected', {
    fewest: disclosure.minimumCell,
    fewestHarmed: disclosure.minimumVictimCell,
  })
}

/** A note beside protected figures; '' for one that only exact figures have. */
export function noteSentence(
  { code }: ProfileNote,
  { weighting, questionnaire: { version: asked, scoringVersion } }: Profile,
  say: ResearchSay,
): string {
  if (code === 'scored_anew') return say(`note.${code}`, { asked, scoring: scoringVersion ?? asked })
  if (code === 'people_without_weight') return say(`note.${code}`, { people: weighting?.withoutWeight ?? 0 })
  return code === 'not_for_publication' ? '' : say(`note.${code}`)
}

function weightingSentences(weighting: ShownWeighting | null, say: ResearchSay): string {
  if (weighting === null) return say('method.unweighted')
  const { title, kishDeff: deff, method, margins, fault } = weighting
  const nameOf = (id: string) => {
    const key: string = `breakdown.${id}`
    return isResearchKey(key) ? say(key) : id
  }
  const names = margins.map((name) => name.split('*').map(nameOf).join(' × '))
  return [
    say('method.weighted', { title, deff }),
    ...(method === 'design' || fault !== null ? [] : [say('method.fitted', { margins: names.join(', ') })]),
  ].join(' ')
}

function varianceSentence(
  { sample: { strata, isClustered } }: ProfileMethod,
  weighting: ShownWeighting | null,
  say: ResearchSay,
): string {
  const hasStrata = strata > 1
  const drawn = isClustered
    ? say(hasStrata ? 'method.unitsStrata' : 'method.units', { strata })
    : say(hasStrata ? 'method.personsStrata' : 'method.persons', { strata })
  return [
    drawn,
    ...(isClustered || hasStrata ? [say('method.lonely')] : []),
    ...(weighting?.isFinite ? [say('method.finite')] : []),
    say('method.protectionCounted'),
  ].join(' ')
}
