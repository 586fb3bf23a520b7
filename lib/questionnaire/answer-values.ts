/** One answer: a code, a reserved code, a text, a number, or a list of codes. */
export type Answer = string | number | readonly string[]

/** Answers by item id. An item without an answer is left out. */
export type Answers = Readonly<Record<string, Answer>>

/** The answer to an item, or undefined when it is blank. */
export function answerOf(answers: Answers, itemId: string): Answer | undefined {
  const answer = Object.hasOwn(answers, itemId) ? answers[itemId] : undefined
  return isBlank(answer) ? undefined : answer
}

/** Whether a value counts as left out: undefined, null, empty text (spaces included) or the empty list. */
export function isBlank(answer: unknown): answer is undefined | null | '' | readonly [] {
  if (typeof answer === 'string') return answer.trim() === ''
  return answer === undefined || answer === null || (Array.isArray(answer) && answer.length === 0)
}
