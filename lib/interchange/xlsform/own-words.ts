import type { LanguageMap, MissingCode } from '../../questionnaire/definition'
import type { FormLanguages } from './form-languages'
import { own } from './own'

/*
 * What a form leaves to the program that asks it: thanks at the end, the title of what follows a group, the option "Other" of `or_other`, and
 * reserved answers. Machine-drafted but for English; whoever imports the form reads them with its other texts.
 */

type Words = Readonly<Record<MissingCode | 'thanks' | 'more' | 'other' | 'specify', string>>

const words: Readonly<Record<string, Words>> = {
  en: {
    thanks: 'Thank you.',
    more: 'More questions',
    other: 'Other',
    specify: 'Specify other.',
    pnta: 'Prefer not to answer',
    dk: "Don't know",
    na: 'Does not apply',
  },
  ar: {
    thanks: 'شكراً لك.',
    more: 'أسئلة أخرى',
    other: 'غير ذلك',
    specify: 'يُرجى التوضيح.',
    pnta: 'أفضّل عدم الإجابة',
    dk: 'لا أعرف',
    na: 'لا ينطبق',
  },
  bn: {
    thanks: 'ধন্যবাদ।',
    more: 'আরও প্রশ্ন',
    other: 'অন্যান্য',
    specify: 'অন্যটি কী, লিখুন।',
    pnta: 'উত্তর দিতে চাই না',
    dk: 'জানি না',
    na: 'প্রযোজ্য নয়',
  },
  es: {
    thanks: 'Gracias.',
    more: 'Más preguntas',
    other: 'Otro',
    specify: 'Especifique cuál.',
    pnta: 'Prefiero no responder',
    dk: 'No lo sé',
    na: 'No se aplica',
  },
  'fa-AF': {
    thanks: 'تشکر.',
    more: 'سؤال‌های بیشتر',
    other: 'دیگر',
    specify: 'لطفاً توضیح دهید.',
    pnta: 'ترجیح می‌دهم جواب ندهم',
    dk: 'نمی‌دانم',
    na: 'مربوط نمی‌شود',
  },
  fr: {
    thanks: 'Merci.',
    more: 'Autres questions',
    other: 'Autre',
    specify: 'Précisez.',
    pnta: 'Je préfère ne pas répondre',
    dk: 'Je ne sais pas',
    na: 'Sans objet',
  },
  pt: {
    thanks: 'Obrigado/a.',
    more: 'Mais perguntas',
    other: 'Outro',
    specify: 'Especifique qual.',
    pnta: 'Prefiro não responder',
    dk: 'Não sei',
    na: 'Não se aplica',
  },
  sw: {
    thanks: 'Asante.',
    more: 'Maswali zaidi',
    other: 'Nyingine',
    specify: 'Tafadhali eleza.',
    pnta: 'Napendelea kutojibu',
    dk: 'Sijui',
    na: 'Haihusiki',
  },
  ti: {
    thanks: 'የቐንየልና።',
    more: 'ተወሳኺ ሕቶታት',
    other: 'ካልእ',
    specify: 'በጃኹም ግለጹ።',
    pnta: 'ክምልስ ኣይደልን',
    dk: 'ኣይፈልጥን',
    na: 'ኣይምልከተንን',
  },
  uk: {
    thanks: 'Дякуємо.',
    more: 'Інші запитання',
    other: 'Інше',
    specify: 'Уточніть.',
    pnta: 'Не хочу відповідати',
    dk: 'Не знаю',
    na: 'Не стосується',
  },
}

/** One of the texts in the languages of a form; in English where nothing else is known. */
export function ownWords(
  { languages, defaultLanguage }: Pick<FormLanguages, 'languages' | 'defaultLanguage'>,
  word: keyof Words,
): LanguageMap {
  const inDefault = wordsIn(defaultLanguage)?.[word] ?? words.en?.[word] ?? ''
  return Object.fromEntries(languages.map((language) => [language, wordsIn(language)?.[word] ?? inDefault]))
}

function wordsIn(language: string): Words | undefined {
  const [plain = ''] = language.split('-')
  return own(words, language) ?? own(words, plain) ?? (plain === 'fa' ? words['fa-AF'] : undefined)
}
