import Link from 'next/link'
import type { Wave } from '@/db/waves'

/**
 * Which wave of its study a round is, and the way to the others.
 *
 * @param waves those that the reader may read, by wave
 * @param mayRead whether the reader may know of releases
 */
export function Waves({
  slug,
  waves,
  mayRead,
}: {
  readonly slug: string
  readonly waves: readonly Wave[]
  readonly mayRead: boolean
}) {
  const own = waves.find((wave) => wave.slug === slug)
  const last = waves.at(-1)
  if (own === undefined || last === undefined) return null
  if (waves.length === 1) return <>{own.wave}</>
  return (
    <>
      {own.wave} of {last.wave}
      <ul className="plain-list">
        {waves.map((wave) => (
          <li key={wave.slug}>
            Wave {wave.wave}:{' '}
            {wave.slug === slug ? (
              <span aria-current="page">this round</span>
            ) : (
              <Link href={`/rounds/${wave.slug}`}>
                <bdi>{wave.title}</bdi>
              </Link>
            )}
            {mayRead && `, ${wave.release === null ? 'no release yet' : `release ${wave.release}`}`}
          </li>
        ))}
      </ul>
    </>
  )
}
