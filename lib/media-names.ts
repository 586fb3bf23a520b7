import { type Media, mediaLimits, mediaOf, pictureProblem, tooLarge } from './media'
import type { Item, Questionnaire } from './questionnaire/definition'
import { heardAnswers, isDisplayed, labelledEnds, optionsOf, optionsOnCards } from './questionnaire/options'
import type { Problem, Result } from './result'

/** What a recording or a picture belongs to. */
export type MediaPlace = {
  readonly itemId: string
  /** '' for the question itself. */
  readonly optionCode: string
  /** '' for a picture, which is the same in every language. */
  readonly language: string
}

/** A file that somebody gave. */
export type GivenFile = { readonly name: string; readonly bytes: Uint8Array }

/** A file that can be stored: what it is and where it belongs. */
export type PlacedFile = { readonly media: Media; readonly place: MediaPlace; readonly bytes: Uint8Array }

/** Most files that are taken at once. */
const mostFiles = 1000

/**
 * Reads files by their content and their names: all of them, or every problem with the name of its file as its path.
 *
 * A name says the place: `ITEM.LANGUAGE.mp3` is the question read aloud, `ITEM.OPTION.LANGUAGE.mp3` one of its answers, `ITEM.png`
 * the picture of the question, `ITEM.OPTION.png` that of an answer. An item id and a language hold no dot, so the id ends at the first dot and the
 * language of a recording begins after the last: an option code may hold dots, and no name can be read in two ways. An end of a
 * scale that has words is an answer whose code is its value: `ITEM.0.LANGUAGE.mp3`.
 */
export function placeFiles(
  questionnaire: Questionnaire,
  files: readonly GivenFile[],
): Result<readonly PlacedFile[]> {
  if (files.length === 0 || files.length > mostFiles) {
    const message =
      files.length === 0
        ? 'No file was chosen. Choose at least one, then upload.'
        : `These are ${files.length} files. Upload at most ${mostFiles} at once.`
    return { ok: false, problems: [{ path: 'files', code: 'file_count', message }] }
  }
  const placed: PlacedFile[] = []
  const problems: Problem[] = []
  const taken = new Map<string, string>()
  for (const { name, bytes } of files) {
    const read = placeFile(questionnaire, baseName(name), bytes)
    if (!read.ok) {
      problems.push(...read.problems)
      continue
    }
    const { place, media } = read.value
    const key = [media.kind, place.itemId, place.optionCode, place.language].join(' ')
    const first = taken.get(key)
    if (first === undefined) {
      taken.set(key, name)
      placed.push(read.value)
    } else {
      const message = `"${first}" is for the same place. Leave one of the two out.`
      problems.push({ path: baseName(name), code: 'place_repeated', message })
    }
  }
  return problems.length === 0 ? { ok: true, value: placed } : { ok: false, problems }
}

/** The name that says a place. @param ending with its dot */
export function uploadName({ itemId, optionCode, language }: MediaPlace, ending: string): string {
  return [itemId, optionCode, language].filter((part) => part !== '').join('.') + ending
}

function placeFile(questionnaire: Questionnaire, name: string, bytes: Uint8Array): Result<PlacedFile> {
  // Before anything is searched for in it: no file that can be stored is larger than the longest recording.
  if (bytes.length > mediaLimits.audioBytes) return { ok: false, problems: [tooLarge(bytes, name)] }
  const media = mediaOf(bytes)
  if (media === null) {
    const message =
      bytes.length === 0
        ? 'This file is empty. Save it again.'
        : 'This is neither a recording (MP3, M4A, Ogg, WAV or WebM) nor a still picture (PNG, JPEG or WebP). Save it as one of these.'
    return refused(name, 'file_kind_unknown', message)
  }
  const oversize = pictureProblem(media, bytes, name)
  const place =
    media.kind === 'audio' ? placeOfRecording(questionnaire, name) : placeOfPicture(questionnaire, name)
  const problems = [...(oversize === null ? [] : [oversize]), ...(place.ok ? [] : place.problems)]
  return place.ok && oversize === null
    ? { ok: true, value: { media, place: place.value, bytes } }
    : { ok: false, problems }
}

