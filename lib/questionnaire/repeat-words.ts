import type { LanguageMap, Questionnaire } from './definition'

/*
 * What is asked after each entry of a repeat that has no count. The words stand beside the engine, which makes the question, since it imports no
 * other room.
 */

type Words = { readonly another: string; readonly yes: string; readonly no: string }

const words: Readonly<Record<string, Words>> = {
  en: { another: 'Is there another one to add?', yes: 'Yes', no: 'No' },
  ar: { another: 'هل هناك آخر تودّ إضافته؟', yes: 'نعم', no: 'لا' },
  bn: { another: 'যোগ করার মতো আরও কেউ বা কিছু আছে?', yes: 'হ্যাঁ', no: 'না' },
  es: { another: '¿Hay otro que añadir?', yes: 'Sí', no: 'No' },
  'fa-AF': { another: 'آیا مورد دیگری برای افزودن هست؟', yes: 'بلی', no: 'نخیر' },
  fr: { another: 'Y en a-t-il encore à ajouter ?', yes: 'Oui', no: 'Non' },
  pt: { another: 'Há mais algum a acrescentar?', yes: 'Sim', no: 'Não' },
  sw: { another: 'Je, kuna mwingine wa kuongeza?', yes: 'Ndiyo', no: 'Hapana' },
  ti: { another: 'ዝውሰኽ ካልእ ኣሎ ድዩ?', yes: 'እወ', no: 'ኣይፋል' },
  uk: { another: 'Чи є ще хтось або щось, що треба додати?', yes: 'Так', no: 'Ні' },
}

/** One of the words in the languages of a questionnaire that have it; in its default language always, in English where nothing else is known. */
export function repeatWords(
  { languages, defaultLanguage }: Questionnaire,
  word: keyof Words,
): LanguageMap & Readonly<Record<string, string>> {
  const known = languages.flatMap((language) => {
    const found = wordsOf(language)
    return found === undefined ? [] : [[language, found[word]] as const]
  })
  return { [defaultLanguage]: words.en?.[word] ?? '', ...Object.fromEntries(known) }
}

function wordsOf(language: string): Words | undefined {
  const [plain = ''] = language.split('-')
  return words[language] ?? words[plain] ?? (plain === 'fa' ? words['fa-AF'] : undefined)
}
