import { type CodebookDetails, groupsOf } from '../codebook-details'
import type { VariableCounts } from '../counts'
import { type MissingKind, missingKinds, type Variable } from '../microdata'
import { spreadsheetMissing } from '../spreadsheet-text'
import type { TableDescription } from '../table-description'
import { el, optional } from '../xml'

/** The section of a codebook on groups of variables and on each variable, in the order that the schema asks for. */
export function* dataXml(
  table: TableDescription,
  fileIds: readonly string[],
  details: CodebookDetails,
): Generator<string> {
  yield '<dataDscr>\n'
  for (const group of groupsOf(table.variables, details.groupLabels)) {
    const members = group.variables.map(variableId).join(' ')
    yield el('varGrp', { type: 'section', var: members, name: group.id }, [
      el('labl', { 'xml:lang': table.language }, group.label),
    ])
  }
  for (const [index, variable] of table.variables.entries()) {
    yield variableXml(
      table,
      variable,
      fileIds,
      details.universes?.get(variable.name) ?? '',
      details.counts?.[index],
    )
  }
  yield '</dataDscr>\n'
}

function variableXml(
  table: TableDescription,
  variable: Variable,
  fileIds: readonly string[],
  universe: string,
  counts: VariableCounts | undefined,
): string {
  const language = { 'xml:lang': table.language }
  return el('var', variableAttributes(variable, fileIds), [
    optional('labl', language, variable.label),
    variable.question === ''
      ? ''
      : el('qstn', { ...language, responseDomainType: domains[variable.type] }, [
          el('qstnLit', language, variable.question),
        ]),
    variable.type === 'number' && (variable.min !== null || variable.max !== null)
      ? el('valrng', {}, [
          `<range UNITS="${variable.decimals === 0 ? 'INT' : 'REAL'}"${bound('min', variable.min)}${bound('max', variable.max)}/>\n`,
        ])
      : '',
    optional('universe', language, universe),
    ...statistics(counts),
    ...(variable.type === 'categorical' ? variable.categories : []).map(({ code, value, label }) =>
      el('catgry', {}, [
        el('catValu', {}, code),
        el('labl', language, label),
        el('txt', { level: 'value' }, `${value}`),
        frequency(counts?.byCategory.get(value)),
      ]),
    ),
    ...missingKinds.map((kind) => missingCategory(table, kind, counts)),
    formats[variable.type],
  ])
}

function missingCategory(
  table: TableDescription,
  kind: MissingKind,
  counts: VariableCounts | undefined,
): string {
  return el('catgry', { missing: 'Y', missType: kind }, [
    el('catValu', {}, spreadsheetMissing[kind]),
    el('labl', { 'xml:lang': table.language }, table.missingLabels[kind]),
    frequency(counts?.missing[kind]),
  ])
}

function frequency(count: number | undefined): string {
  return count === undefined ? '' : el('catStat', { type: 'freq' }, `${count}`)
}

function statistics(counts: VariableCounts | undefined): readonly string[] {
  if (counts === undefined) return []
  const missing = missingKinds.reduce((sum, kind) => sum + counts.missing[kind], 0)
  const { spread } = counts
  return [
    el('sumStat', { type: 'vald' }, `${counts.valid}`),
    el('sumStat', { type: 'invd' }, `${missing}`),
    ...(spread === null
      ? []
      : [
          el('sumStat', { type: 'min' }, `${spread.min}`),
          el('sumStat', { type: 'max' }, `${spread.max}`),
          el('sumStat', { type: 'mean' }, `${spread.mean}`),
        ]),
  ]
}

function variableAttributes(
  variable: Variable,
  fileIds: readonly string[],
): Record<string, string | undefined> {
  const isContinuous = variable.type === 'number' || variable.type === 'date'
  return {
    ID: variableId(variable),
    name: variable.name,
    files: fileIds.length === 0 ? undefined : fileIds.join(' '),
    dcml: variable.type === 'number' && variable.decimals !== null ? `${variable.decimals}` : undefined,
    intrvl: isContinuous ? 'contin' : 'discrete',
    measUnit: variable.type === 'number' && variable.unit !== '' ? variable.unit : undefined,
    nature: variable.type === 'categorical' ? variable.level : undefined,
    representationType: representations[variable.type],
  }
}

/** Ids of XML begin with a letter and are unique; names of variables are the latter. */
function variableId(variable: Variable): string {
  return `V_${variable.name}`
}

function bound(name: 'min' | 'max', value: number | null): string {
  return value === null ? '' : ` ${name}="${value}"`
}

const domains = { categorical: 'category', number: 'numeric', text: 'text', date: 'datetime' } as const
const representations = { categorical: 'code', number: 'numeric', text: 'text', date: 'datetime' } as const

const formats: Readonly<Record<Variable['type'], string>> = {
  categorical: '<varFormat type="character" schema="other"/>\n',
  number: '<varFormat type="numeric" schema="other"/>\n',
  text: '<varFormat type="character" schema="other"/>\n',
  date: '<varFormat type="character" schema="ISO" formatname="YYYY-MM-DD" category="date"/>\n',
}
