import type { ShownWeighting } from '../profile/weighting'
import type { Questionnaire } from '../questionnaire/definition'
import { textIn } from '../questionnaire/language'
import type { LeftOut } from './column'
import type { Study } from './study'

/** What a round says of itself. */
export type RoundFacts = {
  readonly slug: string
  readonly title: string
  /** Who asks; '' says nothing. */
  readonly organisation: string
  readonly isSynthetic: boolean
  readonly sampleDesign: 'probability' | 'non_probability'
  readonly wave: number
  /** The version whose scoring the scores are made by; null, or left out, where it is the one that was asked. */
  readonly scoringVersion?: number | null
  readonly openedOn: string | null
  readonly closedOn: string | null
  /** How people are weighted, in sentences; left out where every person counts once. */
  readonly weighting?: string
  /** What estimates of the round rest on; left out where every person counts once and was drawn alone. */
  readonly sample?: RoundSample
}

/** How the people of a round were drawn and weighted, as its single answers have it. */
export type RoundSample = {
  readonly weighting: ShownWeighting
  /** Strata in which people were drawn; 1 where there are none. */
  readonly strata: number
  /** Whether people were drawn by sampling units rather than one by one. */
  readonly isClustered: boolean
}

/** What the program cannot know, as whoever hands the data on writes it. */
export type StudyWishes = {
  /** Of the data; `1` unless said otherwise. */
  readonly version: string
  /** Licence or terms in words; '' says that nothing was said. */
  readonly licence: string
}

const population = {
  migrant:
    'International migrants: adults (18 and over) who live, or plan to live, in a country other than the one they came from, whatever their papers.',
  host: 'Adults (18 and over) of the host community.',
  any: '',
} as const satisfies Record<Questionnaire['population'], string>

const sampling = {
  probability: 'Probability sample: people were drawn at random from a known list or area.',
  non_probability:
    'Non-probability sample: people came by an open link, by partners or by people who know people.',
} as const

const limits = {
  probability: 'Figures speak for the group that was drawn from, within their intervals.',
  non_probability:
    'The data describe the people who answered, not everybody in a place; coverage is unknown, and intervals rest on a model.',
} as const

/**
 * A round as a codebook describes it. Our own sentences are English; names and titles are in the language of the table.
 *
 * @param leftOut what the table has not, which the codebook says
 * @param madeOn date, `2026-03-01`
 */
export function studyOf(
  round: RoundFacts,
  questionnaire: Questionnaire,
  language: string,
  leftOut: readonly LeftOut[],
  madeOn: string,
  { version, licence }: StudyWishes = { version: '1', licence: '' },
): Study {
  const { defaultLanguage } = questionnaire
  const say = (text: Parameters<typeof textIn>[0]) => textIn(text, language, defaultLanguage)
  const synthetic = round.isSynthetic ? 'Synthetic answers: these people are made up. ' : ''
  const title = round.isSynthetic ? `${round.title} [synthetic answers, not real people]` : round.title
  const { scoringVersion = null } = round
  const scored = scoringVersion === null ? '' : `; scores are by version ${scoringVersion}`
  const instrument = `${say(questionnaire.title)} (${questionnaire.id}, version ${questionnaire.version}${scored})`
  return {
    id: round.slug,
    title,
    subtitle: round.wave > 1 ? `Wave ${round.wave}` : '',
    abstract: `${synthetic}${say(questionnaire.intro)}`,
    keywords: ['migration', 'social survey', 'well-being'],
    producers: round.organisation === '' ? [] : [round.organisation],
    funders: [],
    distributor: '',
    contact: '',
    copyright: '',
    version,
    versionOn: madeOn,
    collectedFrom: round.openedOn ?? '',
    collectedTo: round.closedOn ?? '',
    countries: [],
    geographicCoverage: '',
    universe: population[questionnaire.population],
    unitOfAnalysis: 'Person',
    dataKind: 'Survey data',
    timeMethod: round.wave > 1 ? `Wave ${round.wave} of repeated asking` : 'Cross-section',
    samplingProcedure: sampling[round.sampleDesign],
    collectionMode:
      'Self-administered on a web page, or entered by a program or from a file; a variable says which',
    instrument,
    languages: questionnaire.languages,
    weighting: round.weighting ?? 'The data carry no weights: every person counts once.',
    responseRate: '',
    limits: limits[round.sampleDesign],
    confidentiality: confidentialityOf(leftOut),
    accessConditions:
      licence === '' ? 'Not stated. Ask whoever made the survey before you use the data.' : licence,
    citation: citationOf(round, title, version, madeOn),
  }
}

/** How the data are to be named where they are used. */
function citationOf({ organisation }: RoundFacts, title: string, version: string, madeOn: string): string {
  const maker = organisation === '' ? '' : `${organisation} (${madeOn.slice(0, 4)}). `
  const year = organisation === '' ? ` (${madeOn.slice(0, 4)})` : ''
  return `${maker}${title}${year}. Version ${version} [data set], made with Foothold on ${madeOn}.`
}

function confidentialityOf(leftOut: readonly LeftOut[]): string {
  const base =
    'Single answers of people who may be at risk. Row identifiers are made for one file or package only; a combination of answers can still tell who somebody is. Do not try to find out.'
  const named = (why: LeftOut['why']) =>
    leftOut
      .filter((variable) => variable.why === why)
      .map(({ name }) => name)
      .join(', ')
  const [sensitive, text] = [named('sensitive'), named('text')]
  return [
    base,
    ...(sensitive === ''
      ? []
      : [`Left out because they are sensitive, or give sensitive answers away: ${sensitive}.`]),
    ...(text === '' ? [] : [`Left out because they are free text: ${text}.`]),
  ].join(' ')
}
