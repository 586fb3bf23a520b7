/** What a button asks for. */
export type Step =
  | { readonly do: (typeof plainSteps)[number] }
  | { readonly do: 'change'; readonly itemId: string }
  | { readonly do: 'ask'; readonly sectionId: string }

const plainSteps = [
  'agree',
  'decline',
  'start',
  'earlier',
  'next',
  'back',
  'show',
  'skip',
  'clear',
  'stay',
] as const

/** The step that a button's value names: `next`, `change:ITEM`, `ask:SECTION`. Anything else stays on the page. */
export function readStep(value: unknown): Step {
  const text = typeof value === 'string' ? value : ''
  const plain = plainSteps.find((step) => step === text)
  if (plain !== undefined) return { do: plain }
  if (text.startsWith('change:')) return { do: 'change', itemId: text.slice('change:'.length) }
  if (text.startsWith('ask:')) return { do: 'ask', sectionId: text.slice('ask:'.length) }
  return { do: 'stay' }
}
