import type { ReactNode } from 'react'
import { type ForestChart, forestChart } from '@/app/ui/charts/forest-chart'

/**
 * A chart with everything that belongs to it: the title that states the finding or the question, unit and number of people, the picture at
 * the width of a desk and of a phone, where it comes from, and the table behind it.
 */
export function Picture({
  title,
  subtitle,
  chart,
  source,
  isSmall = false,
  children,
}: {
  readonly title: string
  readonly subtitle: string
  readonly chart: Omit<ForestChart, 'title' | 'description' | 'width'>
  readonly source: string
  readonly isSmall?: boolean
  /** The table behind the picture. */
  readonly children: ReactNode
}) {
  const words = { title, description: `${subtitle} The table below the picture has every figure. ${source}` }
  return (
    <figure className={isSmall ? 'picture small' : 'picture'}>
      <figcaption>
        <h3>{title}</h3>
        <p className="quiet-text">{subtitle}</p>
      </figcaption>
      <Drawing width="wide" svg={forestChart({ ...chart, ...words, width: isSmall ? 540 : 900 })} />
      <Drawing width="narrow" svg={forestChart({ ...chart, ...words, width: 340 })} />
      <p className="source">{source}</p>
      <details>
        <summary>Show as table</summary>
        {children}
      </details>
    </figure>
  )
}

function Drawing({ width, svg }: { readonly width: 'wide' | 'narrow'; readonly svg: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: markup of the charting library, in which every text is escaped
  return <div className={`drawing ${width}`} dangerouslySetInnerHTML={{ __html: svg }} />
}
