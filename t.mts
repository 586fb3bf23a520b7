import { writeFileSync } from 'node:fs'
import { forestChart } from './app/ui/charts/forest-chart'

const dims = [
  'Decent work and sufficient income',
  'Clear and secure legal status',
  'Access to social services',
  'Intangible security',
  'Overall index',
]
const mk = (w: number) =>
  forestChart({
    title: 'T',
    description: 'D',
    domain: [0, 100],
    axisLabel: 'Score, 0 (worst) to 100 (best)',
    reference: { at: 50, label: 'deprivation line 50' },
    width: w,
    groups: dims.map((d, i) => ({
      label: d,
      rows: [
        ['privileged', 'Privileged', 80 - i * 2],
        ['average', 'Average', 62 - i * 3],
        ['victim', 'Harmed', 35 + i],
      ].map(([k, l, v]: any) => ({
        kind: k,
        label: l,
        value: i === 2 && k === 'victim' ? null : v,
        interval: [v - 5, v + 5] as const,
        text: i === 2 && k === 'victim' ? 'hidden: too few people' : `${v} (${v - 5} to ${v + 5})`,
      })),
    })),
  })
let t = performance.now()
const a = mk(760)
console.log(performance.now() - t)
for (let i = 0; i < 5; i++) {
  t = performance.now()
  mk(760)
  console.log(performance.now() - t)
}
writeFileSync('/tmp/c.html', `<body style="margin:20px">${a}<hr>${mk(360)}`)
