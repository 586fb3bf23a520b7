export type RoundState = 'draft' | 'open' | 'closed'

const stateName: Readonly<Record<RoundState, string>> = {
  draft: 'Not open yet',
  open: 'Open',
  closed: 'Closed',
}

/** Whether a round takes answers now: in words, with a mark of its own shape, colour only besides. */
export function RoundStateMark({ state }: { readonly state: RoundState }) {
  return <span className={`state ${state}`}>{stateName[state]}</span>
}
