import { utf8Chunks } from '../byte-chunks'
import { missingKinds, type Variable } from '../microdata'
import { harmlessCode, spreadsheetMissing } from '../spreadsheet-text'
import type { TableDescription } from '../table-description'
import { rNames, rText, rTexts } from './literals'
import { readingSteps } from './steps'

/** Names of the variables that say how people came into the sample. */
export type SurveyDesign = {
  /** null: everybody weighs the same. */
  readonly weight: string | null
  readonly strata: string | null
  /** Sampling units, the first stage first; none: each person was drawn alone. */
  readonly clusters: readonly string[]
  /** Population counts of sampling units, or sampling fractions, a variable for each stage. */
  readonly populations: readonly string[]
}

export type RScriptFiles = {
  /** Name of the CSV file as `writeCsv` writes it, with codes. */
  readonly csv: string
}

/**
 * An R script that reads the CSV file of a table into `data` (factors with labels, numbers, dates, text; NA where there is no value) and
 * `reasons` (why), and makes a `design` for the package survey where a design is given. Base R 4.0 and later; survey for the design only. Pure
 * ASCII, so that no locale garbles a label.
 *
 * @throws RangeError when the design names a variable that the table does not have
 */
export function writeRScript(
  table: TableDescription,
  files: RScriptFiles,
  design: SurveyDesign | null = null,
): AsyncGenerator<Uint8Array> {
  for (const name of design === null ? [] : designVariables(design)) {
    if (!table.variables.some((variable) => variable.name === name)) {
      throw new RangeError(`The design names "${name}", and the table has no such variable.`)
    }
  }
  return utf8Chunks(pieces(table, files, design))
}

function* pieces(
  table: TableDescription,
  files: RScriptFiles,
  design: SurveyDesign | null,
): Generator<string> {
  yield `# Reads ${files.csv.replace(/[^\x20-\x7e]/g, '?')} with labels and the reasons for missing values.
# Made by Foothold on ${table.madeOn}. Needs R 4.0 or later${design === null ? '' : ', and the package survey for the design'}.
# Run it where the file is: Rscript SCRIPT.R, or source("SCRIPT.R").
#
# Afterwards: data     a row a person; factors with labels, numbers, dates and texts; NA where there is no value
#             reasons  of the same shape: why there is no value, NA where there is one
${design === null ? '' : '#             design   for svymean(), svyby() and their kin\n'}
file <- ${rText(files.csv)}

`
  yield `missing_codes <- ${rNames(missingKinds.map((kind) => [kind, spreadsheetMissing[kind]]))}\n`
  yield `missing_labels <- ${rNames(missingKinds.map((kind) => [kind, table.missingLabels[kind]]))}\n\n`
  yield 'variables <- list(\n'
  for (const [index, variable] of table.variables.entries()) {
    yield `  ${variableList(variable)}${index < table.variables.length - 1 ? ',' : ''}\n`
  }
  yield ')\n'
  yield readingSteps
  if (design !== null) yield designSteps(design)
}

function variableList(variable: Variable): string {
  const parts = [
    `name = ${rText(variable.name)}`,
    `type = ${rText(variable.type)}`,
    `label = ${rText(variable.label)}`,
    `question = ${rText(variable.question)}`,
  ]
  if (variable.type === 'categorical') {
    parts.push(
      `ordered = ${variable.level === 'ordinal' ? 'TRUE' : 'FALSE'}`,
      `codes = ${rTexts(variable.categories.map(({ code }) => harmlessCode(code)))}`,
      `labels = ${rTexts(levelNames(variable.categories))}`,
    )
  }
  return `list(${parts.join(', ')})`
}

/** Labels as names of levels, which R wants to be different: one that occurs twice brings its code along. */
function levelNames(
  categories: readonly { readonly code: string; readonly label: string }[],
): readonly string[] {
  const labels = categories.map(({ label }) => label)
  return categories.map(({ code, label }) => {
    if (label === '') return code
    return labels.indexOf(label) === labels.lastIndexOf(label) && !isCodeOfAnother(label)
      ? label
      : `${label} [${code}]`
  })

  function isCodeOfAnother(label: string): boolean {
    return categories.some((category) => category.label === '' && category.code === label)
  }
}

function designVariables(design: SurveyDesign): readonly string[] {
  return [design.weight, design.strata, ...design.clusters, ...design.populations].filter(
    (name) => name !== null,
  )
}

function designSteps(design: SurveyDesign): string {
  const formula = (names: readonly string[]) => `~${names.map((name) => `\`${name}\``).join(' + ')}`
  const parts = [
    `ids = ${design.clusters.length === 0 ? '~1' : formula(design.clusters)}`,
    `strata = ${design.strata === null ? 'NULL' : formula([design.strata])}`,
    design.weight === null ? 'probs = NULL' : `weights = ${formula([design.weight])}`,
    `fpc = ${design.populations.length === 0 ? 'NULL' : formula(design.populations)}`,
  ]
  return `
# Who has no weight, stratum or sampling unit cannot stand for anybody.
in_design <- complete.cases(data[${rTexts(designVariables(design))}])
if (!all(in_design)) message(sum(!in_design), " rows without a complete design are left out of \`design\`.")
if (requireNamespace("survey", quietly = TRUE)) {
  design <- survey::svydesign(
    ${parts.join(',\n    ')},
    data = data[in_design, , drop = FALSE], nest = TRUE
  )
} else {
  message("For \`design\`, first run install.packages(\\"survey\\").")
}
`
}
