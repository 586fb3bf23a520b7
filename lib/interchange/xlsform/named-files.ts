import type { MediaKind } from '../../media'
import { uploadName } from '../../media-names'
import type { Item, Questionnaire } from '../../questionnaire/definition'
import { heardAnswers, isDisplayed, optionsOnCards } from '../../questionnaire/options'
import { wordsAt } from '../../survey-media'
import type { DraftItem } from './drafts'
import type { Form } from './form'
import type { FormLanguages } from './form-languages'
import type { FormRow } from './headings'
import type { OptionList } from './option-lists'
import type { Place, Remarks } from './remarks'
import { readRowType } from './row-types'

/** A file that a form names, and what it is for here. */
export type NamedFile = {
  /** As the form writes it, without folders. */
  readonly file: string
  readonly itemId: string
  /** null for the question itself. */
  readonly optionCode: string | null
  readonly kind: MediaKind
  /** null for a picture, which is the same in every language. */
  readonly language: string | null
  /** The cell that names it. */
  readonly place: Place
}

/** The files that a form names: those that have a place here, and the names of all others. */
export type NamedFiles = {
  readonly media: readonly NamedFile[]
  readonly filesLeftOut: readonly string[]
}

/** The code of the note on a file that is still to be given. */
export const fileToGive = 'media_to_give'

/**
 * Gathers the files that the media columns of a form name, and notes what is left to do: the workbook holds no files. An answer that
 * several questions share gets its file once, at the first question that shows it.
 *
 * @param drafts the items of the form with their rows
 * @param questionnaire what the form became
 */
export function namedFiles(
  form: Form,
  languages: FormLanguages,
  lists: ReadonlyMap<string, OptionList>,
  drafts: readonly DraftItem[],
  questionnaire: Questionnaire,
  remarks: Remarks,
): NamedFiles {
  const gathering = new Gathering(questionnaire, remarks)
  const items = new Map(questionnaire.items.map((item) => [item.id, item]))
  const known = drafts.flatMap(({ id, row }) => {
    const item = items.get(id)
    return item === undefined ? [] : [{ item, row, list: listOf(row) }]
  })
  for (const row of form.survey) {
    const found = known.find((one) => one.row.number === row.number)
    for (const cell of mediaCells(row, languages))
      gathering.take(cell, found === undefined ? [] : [found.item], null)
  }
  for (const [name, rows] of form.lists) {
    const users = known.filter(({ list }) => list === name).map(({ item }) => item)
    const codes = lists.get(name)?.codeOfRow
    // Of a list that nobody uses it was said already that it was left out.
    for (const row of rows)
      for (const cell of mediaCells(row, languages))
        if (users.length === 0) gathering.leftOut.add(cell.file)
        else gathering.take(cell, users, codes?.get(row.number) ?? '')
  }
  return { media: gathering.media, filesLeftOut: [...gathering.leftOut] }
}

type MediaCell = {
  readonly file: string
  /** `audio`, `image`, `video`, `big-image`. */
  readonly kind: string
  /** null where the heading names none that is known. */
  readonly language: string | null
  readonly place: Place
}

/** The files of a row: those of the default language first, and a column that names its language before one that does not. */
function mediaCells(row: FormRow, { codeOf, defaultLanguage }: FormLanguages): readonly MediaCell[] {
  const cells = row.filled
    .filter(({ name }) => name.startsWith('media::'))
    .map(({ name, language, written }) => ({
      file: (row.texts(name).get(language ?? '') ?? '').replace(/^.*[\\/]/, '').normalize('NFC'),
      kind: name.slice('media::'.length),
      language: language === null ? defaultLanguage : codeOf(language),
      isNamed: language !== null,
      place: { ...row.place(name), column: written },
    }))
  const rank = ({ language, isNamed }: (typeof cells)[number]) =>
    (language === defaultLanguage ? 0 : 2) + (isNamed ? 0 : 1)
  return cells.toSorted((a, b) => rank(a) - rank(b))
}

