/** Address of the script that a survey is drawn from in a language. */
export function surveyAddress(slug: string, language: string): string {
  return `/s/${slug}/survey/${language}`
}
