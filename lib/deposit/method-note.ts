import type { RoundFacts } from '../interchange/study-of-round'
import { methodOf, notesOf } from '../profile/method'
import type { Questionnaire } from '../questionnaire/definition'
import { textIn } from '../questionnaire/language'

/** How the data came about and how scores and figures are made from them: Markdown, in English. */
export function methodNote(
  round: RoundFacts,
  questionnaire: Questionnaire,
  releases: readonly { readonly number: number; readonly responses: number; readonly madeOn: string }[],
): string {
  const method = methodOf({
    ...(round.sample ?? { weighting: null, strata: 1, isClustered: false }),
    sampleDesign: round.sampleDesign,
    minimumCell: null,
  })
  const notes = notesOf({
    isExact: false,
    isSynthetic: round.isSynthetic,
    versions: { asked: questionnaire.version, scoring: round.scoringVersion ?? null },
    // What is to be said of weights stands under Estimates.
    weighting: null,
    sampleDesign: round.sampleDesign,
    isExcludedShareHigh: false,
    areBandsHidden: false,
  }).filter(({ code }) => code !== 'does_not_add_up')
  return `# Method

## Collection

- Questionnaire: \`${questionnaire.id}\`, version ${questionnaire.version}, as in the folder \`questionnaires\`.${scoredBy(round)}
- Open from ${round.openedOn ?? 'a day that is not recorded'} to ${round.closedOn ?? 'this day: the round is still open'}.
- ${round.sampleDesign === 'probability' ? 'Probability sample: people were drawn at random' : 'Not a probability sample: people came by an open link, by partners or by people who know people'}.
- Whoever answered on the web page read what is kept and until when, and agreed, before the first question. Answers that people withdrew are not in the data.
${notes.map(({ text }) => `- ${text}`).join('\n')}

## Missing answers

Five reasons are kept apart in every file: preferred not to answer, does not know, does not apply, not asked (by the rules of the questionnaire), no answer.
Nothing is imputed. In a score, "does not apply" says that nothing it is made of applies to the person, "no answer" that too little was answered.

${scoringNote(questionnaire)}
## Estimates

${method.weighting} ${method.variance} ${method.intervals}

${releasesNote(releases)}`
}

function scoredBy({ scoringVersion = null }: RoundFacts): string {
  return scoringVersion === null
    ? ''
    : ` Scores are made by version ${scoringVersion}, which is \`questionnaire-of-scores.json\` there.`
}

function scoringNote(questionnaire: Questionnaire): string {
  const { scoring, defaultLanguage } = questionnaire
  if (scoring === null) return ''
  const { minItemShare, minSubdimensionShare, overall, poverty, classification } = scoring
  const weights = scoring.dimensions.map(
    ({ id, label, weight, deprivationCutoff }) =>
      `| \`${id}\` | ${textIn(label, 'en', defaultLanguage)} | ${weight} | ${deprivationCutoff ?? '–'} |`,
  )
  const whole =
    overall.method === 'geometric'
      ? `the weighted geometric mean of the dimensions, each at least ${overall.floor}`
      : 'the weighted arithmetic mean of the dimensions'
  return `## Scores

Scores run from 0 (worst) to 100 (best). A sub-dimension is the weighted mean of its answered items, formed when at least ${percent(minItemShare)} of the items that apply are answered;
a dimension is the weighted mean of its sub-dimensions, formed when at least ${percent(minSubdimensionShare)} of those that apply are. The overall score is ${whole}; it is formed only when every
dimension is.

| dimension | | weight | deprived under |
| --- | --- | ---: | ---: |
${weights.join('\n')}

${poverty === null ? '' : `A person is deprived in a dimension whose score is under its cut-off${poverty.criticalAnswers ? ', or where a critical answer was given' : ''}. The deprivation score is the weighted share of dimensions deprived in; whoever reaches ${poverty.k} counts as poor (Alkire and Foster 2011).\n\n`}${classification === null ? '' : `The category follows from ${classification.type === 'signals' ? 'signals in the circumstances of the move, never from the scores' : 'the overall score'}: a statistical class, no finding about a person.\n\n`}`
}

function releasesNote(releases: readonly { number: number; responses: number; madeOn: string }[]): string {
  if (releases.length === 0) return 'No figures of this round were released.\n'
  const rows = releases.map(({ number, responses, madeOn }) => `| ${number} | ${madeOn} | ${responses} |`)
  return `Releases of protected figures, the newest first:

| release | made on | responses |
| ---: | --- | ---: |
${rows.join('\n')}
`
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}
