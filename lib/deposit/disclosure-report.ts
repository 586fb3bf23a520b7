import { minimumVictimCell } from '../disclosure/protect'
import type { Distinguishing, ReidentificationRisk } from '../disclosure/reidentification'
import { firstReleaseAt } from '../disclosure/release'
import type { LeftOut } from '../interchange/column'

/**
 * What the package does to protect people, and what risk is left: Markdown, in English.
 *
 * @param risk of the single answers by the coarse bands that somebody may know of a neighbour
 * @param minimumCell fewest people of whom a protected figure of this installation is shown
 */
export function disclosureReport(
  risk: ReidentificationRisk,
  leftOut: readonly LeftOut[],
  minimumCell: number,
): string {
  const named = (why: LeftOut['why']) =>
    leftOut.filter((variable) => variable.why === why).map(({ name }) => `\`${name}\``)
  const list = (names: readonly string[], none: string) => (names.length === 0 ? none : names.join(', '))
  return `# Disclosure report

## What the single answers hold

The data files hold one row a person. They are for people who may see single answers, and must be kept as such: encrypted on disk, handed on under terms
that forbid looking for people, deleted when the work is done.

- Receipts, record keys and the ids under which answers are stored are not in them. The row id is made at random for this package
  and joins its files with each other and with nothing else.
- The date of an answer is a day, never an hour. Rows of a day stand in random order.
- Left out as sensitive, or because they give a sensitive answer away: ${list(named('sensitive'), 'nothing')}.
- Left out as free text: ${list(named('text'), 'nothing')}.

## How easily people can be told apart

Counted over the coarse bands of the reporting lattice, which are what somebody may know of a neighbour. A person who stands alone in these data need not
be alone in the population; whoever knows that the person took part can find the row.

People: ${risk.people}.

| known of a person | groups | smallest group | alone in theirs | in groups under 3 | under 5 | under 10 |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
${[...risk.worst, risk.together].map((row) => riskRow(row, risk.people)).join('\n')}

The first rows are the most telling choice of one, two and three characteristics; the last is all of them together. The other answers in the file tell
people apart further.

## What published figures hide and blur

Figures on pages and in tables of this round, unlike these files, pass one rule:

- A figure comes from a release: the first at ${firstReleaseAt} responses, then at each doubling, at the close, and once more by decision.
- A table has at most two breakdowns besides category and wave.
- A group of fewer than ${minimumCell} people is hidden; of harmed migrants by origin, host country or place, of fewer than ${Math.max(minimumCell, minimumVictimCell)}.
- Counts carry an error of up to 3, means and shares a random error that is the same for the same people and shrinks with their number; it is counted in
  the interval. A share of fewer than 3 people, or of all but fewer than 3, is said in words.

A table made from these files has no such protection. Do not publish one with groups of fewer than ${minimumCell} people.
`
}

function riskRow({ keys, groups, smallest, unique, ...under }: Distinguishing, people: number): string {
  const withShare = (n: number) => (people === 0 ? `${n}` : `${n} (${((100 * n) / people).toFixed(1)} %)`)
  const counts = [unique, under.fewerThan3, under.fewerThan5, under.fewerThan10].map(withShare)
  const known = keys.length === 0 ? 'nothing' : keys.map((key) => `\`${key}\``).join(', ')
  return `| ${[known, groups, smallest, ...counts].join(' | ')} |`
}
