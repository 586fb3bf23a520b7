/*
 * Draws every kind of chart from sample data in a real browser, for reviewers to look at: light, dark and grey print, phone and desk, English,
 * German and Arabic. `npx tsx scripts/chart-gallery.ts FOLDER` writes one PNG for each, into a folder outside the repository, and names every
 * picture whose words meet or leave it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { chromium } from '@playwright/test'
import { sampleCharts, sampleFrame } from '../app/ui/charts/fixtures/sample-charts'
import { sampleWords } from '../app/ui/charts/fixtures/sample-words'
import { chromiumLaunch } from '../e2e/chromium'

const [given, only] = process.argv.slice(2)
if (given === undefined || !relative('.', resolve(given)).startsWith('..')) {
  console.error(
    'Name a folder outside the repository: npx tsx scripts/chart-gallery.ts FOLDER [PART OF A NAME]',
  )
  process.exit(1)
}
const folder = resolve(given)
mkdirSync(folder, { recursive: true })
const css = ['app/ui/tokens.css', 'app/ui/charts/charts.css', 'app/(analyse)/profile.css']
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')
const looks = [
  { name: 'light', scheme: 'light', media: 'screen' },
  { name: 'dark', scheme: 'dark', media: 'screen' },
  { name: 'print', scheme: 'light', media: 'print' },
] as const

let faults = 0
const browser = await chromium.launch(await chromiumLaunch())
try {
  const page = await browser.newPage({ deviceScaleFactor: 1.5 })
  for (const words of Object.values(sampleWords))
    for (const width of [340, 900])
      for (const look of looks) {
        await page.emulateMedia({ colorScheme: look.scheme, media: look.media })
        await page.setViewportSize({ width: width + 32, height: 600 })
        for (const chart of sampleCharts(words)) {
          const name = `${chart.name}-${words.language}-${width}-${look.name}`
          if (only !== undefined && !name.includes(only)) continue
          const svg = chart.draw(sampleFrame(words, width))
          await page.setContent(
            `<!doctype html><html lang="${words.language}" dir="${words.direction}"><style>${css} body { margin: 0; background: var(--paper); }</style><div class="drawing" style="padding:16px;inline-size:${width}px">${svg}</div>`,
          )
          for (const fault of await page.evaluate(wordsThatMeet)) {
            faults += 1
            console.error(`${name}: ${fault}`)
          }
          writeFileSync(join(folder, `${name}.png`), await page.locator('.drawing').screenshot())
        }
      }
} finally {
  await browser.close()
}
process.exitCode = faults === 0 ? 0 : 1

/** Runs in the page: pairs of words whose boxes overlap, and words outside the picture. */
function wordsThatMeet(): string[] {
  const frame = document.querySelector('svg')?.getBoundingClientRect() ?? new DOMRect()
  const boxes = [...document.querySelectorAll('svg text')]
    .flatMap((text) => (text.querySelector('tspan') === null ? [text] : [...text.querySelectorAll('tspan')]))
    .map((element) => ({ words: element.textContent ?? '', box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0)
  const slack = 2
  const meet = boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) =>
          Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left) > slack &&
          Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top) > slack + 5,
      )
      .map((other) => `"${one.words}" meets "${other.words}"`),
  )
  const out = boxes
    .filter(
      ({ box }) =>
        box.left < frame.left - slack || box.right > frame.right + slack || box.bottom > frame.bottom + slack,
    )
    .map(({ words }) => `"${words}" leaves the picture`)
  return [...meet, ...out]
}
