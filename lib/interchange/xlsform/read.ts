import {
  type LanguageMap,
  type MissingCode,
  mostItems,
  mostLanguages,
  type Questionnaire,
} from '../../questionnaire/definition'
import { untranslatedTexts } from '../../questionnaire/untranslated'
import type { Workbook } from '../../workbook/sheet'
import { readWorkbook } from '../../workbook/workbook'
import type { CarriedSurvey, DraftItem, DraftRepeat, DraftSection } from './drafts'
import { type Extras, readExtras } from './foothold-sheet'
import { type Form, readForm } from './form'
import { type FormLanguages, readLanguages } from './form-languages'
import type { FormRow } from './headings'
import { mended } from './mend'
import { type NamedFiles, namedFiles } from './named-files'
import { idOf } from './names'
import { type OptionList, readOptionLists } from './option-lists'
import { own } from './own'
import { ownWords } from './own-words'
import { type Remark, Remarks } from './remarks'
import { readRowType } from './row-types'
import { readSurvey } from './survey'

/** A questionnaire that was made of an XLSForm, what could not be carried as it stood there, and the files that the form names. */
export type CarriedForm = NamedFiles & {
  readonly questionnaire: Questionnaire
  readonly notes: readonly Remark[]
}

/** What a form says, or every reason why it cannot be taken. */
export type ReadForm =
  | { readonly ok: true; readonly value: CarriedForm }
  | { readonly ok: false; readonly faults: readonly Remark[] }

/**
 * Reads a form for ODK, KoboToolbox or SurveyCTO (https://xlsform.org) as a questionnaire. A form that those would refuse is refused; so is one
 * whose expressions name what it does not have, which they pass on silently.
 *
 * @param fileName names the form where its settings do not
 * @returns a questionnaire of the version 1, whatever the form says: versions are counted by who publishes it
 */
export function readXlsForm(bytes: Uint8Array, fileName: string): ReadForm {
  const workbook = readWorkbook(bytes)
  if (!workbook.ok)
    return {
      ok: false,
      faults: workbook.problems.map(({ code, message }) => ({
        sheet: '',
        row: 0,
        column: '',
        code,
        message,
      })),
    }
  return carryForm(workbook.value, fileName)
}

/** As `readXlsForm`, of a workbook that was read. */
export function carryForm(workbook: Workbook, fileName: string): ReadForm {
  const remarks = new Remarks()
  const form = readForm(workbook, remarks)
  if (form === null) return { ok: false, faults: remarks.all.faults }
  refuseTooMany(form, remarks)
  if (remarks.all.faults.length > 0) return { ok: false, faults: remarks.all.faults }
  const languages = readLanguages(form, remarks)
  refuseTooManyLanguages(form, languages, remarks)
  if (remarks.all.faults.length > 0) return { ok: false, faults: remarks.all.faults }
  const extras = readExtras(form.footholdSheet ?? undefined, remarks)
  const missingLabels: Partial<Record<MissingCode, LanguageMap>> = {}
  const lists = readOptionLists(form, languages, remarks, (code, row) => {
    const label = languages.textsOf(row, 'label')
    if (label !== null) missingLabels[code] ??= label
  })
  noteUnusedLists(form, remarks)
  const name = fileName.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '')
  const title = form.settings?.text('form_title') || name
  if (languages.languages.length > 1 && form.footholdSheet === null) noteTitle(form, title, remarks)
  const survey = settledSurvey(form, languages, lists, title, extras, remarks)
  noteSettings(form, remarks)
  if (remarks.all.faults.length > 0) return { ok: false, faults: remarks.all.faults }
  const known = extras.get('questionnaire') ?? {}
  const documentOf = (items: readonly DraftItem[], repeats: readonly DraftRepeat[]) => ({
    population: 'any',
    intro: languages.inEvery(title),
    outro: ownWords(languages, 'thanks'),
    rightToLeft: languages.languages.filter(isRightToLeft),
    translationStatus: {
      ...Object.fromEntries(languages.languages.map((code) => [code, 'imported'])),
      [languages.defaultLanguage]: 'source',
    },
    ...known,
    format: 'foothold-questionnaire/1',
    id: typeof known.id === 'string' ? known.id : questionnaireId(form.settings, name),
    version: 1,
    title: titleOf(known.title, title, languages),
    languages: languagesOf(known.languages, languages),
    defaultLanguage: languages.defaultLanguage,
    missingLabels: {
      ...Object.fromEntries([...survey.missing].map((code) => [code, ownWords(languages, code)])),
      ...(known.missingLabels as Questionnaire['missingLabels'] | undefined),
      ...missingLabels,
    },
    choiceLists: {
      ...(known.choiceLists as Questionnaire['choiceLists'] | undefined),
      ...survey.choiceLists,
    },
    ...repeatsAndSections(survey.sections, items, repeats),
    items: items.map(({ definition }) => definition),
  })
  const result = mended(survey, documentOf, remarks)
  if (!result.ok) return result
  noteUntranslated(result.value, form, languages, survey, remarks)
  const files = namedFiles(form, languages, lists, survey.items, result.value, remarks)
  return { ok: true, value: { questionnaire: result.value, notes: remarks.all.notes, ...files } }
}

