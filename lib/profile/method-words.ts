import type { ResearchSay } from '@/lib/interface/research/research-words'
import type { ProfileMethod, ProfileNote } from './method'
import type { Profile } from './profile'

/*
 * What `method.ts` says in English for the API, in the language of a report. A report is never exact, so that what is said of exact
 * figures has no words here.
 */

/** How protected figures were made, a sentence each, in the order of `ProfileMethod`. */
export function methodSentences({ method, sampleDesign }: Profile, say: ResearchSay): readonly string[] {
  return [
    say(method.sample.isWeighted ? 'method.weighted' : 'method.unweighted'),
    varianceSentence(method, say),
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
export function noteSentence({ code }: ProfileNote, say: ResearchSay): string {
  return code === 'not_for_publication' ? '' : say(`note.${code}`)
}

function varianceSentence({ sample: { strata, isClustered } }: ProfileMethod, say: ResearchSay): string {
  const hasStrata = strata > 1
  const drawn = isClustered
    ? say(hasStrata ? 'method.unitsStrata' : 'method.units', { strata })
    : say(hasStrata ? 'method.personsStrata' : 'method.persons', { strata })
  return [
    drawn,
    ...(isClustered || hasStrata ? [say('method.lonely')] : []),
    say('method.protectionCounted'),
  ].join(' ')
}
