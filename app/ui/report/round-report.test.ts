import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { madeUpPerson } from '@/cli/demo/people'
import { seededRandom } from '@/cli/demo/random'
import { readProfile } from '@/db/profiles'
import { readQuestionnaire } from '@/db/questionnaires'
import { importResponses } from '@/db/response-import'
import { type ReportedFigures, readRoundFigures } from '@/db/round-figures'
import { closeRound, createRound } from '@/db/rounds'
import { openFreshStore, operator } from '@/db/testing/actors'
import { researchWords } from '@/lib/interface/research/research-words'
import { meanInWords, wordingIn } from '../figures/wording'
import { reportPdf } from './pdf'
import { documentOf } from './report-document'
import { type ReportPage, reportPageHtml } from './report-html'
import { type RoundReport, roundReport } from './round-report'

let fresh: Awaited<ReturnType<typeof openFreshStore>>
const rounds: Record<string, ReportedFigures> = {}
/** A title that would be markup if it were not written as text. */
const title = 'Harbour <b>& "spring"</b>'

beforeAll(async () => {
  fresh = await openFreshStore()
  for (const id of ['migrant-short', 'public-perceptions', 'social-fabric']) {
    const slug = `of-${id}`
    const organisation = 'Harbour House'
    await createRound(operator, { title, slug, questionnaireId: id, organisation, open: true })
    const questionnaire = await readQuestionnaire(operator, id)
    const random = seededRandom(5)
    const rows = Array.from({ length: 400 }, (_, place) => ({
      row: place + 1,
      id: `person-${place}`,
      ...madeUpPerson(questionnaire, random),
    }))
    expect((await importResponses(operator, slug, rows)).problems).toEqual([])
    await closeRound(operator, slug)
    rounds[id] = await readRoundFigures(operator, slug)
  }
})
afterAll(() => fresh.remove())

function reportOf(id: string, language: string): RoundReport {
  const of = rounds[id]
  if (of === undefined) throw new Error(`no round of ${id}`)
  return roundReport(of.round, of.figures, wordingIn(language, of.questionnaire), null)
}

async function textOfPdf(report: RoundReport): Promise<string> {
  const pdf = await getDocumentProxy(new Uint8Array(reportPdf(documentOf(report))))
  return (await extractText(pdf, { mergePages: true })).text.replaceAll(/\s+/g, ' ')
}

function pageOf(report: RoundReport): ReportPage {
  return { report, languages: [], back: null, notices: [], files: [], fileOf: null, isPublic: true }
}

