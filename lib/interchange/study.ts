/**
 * What a codebook says of a survey besides its variables, in the language of the table. '' and empty lists are left out of files; nothing here may
 * name a person who answered.
 */
export type Study = {
  /** Stable id, as in a catalogue: the survey's slug. */
  readonly id: string
  readonly title: string
  readonly subtitle: string
  readonly abstract: string
  readonly keywords: readonly string[]
  /** Organisations that made the survey, the first one first. */
  readonly producers: readonly string[]
  readonly funders: readonly string[]
  readonly distributor: string
  /** Where questions about the data go: an office or its address, not a person's. */
  readonly contact: string
  readonly copyright: string
  /** Of these data: `1.2`. */
  readonly version: string
  /** Date of that version, `2026-03-01`. */
  readonly versionOn: string
  /** First and last day or month of answering, `2026-03-01` or `2026-03`; '' while it is open. */
  readonly collectedFrom: string
  readonly collectedTo: string
  readonly countries: readonly { readonly code: string; readonly name: string }[]
  readonly geographicCoverage: string
  /** Whom the figures speak of. */
  readonly universe: string
  readonly unitOfAnalysis: string
  /** Such as "survey data". */
  readonly dataKind: string
  /** Such as "cross-section", or how waves follow each other. */
  readonly timeMethod: string
  /** How people came into the sample; of a non-probability sample, that it is one. */
  readonly samplingProcedure: string
  readonly collectionMode: string
  readonly instrument: string
  /** Language codes in which people could answer. */
  readonly languages: readonly string[]
  readonly weighting: string
  readonly responseRate: string
  /** What the data cannot tell. */
  readonly limits: string
  readonly confidentiality: string
  readonly accessConditions: string
  readonly citation: string
}

/** A file with the data, beside the codebook. */
export type DataFile = {
  readonly name: string
  /** In words: "SPSS system file". */
  readonly format: string
}
