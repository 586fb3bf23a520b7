import type { Channel } from './column'
import type { MissingLabels } from './microdata'

/** Our own words in a table of microdata; those of the questionnaire come from itself. `{name}` is replaced. */
export type MicrodataWords = {
  readonly no: string
  readonly yes: string
  readonly missing: MissingLabels
  readonly rowId: string
  readonly answeredOn: string
  readonly language: string
  readonly channel: string
  readonly channels: Readonly<Record<Channel, string>>
  readonly version: string
  readonly scoringVersion: string
  readonly score: string
  readonly overall: string
  readonly deprived: string
  readonly deprivationScore: string
  readonly category: string
  /** By category id; a category of another questionnaire is named by its id. */
  readonly categories: Readonly<Record<string, string>>
  readonly rule: string
  readonly signal: string
  readonly weight: string
  readonly stratum: string
  readonly psu: string
  /** Of groups of variables that no section of the questionnaire names. */
  readonly groups: Readonly<Record<'response' | 'scores' | 'design', string>>
}

const english: MicrodataWords = {
  no: 'No',
  yes: 'Yes',
  missing: {
    refused: 'Prefer not to answer',
    dont_know: "I don't know",
    not_applicable: 'Does not apply',
    not_asked: 'Not asked',
    skipped: 'No answer',
  },
  rowId: 'Row identifier, made for this file only',
  answeredOn: 'Date of the answers',
  language: 'Language read',
  channel: 'How the answers came',
  channels: { web: 'Web page', api: 'Another program', import: 'Imported file' },
  version: 'Version of the questionnaire',
  scoringVersion: 'Version whose scoring the scores are by',
  score: 'Score (0–100): {name}',
  overall: 'Overall score (0–100)',
  deprived: 'Deprived: {name}',
  deprivationScore: 'Deprivation score: share of dimensions deprived in (0–1)',
  category: 'Category',
  categories: {
    privileged: 'Privileged',
    average: 'Average',
    victim: 'Victim',
    undetermined: 'Undetermined',
    pro: 'Pro-immigration',
    ambivalent: 'Ambivalent',
    anti: 'Anti-immigration',
  },
  rule: 'Rule that decided the category',
  signal: 'Signal: {name}',
  weight: 'Survey weight',
  stratum: 'Stratum',
  psu: 'Primary sampling unit',
  groups: { response: 'Response', scores: 'Scores', design: 'Sampling design' },
}

const arabic: MicrodataWords = {
  no: 'لا',
  yes: 'نعم',
  missing: {
    refused: 'أفضّل عدم الإجابة',
    dont_know: 'لا أعرف',
    not_applicable: 'لا ينطبق',
    not_asked: 'لم يُطرح السؤال',
    skipped: 'بلا إجابة',
  },
  rowId: 'مُعرّف الصف، أُنشئ لهذا الملف وحده',
  answeredOn: 'تاريخ الإجابات',
  language: 'لغة القراءة',
  channel: 'كيف وصلت الإجابات',
  channels: { web: 'صفحة ويب', api: 'برنامج آخر', import: 'ملف مستورد' },
  version: 'نسخة الاستبيان',
  scoringVersion: 'النسخة التي حُسبت الدرجات وفقها',
  score: 'الدرجة (0–100): {name}',
  overall: 'الدرجة الإجمالية (0–100)',
  deprived: 'محروم: {name}',
  deprivationScore: 'درجة الحرمان: حصة الأبعاد المحروم فيها (0–1)',
  category: 'الفئة',
  categories: {
    privileged: 'ذو امتياز',
    average: 'متوسط',
    victim: 'ضحية',
    undetermined: 'غير محدد',
    pro: 'مؤيد للهجرة',
    ambivalent: 'متردد',
    anti: 'معارض للهجرة',
  },
  rule: 'القاعدة التي حددت الفئة',
  signal: 'إشارة: {name}',
  weight: 'وزن المسح',
  stratum: 'الطبقة',
  psu: 'وحدة المعاينة الأولية',
  groups: { response: 'الاستجابة', scores: 'الدرجات', design: 'تصميم العينة' },
}

const spanish: MicrodataWords = {
  no: 'No',
  yes: 'Sí',
  missing: {
    refused: 'Prefiero no responder',
    dont_know: 'No lo sé',
    not_applicable: 'No se aplica',
    not_asked: 'No se preguntó',
    skipped: 'Sin respuesta',
  },
  rowId: 'Identificador de la fila, solo para este archivo',
  answeredOn: 'Fecha de las respuestas',
  language: 'Idioma leído',
  channel: 'Cómo llegaron las respuestas',
  channels: { web: 'Página web', api: 'Otro programa', import: 'Archivo importado' },
  version: 'Versión del cuestionario',
  scoringVersion: 'Versión según la que se puntúa',
  score: 'Puntuación (0–100): {name}',
  overall: 'Puntuación general (0–100)',
  deprived: 'Con privación: {name}',
  deprivationScore: 'Puntuación de privación: proporción de dimensiones con privación (0–1)',
  category: 'Categoría',
  categories: {
    privileged: 'Privilegiado',
    average: 'Medio',
    victim: 'Víctima',
    undetermined: 'Sin determinar',
    pro: 'A favor de la inmigración',
    ambivalent: 'Ambivalente',
    anti: 'En contra de la inmigración',
  },
  rule: 'Regla que decidió la categoría',
  signal: 'Señal: {name}',
  weight: 'Ponderación',
  stratum: 'Estrato',
  psu: 'Unidad primaria de muestreo',
  groups: { response: 'Respuesta', scores: 'Puntuaciones', design: 'Diseño muestral' },
}

