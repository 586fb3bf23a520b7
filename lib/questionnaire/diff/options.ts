import type { ResponseOption } from '../definition'
import type { Change, ChangePlace, OptionMeaning } from './change'
import { addedAndRemoved, areSame, settingOf } from './same'
import { compareText } from './texts'

/** How the options of an item or a list differ. @param key beginning of the addresses of their texts: `items/work/choices` */
export function* compareOptions(
  languages: readonly string[],
  place: ChangePlace,
  key: string,
  before: readonly ResponseOption[],
  after: readonly ResponseOption[],
): Generator<Change> {
  const old = new Map(before.map((option) => [option.code, option]))
  const present = new Map(after.map((option) => [option.code, option]))
  const { added, removed } = addedAndRemoved([...old.keys()], [...present.keys()])
  const recoded = recodedOptions(old, present, removed, added)
  const formerCode = new Map([...recoded].map(([from, to]) => [to, from]))
  for (const code of removed) if (!recoded.has(code)) yield { kind: 'option_removed', place, code }
  for (const { code } of after) {
    const was = old.get(formerCode.get(code) ?? code)
    const is = present.get(code)
    if (is === undefined) continue
    if (was === undefined) {
      yield { kind: 'option_added', place, code }
      continue
    }
    if (was.code !== code) yield { kind: 'option_recoded', place, before: was.code, after: code }
    yield* compareText(languages, { place, text: 'option', key: `${key}/${code}`, code }, was.label, is.label)
    const [meant, means] = [meaningOf(was), meaningOf(is)]
    if (!areSame(meant, means)) yield { kind: 'option_rescored', place, code, before: meant, after: means }
    const [had, has] = [attributesOf(was), attributesOf(is)]
    if (!areSame(had, has))
      yield { kind: 'option_attributes_changed', place, code, before: settingOf(had), after: settingOf(has) }
  }
  const codes = [...present.keys()].filter((code) => old.has(formerCode.get(code) ?? code))
  const kept = new Set(codes)
  const formerOrder = [...old.keys()]
    .map((code) => recoded.get(code) ?? code)
    .filter((code) => kept.has(code))
  if (!areSame(formerOrder, codes))
    yield { kind: 'options_reordered', place, before: formerOrder, after: codes }
}

/** Options that got another code and kept all their words; by old code. */
function recodedOptions(
  old: ReadonlyMap<string, ResponseOption>,
  present: ReadonlyMap<string, ResponseOption>,
  removed: readonly string[],
  added: readonly string[],
): ReadonlyMap<string, string> {
  // Looked up by their words: lists of some ten thousand options are compared while somebody waits. The first is taken first.
  const free = new Map<string, string[]>()
  for (const code of added.toReversed()) {
    const words = wordsOf(present.get(code))
    const others = free.get(words)
    if (others === undefined) free.set(words, [code])
    else others.push(code)
  }
  const recoded = new Map<string, string>()
  for (const from of removed) {
    const to = free.get(wordsOf(old.get(from)))?.pop()
    if (to !== undefined) recoded.set(from, to)
  }
  return recoded
}

/** The same for options that say the same in every language. */
function wordsOf(option: ResponseOption | undefined): string {
  return JSON.stringify(settingOf(option?.label))
}

function meaningOf({ score, critical, missing }: ResponseOption): OptionMeaning {
  return { score: score ?? null, critical: critical === true, isNotApplicable: missing === 'na' }
}

function attributesOf({ attributes, m49 }: ResponseOption) {
  return { ...attributes, ...(m49 !== undefined && { m49 }) }
}
