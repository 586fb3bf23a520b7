import { createHmac, randomBytes } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { and, asc, count, eq, isNotNull, sql } from 'drizzle-orm'
import { codebookDetails } from '@/lib/interchange/codebook-of-questionnaire'
import type { MicrodataChoice, Person } from '@/lib/interchange/column'
import type { AboutTable } from '@/lib/interchange/format-writers'
import type { Cell } from '@/lib/interchange/microdata'
import { type MicrodataTable, microdataTable, rowIdLength } from '@/lib/interchange/microdata-variables'
import type { SurveyDesign } from '@/lib/interchange/r/write'
import { type RoundSample, studyOf } from '@/lib/interchange/study-of-round'
import type { TableDescription } from '@/lib/interchange/table-description'
import { weightingInWords } from '@/lib/profile/method'
import { type ReleasedWeighting, shownWeighting } from '@/lib/profile/weighting'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { answerStatus } from '@/lib/questionnaire/missing'
import { scoreResponse } from '@/lib/scoring/score'
import { store } from './connection'
import type { Database } from './database'
import { dateOf } from './identifiers'
import { responseScores, responses } from './schema/responses'
import type { rounds } from './schema/rounds'
import { scoredVersion } from './scored-version'
import { everyAnswerOf, textAnswersOf } from './sealed-answers'
import { type WeightsInUse, weightsInUse } from './weights-in-use'

/** Single answers of a round as they stand at one moment, read piece by piece: for `db` only, the caller has authorised. */
export type MicrodataSnapshot = {
  readonly questionnaire: Questionnaire
  readonly rowCount: number
  /** What would be written, without its rows. */
  readonly description: TableDescription
  /** The round and its variables as a codebook describes them. */
  readonly about: AboutTable
  readonly leftOut: MicrodataTable['leftOut']
  /** How people are weighted, in sentences; left out where every person counts once. */
  readonly weighting?: string
  /** How they were drawn and weighted; likewise. */
  readonly sample?: RoundSample
  /** The rows from the first to the last, each time anew, the same each time. */
  readonly rows: () => AsyncGenerator<readonly Cell[]>
  /** The coarse bands of every person, as a table of the reporting lattice divides them. */
  readonly bands: () => AsyncGenerator<Readonly<Record<string, string>>>
  /** Lets go of the moment. Must be called, whatever happened. */
  readonly close: () => void
}

/** Responses that are read from the file at once. */
const piece = 100
/** Milliseconds of work after which others have their turn: people answer while a file is written. */
const longestTurn = 8

/**
 * Holds the answers of a round still, on a connection of its own: what arrives or goes later is not seen. SQLite keeps the old pages in its
 * log as long as that lasts.
 */
export async function openSnapshot(
  round: typeof rounds.$inferSelect,
  choice: MicrodataChoice,
): Promise<MicrodataSnapshot> {
  const db = store().openReader()
  try {
    db.$client.exec('begin')
    const questionnaire = scoredVersion(round)
    const ofRound = eq(responses.roundId, round.id)
    // The first read of the transaction settles what all others see.
    const rowCount = db.select({ n: count() }).from(responses).where(ofRound).get()?.n ?? 0
    const textBytes = choice.includeText ? await longestTexts(db, round.id) : null
    const chosen = weightsInUse(db, round)
    const table = microdataTable(questionnaire, choice, {
      textBytes,
      hasDesign: chosen !== null,
      scoringVersion: round.scoringVersion,
    })
    const rowKey = randomBytes(32)
    const madeOn = dateOf(new Date())
    const weighted = chosen === null ? {} : sampleFacts(chosen)
    const study = studyOf({ ...round, ...weighted }, questionnaire, choice.language, table.leftOut, madeOn)
    const design = chosen === null ? null : designOf(table, chosen.weighting)
    return {
      questionnaire,
      rowCount,
      description: {
        name: round.slug,
        title: study.title,
        language: choice.language,
        madeOn,
        variables: table.variables,
        missingLabels: table.missingLabels,
        rowCount,
      },
      ...weighted,
      about: { study, details: codebookDetails(questionnaire, choice.language), design },
      leftOut: table.leftOut,
      rows: async function* () {
        for await (const stored of storedResponses(db, round.id)) {
          yield table.rowOf(personOf(questionnaire, stored, rowKey, chosen))
        }
      },
      bands: () => storedBands(db, round.id),
      close: () => {
        if (db.$client.open) db.$client.close()
      },
    }
  } catch (error) {
    db.$client.close()
    throw error
  }
}

/** What a package says of weights and design: exact, as the single answers beside it are. */
function sampleFacts({ weighting, weights }: WeightsInUse): { weighting: string; sample: RoundSample } {
  const shown = shownWeighting(weighting, true)
  return {
    weighting: weightingInWords(shown, true),
    sample: {
      weighting: shown,
      strata: new Set([...weights.values()].map(({ stratum }) => stratum)).size,
      isClustered: weighting.hasSamplingUnits,
    },
  }
}

