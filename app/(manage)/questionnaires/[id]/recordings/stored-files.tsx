import type { ReactNode } from 'react'
import type { StoredMedia } from '@/db/questionnaire-media'
import { mediaEnding } from '@/lib/media'
import { uploadName } from '@/lib/media-names'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import { wordsAt } from './places-in-words'
import { RemoveFile } from './remove-file'

/** The recordings of a language, or the pictures: each with its words, to hear or see, and to remove. */
export function StoredFiles({
  questionnaire,
  language,
  files,
  caption,
  mayRemove,
}: {
  readonly questionnaire: Questionnaire
  /** The language of the words beside each file. */
  readonly language: string
  readonly files: readonly StoredMedia[]
  readonly caption: string
  readonly mayRemove: boolean
}) {
  return (
    <div className="table-frame">
      <table className="table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Words</th>
            <th scope="col">File</th>
            {mayRemove && (
              <th scope="col">
                <span className="visually-hidden">Remove</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {files.map((file) => {
            const fileName = uploadName(file, mediaEnding(file.contentType))
            return (
              <tr key={`${file.kind} ${fileName}`}>
                <th scope="row">
                  <span lang={language} dir="auto">
                    {wordsAt(questionnaire, file, language)}
                  </span>
                  <span className="under">
                    <code>{fileName}</code>
                  </span>
                </th>
                <td>
                  <Shown
                    address={`/questionnaires/${questionnaire.id}/recordings/files/${file.name}?version=${questionnaire.version}`}
                    kind={file.kind}
                    fileName={fileName}
                  />
                </td>
                {mayRemove && (
                  <td>
                    <RemoveFile
                      id={questionnaire.id}
                      version={questionnaire.version}
                      file={{
                        itemId: file.itemId,
                        optionCode: file.optionCode,
                        language: file.language,
                        kind: file.kind,
                      }}
                      fileName={fileName}
                    />
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Shown({
  address,
  kind,
  fileName,
}: {
  readonly address: string
  readonly kind: StoredMedia['kind']
  readonly fileName: string
}): ReactNode {
  return kind === 'audio' ? (
    // biome-ignore lint/a11y/useMediaCaption: what is said stands beside it, word for word
    <audio className="recording" controls preload="none" src={address} aria-label={fileName} />
  ) : (
    // biome-ignore lint/performance/noImgElement: shown as respondents get it, not as an image server would change it
    <img className="thumbnail" src={address} alt={fileName} loading="lazy" />
  )
}
