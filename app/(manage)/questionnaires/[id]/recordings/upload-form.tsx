import { TextField } from '@/app/ui/form/fields'
import { uploadName } from '@/lib/media-names'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { optionsOnCards } from '@/lib/questionnaire/options'

/**
 * Files to upload, and how they are named, shown on a question of this very questionnaire. A plain form: it needs no script.
 *
 * @param problem what was wrong with the last try as a whole; null when nothing was
 */
export function UploadForm({
  questionnaire,
  problem,
}: {
  readonly questionnaire: Questionnaire
  readonly problem: string | null
}) {
  const { id, version, languages, defaultLanguage } = questionnaire
  const example = exampleOf(questionnaire)
  return (
    <section className="panel" aria-labelledby="upload-title">
      <h2 id="upload-title">Upload files</h2>
      <p>The name of a file says what it is for. A dot stands between the parts:</p>
      <dl className="facts">
        <div>
          <dt>The question, read aloud</dt>
          <dd>
            <code>
              {uploadName({ itemId: example.itemId, optionCode: '', language: defaultLanguage }, '.mp3')}
            </code>
          </dd>
        </div>
        <div>
          <dt>A picture of the question</dt>
          <dd>
            <code>{uploadName({ itemId: example.itemId, optionCode: '', language: '' }, '.png')}</code>
          </dd>
        </div>
        {example.optionCode !== '' && (
          <>
            <div>
              <dt>One of its answers, read aloud</dt>
              <dd>
                <code>{uploadName({ ...example, language: defaultLanguage }, '.mp3')}</code>
              </dd>
            </div>
            <div>
              <dt>A picture of that answer</dt>
              <dd>
                <code>{uploadName({ ...example, language: '' }, '.png')}</code>
              </dd>
            </div>
          </>
        )}
      </dl>
      <p>
        The languages are <code>{languages.join(', ')}</code>. The list of what is missing, below, gives each
        name with the words to read. Recordings may have 2 MB each, pictures 300 kB.
      </p>
      <form
        className="form"
        method="post"
        encType="multipart/form-data"
        noValidate
        action={`/questionnaires/${id}/recordings/files?version=${version}`}
      >
        <TextField
          name="files"
          type="file"
          multiple
          required
          accept="audio/*,image/png,image/jpeg,image/webp"
          label="Recordings and pictures"
          problem={problem}
          hint="Choose as many as you like, up to 50 MB together. All are stored, or none. A file takes the place of the one that was there."
        />
        <div>
          <button type="submit" className="button primary">
            Upload the files
          </button>
        </div>
      </form>
    </section>
  )
}

/** The first question with answers on cards, and its first answer. */
function exampleOf(questionnaire: Questionnaire): { readonly itemId: string; readonly optionCode: string } {
  const asked = questionnaire.items.filter(({ type }) => type !== 'hidden')
  const item = asked.find(({ type }) => type === 'single' || type === 'multiple') ?? asked[0]
  if (item === undefined) return { itemId: '', optionCode: '' }
  return { itemId: item.id, optionCode: optionsOnCards(questionnaire, item)[0]?.code ?? '' }
}