const french: MicrodataWords = {
  no: 'Non',
  yes: 'Oui',
  missing: {
    refused: 'Je préfère ne pas répondre',
    dont_know: 'Je ne sais pas',
    not_applicable: 'Sans objet',
    not_asked: 'Question non posée',
    skipped: 'Sans réponse',
  },
  rowId: 'Identifiant de la ligne, propre à ce fichier',
  answeredOn: 'Date des réponses',
  language: 'Langue de lecture',
  channel: 'Voie par laquelle les réponses sont arrivées',
  channels: { web: 'Page web', api: 'Autre programme', import: 'Fichier importé' },
  version: 'Version du questionnaire',
  scoringVersion: 'Version que suivent les scores',
  score: 'Score (0–100) : {name}',
  overall: 'Score global (0–100)',
  deprived: 'En privation : {name}',
  deprivationScore: 'Score de privation : part des dimensions en privation (0–1)',
  category: 'Catégorie',
  categories: {
    privileged: 'Privilégié',
    average: 'Moyen',
    victim: 'Victime',
    undetermined: 'Indéterminé',
    pro: 'Favorable à l’immigration',
    ambivalent: 'Ambivalent',
    anti: 'Opposé à l’immigration',
  },
  rule: 'Règle qui a décidé de la catégorie',
  signal: 'Signal : {name}',
  weight: 'Poids de sondage',
  stratum: 'Strate',
  psu: 'Unité primaire de sondage',
  groups: { response: 'Réponse', scores: 'Scores', design: 'Plan de sondage' },
}

const portuguese: MicrodataWords = {
  no: 'Não',
  yes: 'Sim',
  missing: {
    refused: 'Prefiro não responder',
    dont_know: 'Não sei',
    not_applicable: 'Não se aplica',
    not_asked: 'Não perguntado',
    skipped: 'Sem resposta',
  },
  rowId: 'Identificador da linha, feito só para este arquivo',
  answeredOn: 'Data das respostas',
  language: 'Idioma lido',
  channel: 'Como chegaram as respostas',
  channels: { web: 'Página web', api: 'Outro programa', import: 'Arquivo importado' },
  version: 'Versão do questionário',
  scoringVersion: 'Versão segundo a qual se pontua',
  score: 'Pontuação (0–100): {name}',
  overall: 'Pontuação geral (0–100)',
  deprived: 'Com privação: {name}',
  deprivationScore: 'Pontuação de privação: parte das dimensões com privação (0–1)',
  category: 'Categoria',
  categories: {
    privileged: 'Privilegiado',
    average: 'Médio',
    victim: 'Vítima',
    undetermined: 'Indeterminado',
    pro: 'A favor da imigração',
    ambivalent: 'Ambivalente',
    anti: 'Contra a imigração',
  },
  rule: 'Regra que decidiu a categoria',
  signal: 'Sinal: {name}',
  weight: 'Peso amostral',
  stratum: 'Estrato',
  psu: 'Unidade primária de amostragem',
  groups: { response: 'Resposta', scores: 'Pontuações', design: 'Plano amostral' },
}

const ukrainian: MicrodataWords = {
  no: 'Ні',
  yes: 'Так',
  missing: {
    refused: 'Не хочу відповідати',
    dont_know: 'Не знаю',
    not_applicable: 'Не стосується',
    not_asked: 'Не запитували',
    skipped: 'Без відповіді',
  },
  rowId: 'Ідентифікатор рядка, лише для цього файлу',
  answeredOn: 'Дата відповідей',
  language: 'Мова читання',
  channel: 'Як надійшли відповіді',
  channels: { web: 'Вебсторінка', api: 'Інша програма', import: 'Імпортований файл' },
  version: 'Версія анкети',
  scoringVersion: 'Версія, за якою обчислено бали',
  score: 'Бал (0–100): {name}',
  overall: 'Загальний бал (0–100)',
  deprived: 'Депривація: {name}',
  deprivationScore: 'Бал депривації: частка вимірів із депривацією (0–1)',
  category: 'Категорія',
  categories: {
    privileged: 'Привілейовані',
    average: 'Середні',
    victim: 'Постраждалі',
    undetermined: 'Не визначено',
    pro: 'За імміграцію',
    ambivalent: 'Вагаються',
    anti: 'Проти імміграції',
  },
  rule: 'Правило, що визначило категорію',
  signal: 'Ознака: {name}',
  weight: 'Вага спостереження',
  stratum: 'Страта',
  psu: 'Первинна одиниця вибірки',
  groups: { response: 'Відповідь', scores: 'Бали', design: 'Дизайн вибірки' },
}

const wordsByLanguage: Readonly<Record<string, MicrodataWords>> = {
  en: english,
  ar: arabic,
  es: spanish,
  fr: french,
  pt: portuguese,
  uk: ukrainian,
}

/** Our words in a language, or in that of a region of it: `fr-CA` reads French. English where there are none. */
export function microdataWords(language: string): MicrodataWords {
  const base = language.split('-')[0] ?? ''
  return Object.hasOwn(wordsByLanguage, base) ? (wordsByLanguage[base] ?? english) : english
}

/** A wording with its `{name}`. */
export function named(wording: string, name: string): string {
  return wording.replace('{name}', () => name)
}