function placeOfRecording(questionnaire: Questionnaire, name: string): Result<MediaPlace> {
  const stem = stemOf(name)
  if (stem === null) return withoutEnding(name, '.mp3')
  const lastDot = stem.lastIndexOf('.')
  const item = askedItem(questionnaire, name, stem)
  if (!item.ok) return item
  const { id } = item.value
  const example = `"${id}.${questionnaire.defaultLanguage}.mp3"`
  if (lastDot === -1) {
    return refused(name, 'language_missing', `Say the language of the recording in its name: ${example}.`)
  }
  const language = stem.slice(lastDot + 1)
  if (!questionnaire.languages.includes(language)) {
    const message = `"${language}" is not a language of this questionnaire. Before the ending stands one of: ${questionnaire.languages.join(', ')}.`
    return refused(name, 'language_unknown', message)
  }
  if (lastDot <= id.length) return { ok: true, value: { itemId: id, optionCode: '', language } }
  const optionCode = stem.slice(id.length + 1, lastDot)
  const codes = heardAnswers(questionnaire, item.value).map(({ code }) => code)
  return answerAt(questionnaire, name, item.value, codes, { optionCode, language })
}

function placeOfPicture(questionnaire: Questionnaire, name: string): Result<MediaPlace> {
  const stem = stemOf(name)
  if (stem === null) return withoutEnding(name, '.png')
  const item = askedItem(questionnaire, name, stem)
  if (!item.ok) return item
  const { id } = item.value
  const optionCode = stem.slice(id.length + 1)
  const codes = optionsOnCards(questionnaire, item.value).map(({ code }) => code)
  if (labelledEnds(item.value).some(({ code }) => code === optionCode)) {
    const message = `A scale has no pictures: the ends of "${id}" can be recorded only. Leave it out.`
    return refused(name, 'scale_without_pictures', message)
  }
  if (optionCode === '') return { ok: true, value: { itemId: id, optionCode, language: '' } }
  const withoutLanguage = ['', ...codes].find((code) =>
    questionnaire.languages.some(
      (language) => optionCode === (code === '' ? language : `${code}.${language}`),
    ),
  )
  if (withoutLanguage !== undefined && !codes.includes(optionCode)) {
    const rightName = uploadName({ itemId: id, optionCode: withoutLanguage, language: '' }, '.png')
    const message = `A picture is the same in every language. Name it "${rightName}".`
    return refused(name, 'picture_with_language', message)
  }
  return answerAt(questionnaire, name, item.value, codes, { optionCode, language: '' })
}

/** The item whose id stands before the first dot. */
function askedItem(questionnaire: Questionnaire, name: string, stem: string): Result<Item> {
  const id = stem.split('.', 1)[0] ?? ''
  const item = questionnaire.items.find((one) => one.id === id)
  if (item !== undefined && isDisplayed(item)) return { ok: true, value: item }
  const example = questionnaire.items.find(({ type }) => type !== 'hidden')?.id ?? ''
  return item === undefined
    ? refused(
        name,
        'item_unknown',
        `"${id}" is not a question of this questionnaire. Begin the name with the id of a question, such as "${example}".`,
      )
    : refused(name, 'item_not_asked', `Nobody is asked "${id}", so it is never read aloud. Leave it out.`)
}

function answerAt(
  questionnaire: Questionnaire,
  name: string,
  item: Item,
  codes: readonly string[],
  { optionCode, language }: Omit<MediaPlace, 'itemId'>,
): Result<MediaPlace> {
  if (codes.includes(optionCode)) return { ok: true, value: { itemId: item.id, optionCode, language } }
  if (optionsOf(questionnaire, item).some(({ code }) => code === optionCode)) {
    const message = `The answers to "${item.id}" are picked from a long list, which shows words only. Leave it out.`
    return refused(name, 'option_in_list', message)
  }
  const message =
    codes.length === 0
      ? `"${item.id}" has no answers to choose from. Record the question only.`
      : `"${optionCode}" is not an answer to "${item.id}". Its answers are: ${codes.join(', ')}.`
  return refused(name, 'option_unknown', message)
}

/** A name without its ending; null when it has none. What the ending claims is not believed. */
function stemOf(name: string): string | null {
  return /^(.+)\.[A-Za-z][A-Za-z0-9]{1,4}$/.exec(name)?.[1] ?? null
}

/** A name without folders, its letters in the composed form that ids have. */
function baseName(name: string): string {
  return (name.split(/[\\/]/).at(-1) ?? '').normalize('NFC')
}

function withoutEnding(name: string, ending: string): Result<never> {
  return refused(name, 'ending_missing', `The name needs an ending, such as "${ending}".`)
}

function refused(path: string, code: string, message: string): Result<never> {
  return { ok: false, problems: [{ path, code, message }] }
}