describe('a report of migrants', () => {
  test('says in its PDF what was found, of whom, how, and what it cannot say', async () => {
    const report = reportOf('migrant-short', 'en')
    const text = await textOfPdf(report)
    const { profile } = rounds['migrant-short']?.figures ?? {}
    if (profile === undefined) throw new Error('there is no profile')
    for (const cell of profile.cells) {
      if (cell.suppressed || cell.group.category === 'undetermined') continue
      expect(text).toContain(meanInWords(report.wording, cell.overall))
      expect(text).toContain(`about ${cell.n} people`)
    }
    for (const words of [
      title,
      'Harbour House',
      report.lead,
      'People were not drawn by chance',
      'migrants who have been harmed',
      'told too little to be placed in a category',
      'Taylor linearisation',
      'Groups of fewer than 10 people are hidden (20 for harmed migrants',
      'must not be used to grant or refuse protection',
      report.citation,
      'release 1 of',
    ])
      expect(text).toContain(words)
    // The numbers of people in the report are the protected ones.
    const exact = await readProfile(operator, 'of-migrant-short', { exact: true })
    const counts = exact.cells.flatMap((cell) => (cell.suppressed ? [] : [cell.n]))
    const shown = profile.cells.flatMap((cell) => (cell.suppressed ? [] : [cell.n]))
    expect(shown).not.toEqual(counts)
  })

  test('says the same in Arabic, from the right, and that a machine drafted the words', async () => {
    const report = reportOf('migrant-short', 'ar')
    const document = documentOf(report)
    const say = researchWords('ar')
    expect(document).toMatchObject({
      direction: 'rtl',
      subtitle: expect.stringMatching(/\p{Script=Arabic}/u),
    })
    const said = JSON.stringify(
      document.blocks.map((block) => (block.kind === 'figure' ? block.title : block)),
    )
    for (const key of ['report.draft', 'report.notByChance', 'report.means', 'note.categories'] as const)
      expect(said).toContain(say(key))
    // No sentence of ours is left in English: what has Latin letters are the name of a category and letters of formulas.
    const words = document.blocks.flatMap((block) =>
      block.kind === 'paragraph' ? [block.text] : block.kind === 'list' ? block.items : [],
    )
    for (const text of words.filter((text) => text !== report.citation))
      expect(text.match(/[A-Za-z]{3,}/g)?.filter((word) => word !== 'victim') ?? [], text).toEqual([])
    const text = await textOfPdf(report)
    for (const word of ['المتضررون', 'الحرمان', 'المنهج', 'القانوني']) expect(text).toContain(word)
    expect(text).not.toContain('\ufffd')
  })

  test.each(['es', 'fr', 'pt', 'uk'])(
    'in %s has every section that English has, and no English in them',
    (language) => {
      const english = reportOf('migrant-short', 'en')
      const report = reportOf('migrant-short', language)
      expect(report.sections.map(({ id }) => id)).toEqual(english.sections.map(({ id }) => id))
      const said = new Set(english.sections.flatMap(({ sentences }) => sentences))
      const left = report.sections
        .filter(({ id }) => id !== 'cite')
        .flatMap(({ sentences }) => sentences.filter((sentence) => said.has(sentence)))
      expect(left).toEqual([])
      expect(report.draft).toBe(researchWords(language)('report.draft'))
      expect(english.draft).toBeNull()
    },
  )

  test('is a page without script in which no text is markup', () => {
    const html = reportPageHtml(pageOf(reportOf('migrant-short', 'ar')), 'p{}')
    expect(html).toContain('<html lang="ar" dir="rtl">')
    expect(html).not.toMatch(/<script|<b>|javascript:/)
    expect(html).toContain('Harbour &lt;b&gt;&amp; &quot;spring&quot;&lt;/b&gt;')
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

test.each([
  ['public-perceptions', 'Who took part', ['Differences between groups']],
  [
    'social-fabric',
    'What makes up each score?',
    ['Deprivation', 'Who took part', 'Differences between groups'],
  ],
])('a report of %s has what its questionnaire measures, and no more', async (id, has, hasNot) => {
  const report = reportOf(id, 'en')
  const titles = report.sections.map((section) => section.title)
  expect(titles).toContain(has)
  for (const one of hasNot) expect(titles).not.toContain(one)
  expect(await textOfPdf(report)).toContain(report.lead)
  expect(report.sections.flatMap(({ sentences }) => sentences).join(' ')).not.toContain('grant or refuse')
})

describe('a report of host views', () => {
  test('shows how many hold each view, and how the score under it is spread', async () => {
    const report = reportOf('public-perceptions', 'en')
    const views = report.sections.find(({ id }) => id === 'views')
    expect(views?.figures.map(({ id }) => id)).toEqual(['shares', 'spread-perception'])
    const { profile, distribution } = rounds['public-perceptions']?.figures ?? {}
    // One histogram of everybody: the bands of each view would only cut it up.
    expect(distribution?.by).toEqual([])
    expect(distribution?.minimumCell).toBe(50)
    const [shares, spread] = views?.figures ?? []
    expect(shares?.table.rows).toHaveLength(profile?.cells.length ?? 0)
    expect(spread?.table.rows).toHaveLength(10)
    const text = await textOfPdf(report)
    for (const figure of [shares, spread]) expect(text).toContain(figure?.title)
    const html = reportPageHtml(pageOf(report), 'p{}')
    for (const [, written] of spread?.table.rows ?? []) expect(html).toContain(written)
  })

  test('of a publication that was made before is as it was', () => {
    const of = rounds['public-perceptions']
    if (of === undefined) throw new Error('there is no round')
    const { distribution: _distribution, ...stored } = of.figures
    const report = roundReport(of.round, stored, wordingIn('en', of.questionnaire), null)
    const views = report.sections.find(({ id }) => id === 'views')
    expect(views?.figures.map(({ id }) => id)).toEqual(['shares'])
  })

  test('has nothing of this where categories come from circumstances', () => {
    expect(reportOf('migrant-short', 'en').sections.map(({ id }) => id)).not.toContain('views')
    expect(rounds['migrant-short']?.figures.distribution).toBeNull()
  })
})

test('exact figures make no report', async () => {
  const of = rounds['migrant-short']
  if (of === undefined) throw new Error('there is no round')
  const profile = await readProfile(operator, 'of-migrant-short', { exact: true })
  expect(() =>
    roundReport(of.round, { ...of.figures, profile }, wordingIn('en', of.questionnaire), null),
  ).toThrow('protected figures')
})
