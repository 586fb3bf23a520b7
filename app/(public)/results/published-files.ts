import { z } from 'zod'
import { figureFile, figureFileName, figureMediaType } from '@/app/ui/figures/figure-file'
import { reportPdf } from '@/app/ui/report/pdf'
import { publicationPage, publicationReport } from '@/app/ui/report/publication-report'
import { documentOf } from '@/app/ui/report/report-document'
import { reportPageHtml } from '@/app/ui/report/report-html'
import { reportStyle } from '@/app/ui/report/report-style'
import type { RoundReport } from '@/app/ui/report/round-report'
import { type Publication, readPublication } from '@/db/publications'
import { type PublishedFile, readPublishedFile } from '@/db/published-files'
import type { StandingPublication } from '@/db/standing-publications'
import { problem } from '@/lib/problem'

/*
 * What an address of published results can ask for. Nothing is drawn for a name that the publication has not, and no name is taken over from
 * an address: each is found among the publication's own.
 */

/** Who reads here is never asked who they are: no cookie is read and none is set. */
export const anybody = { kind: 'public' } as const

/** A file of a publication with the name under which it is taken away. */
export type OfferedFile = PublishedFile & { readonly fileName: string; readonly mediaType: string }

/** The page of a publication in one of its languages. */
export function pageOf(standing: StandingPublication, language: string): PublishedFile {
  const { newest } = standing
  return {
    // It says whether there is a newer version.
    name: `${language}.page-${newest}.html`,
    mayAlwaysWait: true,
    draw: drawnFrom(standing, (published) => {
      const page = publicationPage(published, language, { base: baseOf(standing), newest })
      return reportPageHtml(page, reportStyle())
    }),
  }
}

/**
 * The file that an address asks for: `report.pdf`, `results.json`, or a picture as SVG, PNG or CSV.
 *
 * @param language one of the publication's
 * @throws not_found for every other name
 */
export async function offeredFile(
  standing: StandingPublication,
  language: string,
  asked: string,
): Promise<OfferedFile> {
  const offer = (
    file: string,
    mediaType: string,
    draw: (report: RoundReport) => Uint8Array | Promise<Uint8Array>,
  ) => ({
    name: `${language}.${file}`,
    fileName: fileNameOf(standing, file),
    mediaType,
    mayAlwaysWait: false,
    draw: drawnFrom(standing, (published) => draw(publicationReport(published, language))),
  })
  if (asked === 'results.json') return resultsOf(standing)
  if (asked === 'report.pdf')
    return offer('report.pdf', 'application/pdf', (report) => reportPdf(documentOf(report)))
  const named = figureFileName(asked)
  const id = named === null ? undefined : (await picturesOf(standing)).find((one) => one === named.id)
  if (named === null || id === undefined) throw problem('not_found', { what: 'file' })
  return offer(`${id}.${named.format}`, figureMediaType(named.format), (report) => {
    const figure = figuresOf(report).find((one) => one.id === id)
    if (figure === undefined) throw problem('not_found', { what: 'file' })
    return figureFile(figure, report.source, report.wording, named.format)
  })
}

/** Address of a version, which stays. */
function baseOf({ slug, version }: StandingPublication): string {
  return `/results/${slug}/v${version}`
}

/** What was published, for programs: no more than what the page shows. */
function resultsOf(standing: StandingPublication): OfferedFile {
  return {
    name: 'results.json',
    fileName: fileNameOf(standing, 'results.json'),
    mediaType: 'application/json',
    mayAlwaysWait: true,
    draw: drawnFrom(standing, ({ round, figures, version, release, madeOn, title, citation, licence }) =>
      JSON.stringify(
        {
          format: 'foothold-results/1',
          round,
          version,
          release,
          madeOn,
          title,
          citation,
          licence,
          ...figures,
        },
        null,
        1,
      ),
    ),
  }
}

/** Ids of the pictures that a publication has, the same in every language. They are listed once and kept as what is drawn is. */
async function picturesOf(standing: StandingPublication): Promise<readonly string[]> {
  const list = await readPublishedFile(anybody, standing.slug, standing.version, {
    name: 'pictures.json',
    mayAlwaysWait: true,
    draw: drawnFrom(standing, (published) =>
      JSON.stringify(
        figuresOf(publicationReport(published, published.languages[0] ?? 'en')).map(({ id }) => id),
      ),
    ),
  })
  return z.array(z.string()).parse(JSON.parse(new TextDecoder().decode(list)))
}

function figuresOf({ sections }: RoundReport): RoundReport['sections'][number]['figures'] {
  return sections.flatMap(({ figures }) => figures)
}

function fileNameOf({ slug, version }: StandingPublication, file: string): string {
  return `${slug}-v${version}-${file}`
}

/** Reads the publication when its turn to be drawn has come, and not before. */
function drawnFrom(
  { slug, version }: StandingPublication,
  draw: (published: Publication) => string | Uint8Array | Promise<Uint8Array>,
): () => Promise<Uint8Array> {
  return async () => {
    const drawn = await draw(await readPublication(anybody, slug, version))
    return typeof drawn === 'string' ? new TextEncoder().encode(drawn) : drawn
  }
}
