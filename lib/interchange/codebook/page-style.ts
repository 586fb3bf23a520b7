/** The look of a codebook that stands alone: no other file, no script, logical sides only, A4 on paper. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #14232b; --paper: #fff; --line: #d9d2c1; --quiet: #4a5a63; --link: #0b5c6b }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --paper: #14171a; --line: #3b444b; --quiet: #b5bec4; --link: #7cc7d6 } }
* { box-sizing: border-box }
body { margin: 0 auto; max-inline-size: 56rem; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, "Noto Sans", "Noto Sans Arabic", sans-serif }
:dir(rtl) { line-height: 1.7 }
h1 { margin-block: 0 .25rem; font-size: 1.75rem; line-height: 1.25 }
h2 { margin-block: 2.5rem .75rem; border-block-end: 2px solid var(--line); padding-block-end: .25rem; font-size: 1.375rem }
h3 { margin-block: 1.75rem .25rem; font-size: 1.0625rem }
a { color: var(--link) }
.kind, .quiet { color: var(--quiet) }
code { font: .9375em ui-monospace, monospace; overflow-wrap: anywhere }
dl { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: .25rem 1rem; margin-block: .5rem }
dt { color: var(--quiet) }
dd { margin: 0; overflow-wrap: anywhere; white-space: pre-line }
table { border-collapse: collapse; inline-size: 100%; margin-block: .5rem; font-variant-numeric: tabular-nums }
th, td { border-block-end: 1px solid var(--line); padding: .25rem .5rem; text-align: start; vertical-align: top; overflow-wrap: anywhere }
th { color: var(--quiet); font-weight: 600 }
.number { text-align: end; white-space: nowrap }
.variable { break-inside: avoid-page }
@media (max-width: 36rem) { dl { grid-template-columns: 1fr } dd { margin-block-end: .5rem } }
@page { size: A4; margin: 18mm 16mm }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --line: #bbb; --quiet: #333; --link: #000 }
  body { max-inline-size: none; padding: 0; font-size: 10pt }
  h2, h3 { break-after: avoid-page }
  thead { display: table-header-group }
  tr { break-inside: avoid-page }
  nav { break-after: page }
}
`