function listOf(row: FormRow): string | null {
  const type = readRowType(row.text('type'))
  return type.kind === 'select' || type.kind === 'rank' ? type.list : null
}

class Gathering {
  readonly media: NamedFile[] = []
  readonly leftOut = new Set<string>()
  /** Files by the place that they have here, and by the words that they go with. */
  private readonly atPlace = new Map<string, string>()
  private readonly withWords = new Map<string, string>()

  constructor(
    private readonly questionnaire: Questionnaire,
    private readonly remarks: Remarks,
  ) {}

  /** @param items those that the cell is for: one for a question, several for an option of their list */
  take(cell: MediaCell, items: readonly Item[], optionCode: string | null): void {
    const { file, place } = cell
    const kind = cell.kind === 'audio' ? 'audio' : 'image'
    const able = items.filter((item) => this.hasPlace(item, optionCode, kind))
    const why = this.whyNot(cell, optionCode, able.length > 0)
    const language = kind === 'audio' ? cell.language : null
    if (why !== null) this.leave(cell, why)
    else for (const item of able) this.put({ file, itemId: item.id, optionCode, kind, language, place }, item)
  }

  private put(named: NamedFile, item: Item): void {
    const { file, optionCode, kind, language, place } = named
    const words = [kind, wordsAt(item, optionCode ?? ''), language].join('\n')
    const at = [kind, item.id, optionCode, language].join('\n')
    const there = this.atPlace.get(at)
    if (this.withWords.get(words) === file || there === file) return
    if (there !== undefined) {
      const inEvery =
        kind === 'image'
          ? 'A picture is the same in every language here'
          : 'There is one recording in a language here'
      this.leave(named, `${inEvery}, and "${there.slice(0, 80)}" was taken.`)
      return
    }
    this.atPlace.set(at, file)
    if (!this.withWords.has(words)) this.withWords.set(words, file)
    this.media.push(named)
    this.remarks.note(
      place,
      fileToGive,
      `The workbook names the file "${file.slice(0, 80)}" and does not hold it. Give the file along with the form, or upload it as "${uploadNameOf(named)}" under Recordings and pictures.`,
    )
  }

  private leave({ file, place }: Pick<MediaCell, 'file' | 'place'>, why: string): void {
    this.leftOut.add(file)
    this.remarks.note(
      place,
      'media_not_carried',
      `The file "${file.slice(0, 80)}" that the workbook names was left out. ${why}`,
    )
  }

  private hasPlace(item: Item, optionCode: string | null, kind: MediaKind): boolean {
    if (!isDisplayed(item)) return false
    if (optionCode === null) return true
    const answers =
      kind === 'audio' ? heardAnswers(this.questionnaire, item) : optionsOnCards(this.questionnaire, item)
    return answers.some(({ code }) => code === optionCode)
  }

  private whyNot({ kind, language }: MediaCell, optionCode: string | null, hasPlace: boolean): string | null {
    if (kind === 'video') return 'Videos are not known here.'
    if (kind === 'big-image')
      return 'A question or an answer has one picture here: name it in the column "image".'
    if (!hasPlace)
      return optionCode === null
        ? 'Nobody is asked this here.'
        : 'The answer is picked from a list, which shows words only.'
    const isSpoken = language !== null && this.questionnaire.languages.includes(language)
    return kind === 'audio' && !isSpoken ? 'No text of the form is in this language.' : null
  }
}

/** The name by which a named file is uploaded by itself. */
function uploadNameOf({ file, itemId, optionCode, kind, language }: NamedFile): string {
  const ending = /\.[A-Za-z][A-Za-z0-9]{1,4}$/.exec(file)?.[0].toLowerCase()
  return uploadName(
    { itemId, optionCode: optionCode ?? '', language: language ?? '' },
    ending ?? (kind === 'audio' ? '.mp3' : '.png'),
  )
}