/** The form has one title. What Foothold wrote beside it has that of each language. */
function titleOf(known: unknown, title: string, languages: FormLanguages): LanguageMap {
  return known === undefined
    ? languages.inEvery(title)
    : { ...asTexts(known), [languages.defaultLanguage]: title }
}

/** Says that a form in several languages has one title for all. */
function noteTitle(form: Form, title: string, remarks: Remarks): void {
  const { sheet, row } = form.settings?.place('form_title') ?? { sheet: 'settings', row: 0 }
  remarks.note(
    { sheet, row, column: 'form_title' },
    'title_in_every_language',
    `A form has one title: "${title.slice(0, 80)}" stands in every language, as title and as first words. Translate it in the editor.`,
  )
}

/** Says in which languages nobody can be asked yet. */
function noteUntranslated(
  questionnaire: Questionnaire,
  form: Form,
  languages: FormLanguages,
  { items }: CarriedSurvey,
  remarks: Remarks,
): void {
  const rows = new Map(items.map(({ id, row }) => [id, row.number]))
  for (const language of languages.languages) {
    const missing = untranslatedTexts(questionnaire, language)
    const [first] = missing
    if (first === undefined) continue
    const place = Number(/^items\[(\d+)\]/.exec(missing.find((path) => path.startsWith('items')) ?? '')?.[1])
    const row = rows.get(questionnaire.items[place]?.id ?? '') ?? 0
    const written = form.columnLanguages.find((name) => languages.codeOf(name) === language)
    const count = missing.length === 1 ? '1 text is' : `${missing.length} texts are`
    remarks.note(
      { sheet: form.surveySheet, row, column: written === undefined ? 'label' : `label::${written}` },
      'translation_missing',
      `${count} not there in "${language}"${row === 0 ? '' : ', one of them in this row'}. Nobody can be asked in this language before they are: write them into the form, or translate them in the editor.`,
    )
  }
}

/** Items that refer to what was not carried fall with it, so the sheet is read until nothing more falls. */
function settledSurvey(
  form: Form,
  languages: FormLanguages,
  lists: ReadonlyMap<string, OptionList>,
  title: string,
  extras: Extras,
  remarks: Remarks,
): CarriedSurvey {
  let lost: ReadonlySet<string> = new Set()
  for (;;) {
    const own = new Remarks()
    const survey = readSurvey(form, languages, lists, title, lost, extras, own)
    if (survey.notCarried.size === lost.size) {
      remarks.add(own.all)
      return survey
    }
    lost = withCalculationsOf(survey.notCarried, form)
  }
}

/** The sections in which something is asked, and the repeats that they belong to. */
function repeatsAndSections(
  sections: readonly DraftSection[],
  items: readonly DraftItem[],
  repeats: readonly DraftRepeat[],
): Readonly<Record<string, unknown>> {
  const asked = sections
    .map(({ id, repeat, definition }) => {
      const { repeat: _, ...plain } = definition
      const isKnown = repeats.some((one) => one.id === repeat)
      return {
        repeat,
        definition: {
          ...(isKnown ? definition : plain),
          items: items.filter(({ section }) => section === id).map((item) => item.id),
        },
      }
    })
    .filter(({ definition }) => definition.items.length > 0)
  const used = repeats.filter(({ id }) => asked.some(({ repeat }) => repeat === id))
  return {
    ...(used.length > 0 && { repeats: used.map(({ definition }) => definition) }),
    sections: asked.map(({ definition }) => definition),
  }
}

