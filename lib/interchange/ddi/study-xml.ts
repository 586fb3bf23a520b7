import type { Study } from '../study'
import { around, el, optional } from '../xml'

/** The section of a codebook on the survey, in the order that the schema asks for. */
export function studyXml(study: Study, madeOn: string): string {
  return el('stdyDscr', {}, [
    citation(study, madeOn),
    around('stdyInfo', [
      around(
        'subject',
        study.keywords.map((keyword) => el('keyword', {}, keyword)),
      ),
      optional('abstract', {}, study.abstract),
      summary(study),
    ]),
    around('method', [
      around('dataColl', [
        optional('timeMeth', {}, study.timeMethod),
        optional('sampProc', {}, study.samplingProcedure),
        optional('collMode', {}, study.collectionMode),
        optional('resInstru', {}, study.instrument),
        optional('weight', {}, study.weighting),
      ]),
      optional('notes', { type: 'languages' }, study.languages.join(' ')),
      around('anlyInfo', [
        optional('respRate', {}, study.responseRate),
        optional('dataAppr', {}, study.limits),
      ]),
    ]),
    around('dataAccs', [
      around('useStmt', [
        optional('confDec', {}, study.confidentiality),
        optional('contact', {}, study.contact),
        optional('citReq', {}, study.citation),
        optional('conditions', {}, study.accessConditions),
      ]),
    ]),
  ])
}

function citation(study: Study, madeOn: string): string {
  return el('citation', {}, [
    el('titlStmt', {}, [
      el('titl', {}, study.title),
      optional('subTitl', {}, study.subtitle),
      optional('IDNo', {}, study.id),
    ]),
    around(
      'rspStmt',
      study.producers.map((producer) => el('AuthEnty', {}, producer)),
    ),
    el('prodStmt', {}, [
      ...study.producers.map((producer) => el('producer', {}, producer)),
      optional('copyright', {}, study.copyright),
      el('prodDate', { date: madeOn }, madeOn),
      el('software', {}, 'Foothold'),
      ...study.funders.map((funder) => el('fundAg', {}, funder)),
    ]),
    around('distStmt', [optional('distrbtr', {}, study.distributor), optional('contact', {}, study.contact)]),
    around('verStmt', [
      study.version === ''
        ? ''
        : el('version', study.versionOn === '' ? {} : { date: study.versionOn }, study.version),
    ]),
    optional('biblCit', {}, study.citation),
  ])
}

function summary(study: Study): string {
  return around('sumDscr', [
    dated('collDate', 'start', study.collectedFrom),
    dated('collDate', 'end', study.collectedTo),
    ...study.countries.map(({ code, name }) => el('nation', { abbr: code }, name)),
    optional('geogCover', {}, study.geographicCoverage),
    optional('anlyUnit', {}, study.unitOfAnalysis),
    optional('universe', {}, study.universe),
    optional('dataKind', {}, study.dataKind),
  ])
}

function dated(name: string, event: 'start' | 'end', date: string): string {
  return optional(name, { date, event }, date)
}
