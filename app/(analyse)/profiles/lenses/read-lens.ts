import { compareNeighbours } from '@/db/profiles'
import type { Actor } from '@/lib/permissions'
import { partsSentenceOf, sentenceOf } from '@/lib/profile/finding'
import type { Lens } from '@/lib/profile/lens'
import { type AskedRound, askRound, type NoView, readOrExplain, type View } from '../[slug]/profile-view'
import { readParts, readView, type ViewId } from '../[slug]/views'

/** Pictures of one view of the round: their files are the view's. */
export type LensView = { readonly id: ViewId; readonly view: View }

/** One lens: a round, what its figures say, and the pictures that show it. */
export type ShownLens = {
  readonly asked: AskedRound
  readonly sentences: readonly string[]
  readonly views: readonly LensView[]
}

/** Which pictures of which view each lens shows. */
const picturesOf: Readonly<
  Record<Lens, readonly { readonly id: ViewId; readonly isShown: (figure: string) => boolean }[]>
> = {
  hosts: [
    { id: 'overview', isShown: (figure) => figure === 'shares' },
    { id: 'spread', isShown: () => true },
  ],
  migrants: [{ id: 'overview', isShown: (figure) => figure === 'means' }],
  fabric: [{ id: 'parts', isShown: () => true }],
}

/** What a lens shows of a round, protected always; or the refusal that stands in its place. */
export async function readLens(actor: Actor, lens: Lens, slug: string): Promise<ShownLens | NoView> {
  return readOrExplain(
    (async () => {
      const asked = await askRound(actor, slug, new URLSearchParams())
      const views = await Promise.all(
        picturesOf[lens].map(async ({ id, isShown }) => {
          const view = await readView(id, asked)
          return { id, view: { ...view, figures: view.figures.filter((figure) => isShown(figure.id)) } }
        }),
      )
      const [first] = views
      return {
        asked,
        views,
        sentences: [
          ...(first === undefined
            ? []
            : [sentenceOf(first.view.profile, await compareNeighbours(actor, slug), asked.wording)]),
          ...(lens === 'fabric' ? await partsSentence(asked) : []),
        ],
      }
    })(),
  )
}

async function partsSentence(asked: AskedRound): Promise<readonly string[]> {
  const table = await readParts(asked)
  const sentence = table === undefined ? null : partsSentenceOf(table, asked.wording)
  return sentence === null ? [] : [sentence]
}
