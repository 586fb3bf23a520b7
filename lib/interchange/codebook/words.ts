/** The words of a codebook page that are the same for every survey. */
export type CodebookWords = {
  /** Language of these words: `en`. */
  readonly language: string
  readonly codebook: string
  readonly aboutTheSurvey: string
  readonly aboutTheFile: string
  readonly contents: string
  readonly missingValues: string
  readonly missingValuesExplained: string
  readonly emptyCell: string
  readonly responses: string
  readonly variables: string
  readonly madeOn: string
  readonly question: string
  readonly askedOf: string
  readonly type: string
  readonly types: { readonly [K in 'nominal' | 'ordinal' | 'number' | 'text' | 'date']: string }
  readonly unit: string
  readonly range: string
  readonly code: string
  readonly value: string
  readonly label: string
  readonly count: string
  readonly share: string
  readonly reason: string
  readonly withValue: string
  readonly withoutValue: string
  readonly least: string
  readonly largest: string
  readonly mean: string
  readonly study: {
    readonly abstract: string
    readonly keywords: string
    readonly producers: string
    readonly funders: string
    readonly distributor: string
    readonly contact: string
    readonly copyright: string
    readonly version: string
    readonly collected: string
    readonly countries: string
    readonly geographicCoverage: string
    readonly universe: string
    readonly unitOfAnalysis: string
    readonly dataKind: string
    readonly timeMethod: string
    readonly samplingProcedure: string
    readonly collectionMode: string
    readonly instrument: string
    readonly languages: string
    readonly weighting: string
    readonly responseRate: string
    readonly limits: string
    readonly confidentiality: string
    readonly accessConditions: string
    readonly citation: string
  }
}

export const englishWords: CodebookWords = {
  language: 'en',
  codebook: 'Codebook',
  aboutTheSurvey: 'About the survey',
  aboutTheFile: 'About the data',
  contents: 'Contents',
  missingValues: 'Missing values',
  missingValuesExplained:
    'A cell without a value holds one of these codes in CSV and Excel files. Every variable can have them.',
  emptyCell: 'empty cell',
  responses: 'Responses',
  variables: 'Variables',
  madeOn: 'Made on',
  question: 'Question',
  askedOf: 'Asked of',
  type: 'Type',
  types: {
    nominal: 'Categories',
    ordinal: 'Categories in order',
    number: 'Number',
    text: 'Text',
    date: 'Date',
  },
  unit: 'Unit',
  range: 'Range',
  code: 'Code',
  value: 'Value',
  label: 'Label',
  count: 'Responses',
  share: 'Share of answers',
  reason: 'Why there is no value',
  withValue: 'Answered',
  withoutValue: 'Without a value',
  least: 'Least',
  largest: 'Largest',
  mean: 'Mean',
  study: {
    abstract: 'Summary',
    keywords: 'Keywords',
    producers: 'Producers',
    funders: 'Funded by',
    distributor: 'Distributed by',
    contact: 'Contact',
    copyright: 'Copyright',
    version: 'Version',
    collected: 'Collected',
    countries: 'Countries',
    geographicCoverage: 'Area',
    universe: 'Whom it speaks of',
    unitOfAnalysis: 'Unit of analysis',
    dataKind: 'Kind of data',
    timeMethod: 'Method over time',
    samplingProcedure: 'Sampling',
    collectionMode: 'How it was collected',
    instrument: 'Instrument',
    languages: 'Languages',
    weighting: 'Weights',
    responseRate: 'Response rate',
    limits: 'Limits',
    confidentiality: 'Confidentiality',
    accessConditions: 'Conditions of use',
    citation: 'Cite as',
  },
}
