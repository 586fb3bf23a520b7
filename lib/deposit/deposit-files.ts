import type { ReidentificationRisk } from '../disclosure/reidentification'
import { utf8Chunks } from '../interchange/byte-chunks'
import { codebookOf } from '../interchange/codebook/codebook'
import { writeCodebookHtml } from '../interchange/codebook/html'
import { codebookDetails } from '../interchange/codebook-of-questionnaire'
import type { LeftOut } from '../interchange/column'
import { writeDdi } from '../interchange/ddi/write'
import { exportFileName, exportFormat } from '../interchange/export-request'
import { formatWriters } from '../interchange/format-writers'
import type { Microdata } from '../interchange/microdata'
import { type SurveyDesign, writeRScript } from '../interchange/r/write'
import type { Study } from '../interchange/study'
import type { RoundFacts } from '../interchange/study-of-round'
import type { TableDescription } from '../interchange/table-description'
import type { Questionnaire } from '../questionnaire/definition'
import { languageName } from '../questionnaire/language'
import { disclosureReport } from './disclosure-report'
import { methodNote } from './method-note'
import { questionnairePage } from './questionnaire-page'
import { depositReadme } from './readme'

/** A file of a package. */
export type DepositFile = {
  /** Path in the package, with `/`: letters, digits, `-`, `_` and `.`. */
  readonly name: string
  /** What it is, for whoever reads the list. */
  readonly is: string
  readonly content: () => AsyncIterable<Uint8Array>
}

/** A round that is handed on, with what was decided about it. */
export type Deposit = {
  readonly round: RoundFacts
  /** As it was asked, with the scoring of the scores. */
  readonly questionnaire: Questionnaire
  /** The published versions: the one that was asked, and behind it the one whose scoring the scores are made by, where that is another. */
  readonly versions: readonly Questionnaire[]
  readonly releases: readonly {
    readonly number: number
    readonly responses: number
    readonly madeOn: string
  }[]
  readonly description: TableDescription
  readonly leftOut: readonly LeftOut[]
  readonly study: Study
  readonly risk: ReidentificationRisk
  /** Fewest people of whom a protected figure of this installation is shown. */
  readonly minimumCell: number
  /** Names of the variables that people are weighted by; null where every person counts once. */
  readonly design: SurveyDesign | null
  /** The single answers, each time anew. */
  readonly table: () => Microdata
}

/** The name of the list of checksums, which is written last, over all others. */
export const checksumsName = 'SHA256SUMS'

const dataFormats = ['csv', 'sav', 'dta', 'parquet'] as const

/** Every file of a package but the checksums, in the order in which somebody reads them. */
export function depositFiles(deposit: Deposit): readonly DepositFile[] {
  const { description, study, questionnaire, round } = deposit
  const details = codebookDetails(questionnaire, description.language)
  const text = (written: string) => utf8Chunks([written])
  const data = dataFormats.map((id) => ({
    name: `data/${exportFileName(description.name, id)}`,
    is: `single answers, ${exportFormat(id).name}`,
    content: () => formatWriters[id].write(deposit.table(), { study, details, design: deposit.design }),
  }))
  const dataFiles = dataFormats.map((id) => ({
    name: `data/${exportFileName(description.name, id)}`,
    format: exportFormat(id).name,
  }))
  const rest: readonly DepositFile[] = [
    ...data,
    {
      name: `data/${description.name}.R`,
      is: 'reads the CSV file into R with labels and reasons for missing values',
      content: () => writeRScript(description, { csv: `${description.name}.csv` }, deposit.design),
    },
    {
      name: 'codebook.xml',
      is: 'every variable, DDI-Codebook 2.5',
      content: () => writeDdi(description, study, dataFiles, details),
    },
    {
      name: 'codebook.html',
      is: 'the same, to read and print',
      content: () => writeCodebookHtml(codebookOf(description, study, details)),
    },
    ...deposit.versions.map((published, place) => ({
      name: `questionnaires/questionnaire${place === 0 ? '' : '-of-scores'}.json`,
      is:
        place === 0
          ? 'the questionnaire in all its languages, as programs read it'
          : `its version ${published.version}, whose scoring the scores are made by`,
      content: () => text(`${JSON.stringify(published, null, 2)}\n`),
    })),
    ...questionnaire.languages.map((language) => ({
      name: `questionnaires/questionnaire-${language}.html`,
      is: `the questionnaire in ${languageName(language)}, to read and print`,
      content: () => text(questionnairePage(questionnaire, language)),
    })),
    {
      name: 'method.md',
      is: 'how the data came about and how scores are made',
      content: () => text(methodNote(round, questionnaire, deposit.releases)),
    },
    {
      name: 'disclosure.md',
      is: 'what protects people, and what risk is left',
      content: () => text(disclosureReport(deposit.risk, deposit.leftOut, deposit.minimumCell)),
    },
  ]
  const readme = { name: 'README.txt', is: 'this file' }
  const checksums = { name: checksumsName, is: 'checksums of all files' }
  return [
    { ...readme, content: () => text(depositReadme(study, description, [readme, ...rest, checksums])) },
    ...rest,
  ]
}
