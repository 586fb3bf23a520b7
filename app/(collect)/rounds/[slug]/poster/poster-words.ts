/**
 * The one sentence of our own on a poster; the rest is the questionnaire's text.
 * Languages but English are machine-drafted, review before field use.
 */
const scanWords: Readonly<Record<string, string>> = {
  en: 'Point your phone camera at the code, or open the address above.',
  ar: 'وجّه كاميرا هاتفك نحو الرمز، أو افتح العنوان المكتوب أعلاه.',
  es: 'Apunte la cámara de su teléfono al código o abra la dirección de arriba.',
  fr: 'Pointez l’appareil photo de votre téléphone vers le code, ou ouvrez l’adresse ci-dessus.',
  pt: 'Aponte a câmara do telemóvel para o código ou abra o endereço acima.',
  uk: 'Наведіть камеру телефона на код або відкрийте адресу вище.',
}

/** How to get to the survey, in a language; null where we have no words, and the code speaks alone. */
export function scanSentence(language: string): string | null {
  return scanWords[language] ?? scanWords[language.split('-')[0] ?? ''] ?? null
}