type Stored = Pick<
  typeof responses.$inferSelect,
  'id' | 'questionnaireVersion' | 'language' | 'channel' | 'answeredOn' | 'answers' | 'freeText'
>

/** The order tells the day and nothing finer. */
const byDay = [asc(responses.answeredOn), asc(responses.id)] as const

/** The responses of a round behind the last one that was read: its `day` and `id` are filled in. */
function afterLast(roundId: string) {
  return and(
    eq(responses.roundId, roundId),
    sql`(${responses.answeredOn}, ${responses.id}) > (${sql.placeholder('day')}, ${sql.placeholder('id')})`,
  )
}

async function* storedResponses(db: Database, roundId: string): AsyncGenerator<Stored> {
  const statement = db
    .select({
      id: responses.id,
      questionnaireVersion: responses.questionnaireVersion,
      language: responses.language,
      channel: responses.channel,
      answeredOn: responses.answeredOn,
      answers: responses.answers,
      freeText: responses.freeText,
    })
    .from(responses)
    .where(afterLast(roundId))
    .orderBy(...byDay)
    .limit(piece)
    .prepare()
  yield* inTurns((last: Stored | undefined) =>
    statement.all({ day: last?.answeredOn ?? '', id: last?.id ?? '' }),
  )
}

async function* storedBands(db: Database, roundId: string): AsyncGenerator<Readonly<Record<string, string>>> {
  const statement = db
    .select({ id: responses.id, answeredOn: responses.answeredOn, bands: responseScores.bands })
    .from(responses)
    .innerJoin(responseScores, eq(responseScores.responseId, responses.id))
    .where(afterLast(roundId))
    .orderBy(...byDay)
    .limit(piece)
    .prepare()
  type Row = ReturnType<typeof statement.all>[number]
  const rows = inTurns((last: Row | undefined) =>
    statement.all({ day: last?.answeredOn ?? '', id: last?.id ?? '' }),
  )
  for await (const { bands } of rows) yield bands
}

/** Piece after piece, each begun after the last of the one before; others have their turn in between. */
async function* inTurns<Row>(read: (last: Row | undefined) => readonly Row[]): AsyncGenerator<Row> {
  let last: Row | undefined
  let since = performance.now()
  for (;;) {
    const rows = read(last)
    for (const row of rows) {
      yield row
      // What was done with the row counts: it is decrypted, scored and written before the next one is asked for.
      if (performance.now() - since > longestTurn) {
        await nextTurn()
        since = performance.now()
      }
    }
    last = rows.at(-1)
    if (rows.length < piece) return
  }
}

/** Most bytes that somebody wrote to each text item, in UTF-8. */
async function longestTexts(db: Database, roundId: string): Promise<ReadonlyMap<string, number>> {
  const statement = db
    .select({ id: responses.id, freeText: responses.freeText })
    .from(responses)
    .where(
      and(
        eq(responses.roundId, roundId),
        isNotNull(responses.freeText),
        sql`${responses.id} > ${sql.placeholder('id')}`,
      ),
    )
    .orderBy(asc(responses.id))
    .limit(piece)
    .prepare()
  type Row = ReturnType<typeof statement.all>[number]
  const longest = new Map<string, number>()
  for await (const { id, freeText } of inTurns((last: Row | undefined) =>
    statement.all({ id: last?.id ?? '' }),
  )) {
    for (const [itemId, text] of Object.entries(textAnswersOf({ id, freeText }))) {
      longest.set(itemId, Math.max(longest.get(itemId) ?? 0, Buffer.byteLength(String(text))))
    }
  }
  return longest
}

function personOf(
  questionnaire: Questionnaire,
  stored: Stored,
  rowKey: Buffer,
  chosen: WeightsInUse | null,
): Person {
  // Free text is opened here even where no column shows it: whether a question was asked may depend on it.
  const answers = everyAnswerOf(stored)
  return {
    rowId: createHmac('sha256', rowKey).update(stored.id).digest('hex').slice(0, rowIdLength),
    answeredOn: stored.answeredOn,
    language: stored.language,
    channel: stored.channel,
    questionnaireVersion: stored.questionnaireVersion,
    answers,
    statuses: answerStatus(questionnaire, answers),
    scored: questionnaire.scoring === null ? null : scoreResponse(questionnaire, answers),
    design: chosen === null ? null : (chosen.weights.get(stored.id) ?? withoutWeight),
  }
}

const withoutWeight = { weight: null, stratum: '', psu: '' } as const

/** The variables of a table that say how people were drawn and weighted: the group `design`, whatever they had to be called. */
function designOf(
  { variables }: MicrodataTable,
  { hasStrata, hasSamplingUnits }: ReleasedWeighting,
): SurveyDesign {
  const [weight, stratum, psu] = variables.filter(({ group }) => group === 'design').map(({ name }) => name)
  return {
    weight: weight ?? null,
    strata: hasStrata ? (stratum ?? null) : null,
    clusters: hasSamplingUnits && psu !== undefined ? [psu] : [],
    populations: [],
  }
}
