import { renamedOption } from '@/lib/questionnaire/renaming'
import { OptionsGrid } from './options-grid'
import type { Part } from './part'

/** A list of response options that several items share. */
export function ListForm({ draft, language, problems, change, id }: Part & { readonly id: string }) {
  const users = draft.items.filter((item) => 'choiceList' in item && item.choiceList === id)
  return (
    <div className="stack">
      <p className="quiet-text">
        {users.length === 0
          ? 'No question uses this list.'
          : `Used by: ${users.map((item) => item.id).join(', ')}.`}
      </p>
      <OptionsGrid
        draft={draft}
        options={draft.choiceLists[id] ?? []}
        language={language}
        problems={problems.map((problem) => ({ ...problem, field: `list${problem.field}` }))}
        shownIn="list"
        hasScores
        onChange={(options, of) =>
          change({ ...draft, choiceLists: { ...draft.choiceLists, [id]: options } }, `${id} ${of}`)
        }
        onRename={(from, to) => change(renamedOption(draft, { choiceList: id }, from, to), `${id} code`)}
      />
      {users.length === 0 && (
        <p>
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              const { [id]: _former, ...choiceLists } = draft.choiceLists
              change({ ...draft, choiceLists }, `${id} remove`)
            }}
          >
            Take the list out
          </button>
        </p>
      )}
    </div>
  )
}
