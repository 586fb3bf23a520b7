import { directionOf } from '../../questionnaire/language'
import { type CodebookDetails, groupsOf } from '../codebook-details'
import type { VariableCounts } from '../counts'
import { type MissingKind, missingKinds, type Variable } from '../microdata'
import { spreadsheetMissing } from '../spreadsheet-text'
import type { Study } from '../study'
import type { TableDescription } from '../table-description'
import { type CodebookWords, englishWords } from './words'

/** A codebook as a page shows it: all that is to be read, nothing of how it looks. */
export type Codebook = {
  readonly title: string
  readonly subtitle: string
  /** Language and direction of labels, questions and what is said of the survey. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly words: CodebookWords
  readonly survey: readonly CodebookFact[]
  readonly file: readonly CodebookFact[]
  readonly missing: readonly { readonly kind: MissingKind; readonly code: string; readonly label: string }[]
  readonly sections: readonly CodebookSection[]
}

/** A term in the language of the words, with what is said in the language of the codebook. */
export type CodebookFact = { readonly term: string; readonly text: string }

export type CodebookSection = {
  /** As a place in a page: letters, digits, `_` and `-`. */
  readonly anchor: string
  readonly label: string
  readonly variables: readonly CodebookVariable[]
}

export type CodebookVariable = {
  readonly name: string
  readonly anchor: string
  readonly label: string
  readonly question: string
  readonly universe: string
  readonly type: keyof CodebookWords['types']
  readonly unit: string
  /** Least and largest value that can occur: `0 – 120`, `≥ 0`; '' where there are no bounds. */
  readonly range: string
  readonly categories: readonly CodebookCategory[]
  /** null where nothing was counted. */
  readonly counts: CodebookCounts | null
}

export type CodebookCategory = {
  readonly code: string
  readonly value: number
  readonly label: string
  /** null where nothing was counted. */
  readonly count: number | null
  /** Of the cells with a value, from 0 to 1; null where nothing was counted or nobody answered. */
  readonly share: number | null
}

export type CodebookCounts = {
  readonly valid: number
  /** Only the reasons that occur. */
  readonly missing: readonly { readonly label: string; readonly count: number }[]
  readonly spread: VariableCounts['spread']
}

/**
 * The codebook of a table.
 *
 * @param details with `counts`, the page shows unweighted and unprotected frequencies: for who may have the single answers
 * @param words of another language than English, where there are any
 */
export function codebookOf(
  table: TableDescription,
  study: Study,
  details: CodebookDetails = {},
  words: CodebookWords = englishWords,
): Codebook {
  const countsOf = new Map(table.variables.map(({ name }, index) => [name, details.counts?.[index]]))
  return {
    title: study.title,
    subtitle: study.subtitle,
    language: table.language,
    direction: directionOf(table.language),
    words,
    survey: surveyFacts(study, words),
    file: [
      { term: words.responses, text: `${table.rowCount}` },
      { term: words.variables, text: `${table.variables.length}` },
      { term: words.madeOn, text: table.madeOn },
    ],
    missing: missingKinds.map((kind) => ({
      kind,
      code: spreadsheetMissing[kind],
      label: table.missingLabels[kind],
    })),
    sections: groupsOf(table.variables, details.groupLabels).map(({ label, variables }, index) => ({
      anchor: `section-${index + 1}`,
      label,
      variables: variables.map((variable) =>
        codebookVariable(
          table,
          variable,
          details.universes?.get(variable.name) ?? '',
          countsOf.get(variable.name),
        ),
      ),
    })),
  }
}

function codebookVariable(
  table: TableDescription,
  variable: Variable,
  universe: string,
  counts: VariableCounts | undefined,
): CodebookVariable {
  const { name, label, question } = variable
  return {
    name,
    anchor: `variable-${name}`,
    label,
    question,
    universe,
    type: variable.type === 'categorical' ? variable.level : variable.type,
    unit: variable.type === 'number' ? variable.unit : '',
    range: variable.type === 'number' ? rangeOf(variable.min, variable.max) : '',
    categories: (variable.type === 'categorical' ? variable.categories : []).map((category) => {
      const count = counts?.byCategory.get(category.value) ?? null
      const isShared = count !== null && counts !== undefined && counts.valid > 0
      return { ...category, count, share: isShared ? count / counts.valid : null }
    }),
    counts: counts === undefined ? null : countsShown(table, counts),
  }
}

function countsShown(table: TableDescription, counts: VariableCounts): CodebookCounts {
  return {
    valid: counts.valid,
    missing: missingKinds
      .map((kind) => ({ label: table.missingLabels[kind], count: counts.missing[kind] }))
      .filter(({ count }) => count > 0),
    spread: counts.spread,
  }
}

function rangeOf(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return `${min} – ${max}`
  if (min !== null) return `≥ ${min}`
  return max === null ? '' : `≤ ${max}`
}

function surveyFacts(study: Study, { study: terms }: CodebookWords): readonly CodebookFact[] {
  const period = [study.collectedFrom, study.collectedTo].filter((date) => date !== '').join(' – ')
  const version = [study.version, study.versionOn].filter((part) => part !== '').join(', ')
  return [
    { term: terms.abstract, text: study.abstract },
    { term: terms.producers, text: study.producers.join('; ') },
    { term: terms.collected, text: period },
    { term: terms.countries, text: study.countries.map(({ name }) => name).join('; ') },
    { term: terms.geographicCoverage, text: study.geographicCoverage },
    { term: terms.universe, text: study.universe },
    { term: terms.unitOfAnalysis, text: study.unitOfAnalysis },
    { term: terms.dataKind, text: study.dataKind },
    { term: terms.timeMethod, text: study.timeMethod },
    { term: terms.samplingProcedure, text: study.samplingProcedure },
    { term: terms.collectionMode, text: study.collectionMode },
    { term: terms.instrument, text: study.instrument },
    { term: terms.languages, text: study.languages.join(', ') },
    { term: terms.weighting, text: study.weighting },
    { term: terms.responseRate, text: study.responseRate },
    { term: terms.limits, text: study.limits },
    { term: terms.confidentiality, text: study.confidentiality },
    { term: terms.accessConditions, text: study.accessConditions },
    { term: terms.citation, text: study.citation },
    { term: terms.version, text: version },
    { term: terms.funders, text: study.funders.join('; ') },
    { term: terms.distributor, text: study.distributor },
    { term: terms.contact, text: study.contact },
    { term: terms.copyright, text: study.copyright },
    { term: terms.keywords, text: study.keywords.join('; ') },
  ].filter(({ text }) => text !== '')
}
