import type { SaveState } from './use-autosave'

const words: Readonly<Record<Exclude<SaveState['kind'], 'refused'>, string>> = {
  saved: 'Saved',
  unsaved: 'Not saved yet',
  saving: 'Saving…',
  unreachable: 'The server cannot be reached. What you write stays here and is saved when it is back.',
  signed_out: 'You are signed out. Sign in in another window; what you write stays here and is saved then.',
  gone: 'This draft was published or discarded by somebody else. Copy what you need before you leave.',
}

/** Whether what is written here lies on the server. */
export function SaveMark({ state, onSave }: { readonly state: SaveState; readonly onSave: () => void }) {
  const text = state.kind === 'refused' ? `Not saved: ${state.why}` : words[state.kind]
  const isTrouble = !['saved', 'unsaved', 'saving'].includes(state.kind)
  return (
    <>
      <span className={isTrouble ? 'save-mark trouble' : 'save-mark'} role={isTrouble ? 'alert' : 'status'}>
        {text}
      </span>
      {isTrouble && (
        <button type="button" className="button quiet" onClick={onSave}>
          Try again
        </button>
      )}
    </>
  )
}
