import { useState } from 'react'
import { languageCode, missingCodes, mostLanguages, type Questionnaire } from '@/lib/questionnaire/definition'
import { withoutLanguage } from '@/lib/questionnaire/edit'
import { languageName } from '@/lib/questionnaire/language'
import { withLanguage } from '@/lib/questionnaire/with-language'
import { type Choice, NumberInput, SelectInput, TextInput, TranslatedInput } from './controls'
import { type Part, sayOf } from './part'

const populations: readonly Choice<Questionnaire['population']>[] = [
  { value: 'migrant', label: 'Migrants' },
  { value: 'host', label: 'People of the host society' },
  { value: 'any', label: 'Anybody' },
]

const reservedNames = {
  pnta: 'Words for “Prefer not to answer”',
  dk: 'Words for “Don’t know”',
  na: 'Words for “Does not apply”',
} as const

/** What is said of the questionnaire as a whole: title, first and last words, languages. */
export function GeneralForm({ draft, language, problems, change }: Part) {
  const texts = { language, fallback: draft.defaultLanguage }
  const set = (next: Partial<Questionnaire>, field: string) =>
    change({ ...draft, ...next }, `general ${field}`)
  return (
    <div className="stack">
      <TranslatedInput
        {...texts}
        label="Title"
        texts={draft.title}
        problems={sayOf(problems, 'title')}
        onChange={(title) => set({ title }, 'title')}
      />
      <TranslatedInput
        {...texts}
        label="First words"
        rows={4}
        texts={draft.intro}
        problems={sayOf(problems, 'intro')}
        onChange={(intro) => set({ intro }, 'intro')}
      />
      <TranslatedInput
        {...texts}
        label="Last words"
        rows={3}
        texts={draft.outro}
        problems={sayOf(problems, 'outro')}
        onChange={(outro) => set({ outro }, 'outro')}
      />
      <div className="field-row">
        <SelectInput
          label="Whom it asks"
          value={draft.population}
          choices={populations}
          onChange={(population) => set({ population }, 'population')}
        />
        <NumberInput
          label="Minutes that it takes"
          isOptional
          value={draft.estimatedMinutes ?? null}
          problems={sayOf(problems, 'estimatedMinutes')}
          onChange={(minutes) => {
            const { estimatedMinutes: _former, ...others } = draft
            change(minutes === null ? others : { ...others, estimatedMinutes: minutes }, 'general minutes')
          }}
        />
      </div>
      <Languages draft={draft} problems={problems} change={change} language={language} />
      {missingCodes.map((code) => (
        <TranslatedInput
          key={code}
          {...texts}
          label={reservedNames[code]}
          texts={draft.missingLabels[code]}
          problems={sayOf(problems, `missingLabels.${code}`)}
          onChange={(words) =>
            set({ missingLabels: { ...draft.missingLabels, [code]: words } }, `words ${code}`)
          }
        />
      ))}
      {problems
        .filter(
          ({ field }) =>
            !/^(title|intro|outro|estimatedMinutes|missingLabels|languages|defaultLanguage)/.test(field),
        )
        .map(({ path, message }) => (
          <p className="field-problem" key={`${path} ${message}`}>
            {message}
          </p>
        ))}
    </div>
  )
}

/** In which languages it is written. One that goes takes its texts with it. */
function Languages({ draft, problems, change }: Part) {
  const [wanted, setWanted] = useState('')
  const code = wanted.trim()
  const isKnown = languageCode.safeParse(code).success && languageName(code) !== code
  const refusal =
    code === ''
      ? null
      : draft.languages.includes(code)
        ? 'It has this language.'
        : !isKnown
          ? 'Use a language code such as ar, fa-AF or uz-Cyrl.'
          : draft.languages.length >= mostLanguages
            ? `A questionnaire has ${mostLanguages} languages at most. Take one out first.`
            : null
  return (
    <fieldset className="field">
      <legend>Languages</legend>
      {[...sayOf(problems, 'languages'), ...sayOf(problems, 'defaultLanguage')].map((message) => (
        <p className="field-problem" key={message}>
          {message}
        </p>
      ))}
      <ul className="plain-list">
        {draft.languages.map((one) => (
          <li key={one} className="buttons">
            <bdi lang={one}>{languageName(one)}</bdi> <code>{one}</code>
            {one === draft.defaultLanguage ? (
              <span className="tag">The others are translated from it</span>
            ) : (
              <button
                type="button"
                className="button quiet"
                onClick={() => change(withoutLanguage(draft, one), 'language')}
              >
                Take out<span className="visually-hidden"> {languageName(one)}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      <div className="buttons">
        <TextInput
          label="Another language"
          hint={isKnown && refusal === null ? languageName(code) : 'By its code: ar, fa-AF, uz-Cyrl.'}
          isCode
          maxLength={20}
          value={wanted}
          problems={refusal === null ? [] : [refusal]}
          onChange={setWanted}
        />
        <button
          type="button"
          className="button quiet"
          disabled={code === '' || refusal !== null}
          onClick={() => {
            change(withLanguage(draft, code), 'language')
            setWanted('')
          }}
        >
          Add it
        </button>
      </div>
    </fieldset>
  )
}