/**
 * With every calculation that needs what is lost, and those that need these: found by reading again, a chain of them would be read as
 * often as it is long.
 */
function withCalculationsOf(lost: ReadonlySet<string>, form: Form): ReadonlySet<string> {
  const neededBy = new Map<string, string[]>()
  for (const row of form.survey) {
    if (readRowType(row.text('type')).kind !== 'calculate') continue
    const id = idOf(row.text('name'))
    for (const [, name = ''] of row.text('calculation').matchAll(/\$\{([^{}]*)\}/g)) {
      const needed = idOf(name.trim())
      const others = neededBy.get(needed)
      if (others === undefined) neededBy.set(needed, [id])
      else others.push(id)
    }
  }
  const all = new Set(lost)
  for (const id of all) for (const other of neededBy.get(id) ?? []) all.add(other)
  return all
}

/** The order in which languages stood, where they are still the same. */
function languagesOf(known: unknown, { languages }: FormLanguages): readonly string[] {
  const listed = Array.isArray(known) ? known.map(String) : []
  const isSame = listed.length === languages.length && listed.every((code) => languages.includes(code))
  return isSame ? listed : languages
}

function asTexts(value: unknown): LanguageMap {
  return typeof value === 'object' && value !== null ? (value as LanguageMap) : {}
}

function isRightToLeft(code: string): boolean {
  const script = new Intl.Locale(code).maximize().script ?? ''
  return ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Rohg', 'Adlm'].includes(script)
}

function questionnaireId(settings: FormRow | null, name: string): string {
  const wished = settings?.text('form_id') || settings?.text('id_string') || name
  const plain = wished
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return (/^[a-z]/.test(plain) ? plain : `form-${plain}`).slice(0, 64).replace(/-+$/, '')
}

/** Settings that say something which is settled here in another way. */
const settingNotes: Readonly<Record<string, string>> = {
  public_key: 'Answers are encrypted by a key of each round. The key of the form was not taken.',
  submission_url: 'Answers stay here. Nothing is ever sent to the address that the form names.',
  instance_name: 'Responses have no names: those would be made of answers.',
  auto_send: 'Answers are sent as soon as there is a connection.',
  auto_delete: 'A device forgets answers as soon as they are stored.',
  style: 'Foothold shows a question a page.',
}

const knownSettings = [
  'form_title',
  'form_id',
  'id_string',
  'version',
  'default_language',
  'allow_choice_duplicates',
]

function noteSettings({ settings }: Form, remarks: Remarks): void {
  for (const { name } of settings?.filled ?? []) {
    if (settings === null || knownSettings.includes(name)) continue
    remarks.note(
      settings.place(name),
      'setting_not_carried',
      own(settingNotes, name) ?? 'The setting has no counterpart here and was left out.',
    )
  }
}

/** A form that is far too long is not read to its end first. */
function refuseTooMany({ survey, surveySheet }: Form, remarks: Remarks): void {
  const asked = survey.filter((row) => {
    const { kind } = readRowType(row.text('type'))
    return !['begin', 'end', 'not_carried', 'unknown'].includes(kind)
  })
  if (asked.length > mostItems)
    remarks.fault(
      { sheet: surveySheet, row: asked[mostItems]?.number ?? 0, column: '' },
      'too_many_questions',
      `The sheet has ${asked.length} questions, and a questionnaire has ${mostItems} at most. Make several forms of it.`,
    )
}

function refuseTooManyLanguages({ surveySheet }: Form, { languages }: FormLanguages, remarks: Remarks): void {
  if (languages.length > mostLanguages)
    remarks.fault(
      { sheet: surveySheet, row: 1, column: 'label' },
      'too_many_languages',
      `The form has ${languages.length} languages, and a questionnaire has ${mostLanguages} at most. Take some of their columns out.`,
    )
}

function noteUnusedLists(form: Form, remarks: Remarks): void {
  const used = new Set<string>()
  for (const row of form.survey) {
    const written = row.text('type')
    for (const word of written.split(' ')) used.add(word)
    const type = readRowType(written)
    if ('list' in type) used.add(type.list)
  }
  for (const [list, [first]] of form.lists)
    if (first !== undefined && !used.has(list))
      remarks.note(
        first.place('list_name'),
        'list_not_used',
        `No question asks for the list "${list}". It was left out.`,
      )
}
