import type { Difference } from '@/lib/profile/difference'
import { forestChart } from '../charts/forest-chart'
import { differenceDomain, differenceSentence, differenceText } from './difference'
import type { ProfileFigure } from './figure'
import {
  changeOf,
  type Followed,
  followedHeadcount,
  followedScores,
  groupsIn,
  groupWord,
  type WaveFigures,
} from './trends'
import { breakdownName, markOf, reasonInWords, type Wording } from './wording'

/** Two waves, the earlier first. */
export type WavePair = readonly [earlier: WaveFigures, later: WaveFigures]

/** What changed from one wave to the next, group by group, each change with an interval of its own. */
export function waveChangeFigure(pair: WavePair, wording: Wording): ProfileFigure {
  const { say } = wording
  const names = waveNames(pair, wording)
  const groups = groupsIn(pair)
  const parts = [...followedScores(wording), ...followedHeadcount(wording)]
  const changes = parts.map((part) => ({
    part,
    rows: groups.map((group) => ({ group, change: inPoints(part, changeOf(pair, group, part)) })),
  }))
  return {
    id: `changes-${pair[1].wave}`,
    title: say('waves.changes', names),
    subtitle: say('waves.changesSubtitle', names),
    isHalf: false,
    draw: (frame) =>
      forestChart({
        ...frame,
        domain: differenceDomain(changes.flatMap(({ rows }) => rows.flatMap(({ change }) => change ?? []))),
        axisLabel: say('waves.changesAxis'),
        reference: { at: 0, label: say('waves.same') },
        groups: changes.map(({ part, rows }) => ({
          label: part.name,
          rows: rows.map(({ group, change }) => ({
            kind: markOf({ category: group }),
            label: groupWord(wording, group),
            value: change?.difference ?? null,
            interval: change?.ci ?? null,
            text: changeText(wording, change),
          })),
        })),
      }),
    table: {
      columns: [say('figure.part'), breakdownName(wording, 'category'), say('waves.change')],
      rows: changes.flatMap(({ part, rows }) =>
        rows.map(({ group, change }) => [part.name, groupWord(wording, group), changeText(wording, change)]),
      ),
      data: {
        columns: [
          'measure',
          'category',
          'first_wave',
          'second_wave',
          'change',
          'se',
          'low',
          'high',
          'is_clear',
        ],
        rows: changes.flatMap(({ part, rows }) =>
          rows.map(({ group, change }) => [
            part.id,
            group,
            pair[0].wave,
            pair[1].wave,
            change?.difference ?? null,
            change?.se ?? null,
            change?.ci?.[0] ?? null,
            change?.ci?.[1] ?? null,
            change?.isClear == null ? null : String(change.isClear),
          ]),
        ),
      },
    },
  }
}

/** One plain sentence for each score of everybody: how far the later wave lies from the earlier one, and whether that could be chance. */
export function waveSentences(pair: WavePair, wording: Wording): readonly string[] {
  const { first, second } = waveNames(pair, wording)
  const people = (wave: string) => wording.say('people.wave', { wave })
  return followedScores(wording).map((followed) =>
    differenceSentence(
      wording,
      { part: followed.name, first: people(second), second: people(first) },
      changeOf(pair, '', followed) ?? hidden,
    ),
  )
}

const hidden: Difference = { difference: null, se: null, ci: null, reason: 'too_few_answers', isClear: null }

function waveNames([earlier, later]: WavePair, { say }: Wording) {
  return {
    first: say('wave.name', { wave: earlier.wave }),
    second: say('wave.name', { wave: later.wave }),
  }
}

/** Shares as people of a hundred, so that they stand on one axis with points. */
function inPoints({ kind }: Followed, change: Difference | null): Difference | null {
  if (kind === 'score' || change === null) return change
  const { difference, se, ci } = change
  return {
    ...change,
    difference: difference === null ? null : 100 * difference,
    se: se === null ? null : 100 * se,
    ci: ci === null ? null : [100 * ci[0], 100 * ci[1]],
  }
}

function changeText(wording: Wording, change: Difference | null): string {
  return change === null ? reasonInWords(wording, 'too_few_people') : differenceText(wording, change)
}
