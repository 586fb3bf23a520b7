/**
 * A text among the fields of what a server answered; null where there is none. By hand: a schema library would weigh more than
 * everything that this device reads with it.
 */
export function textField(answer: unknown, name: string): string | null {
  const fields = typeof answer === 'object' && answer !== null ? Object.entries(answer) : []
  const found: unknown = fields.find(([field]) => field === name)?.[1]
  return typeof found === 'string' ? found : null
}
