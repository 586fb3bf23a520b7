import { expect, test } from 'vitest'
import { UsageError } from './terminal'

const commands = {
  aggregates: () => import('./aggregates'),
  archive: () => import('./archive'),
  doctor: () => import('./doctor'),
  estimate: () => import('./estimate'),
  export: () => import('./export'),
  poverty: () => import('./poverty'),
  profile: () => import('./profile'),
  questionnaire: () => import('./questionnaire'),
  reliability: () => import('./reliability'),
  responses: () => import('./responses'),
  score: () => import('./score'),
  survey: () => import('./survey'),
  user: () => import('./user'),
}

// Refused by the words alone: no file is read and no data folder opened.
test.each<[keyof typeof commands, string, string]>([
  ['aggregates', '--survey a --format csv --out x extra', '"extra" is one word too many'],
  ['aggregates', '--survey a --format csv --out x --by age_band,age_band', '"age_band" stands twice'],
  ['archive', '--survey a --out x --reason r extra', '"extra" is one word too many'],
  ['doctor', 'extra', '"extra" is one word too many'],
  ['estimate', 'a.csv b.csv --y y', '"b.csv" is one word too many'],
  ['estimate', 'a.csv --y y,y', '--y y,y: "y" stands twice'],
  ['estimate', 'a.csv --y y --y x', '--y stands twice'],
  ['estimate', 'a.csv --y y --by g,g', '--by g,g: "g" stands twice'],
  ['estimate', 'a.csv --y y --cluster c,c', '--cluster c,c: "c" stands twice'],
  ['estimate', 'a.csv --y y --p 0.5', '--p is the share of a quantile'],
  ['estimate', 'a.csv --y y --type quantile --p 0.5,0.5', '--p 0.5,0.5: "0.5" stands twice'],
  ['estimate', 'a.csv --y y --type quantile --deff replace', 'a quantile has no design effect'],
  ['export', '--survey a --format csv --out x extra', '"extra" is one word too many'],
  ['poverty', 'a.csv --deprived a, b --k 1', '"b" is one word too many'],
  ['profile', '--survey a extra', '"extra" is one word too many'],
  ['profile', '--survey a --by category,category', '"category" stands twice'],
  ['profile', '--survey a --where gender=woman,gender=woman', '"gender=woman" stands twice'],
  ['questionnaire', 'validate a.json b.json', '"b.json" is one word too many'],
  ['questionnaire', 'validate a.json --out b.json', "'--out'"],
  ['questionnaire', 'import a.json --version 2', "'--version'"],
  ['questionnaire', 'list extra', '"extra" is one word too many'],
  ['questionnaire', 'export a b', '"b" is one word too many'],
  ['questionnaire', 'export a --version second', '--version second: give a whole number'],
  ['reliability', 'a.csv extra --items a,b', '"extra" is one word too many'],
  ['responses', 'import --survey a a.csv b.csv', '"b.csv" is one word too many'],
  ['responses', 'import --survey a a.jsonl --mapping m.json', '--mapping m.json: a mapping is for'],
  ['score', '--questionnaire a.json extra', '"extra" is one word too many'],
  ['survey', 'create extra --questionnaire q --slug s --title t', '"extra" is one word too many'],
  ['survey', 'create --questionnaire q --slug s --title t --asked 9', "'--asked'"],
  ['survey', 'open a b', '"b" is one word too many'],
  ['survey', 'close a --wave 2', "'--wave'"],
  ['survey', 'release a b', '"b" is one word too many'],
  ['survey', 'fieldwork a b', '"b" is one word too many'],
  ['survey', 'fieldwork a --title t', "'--title'"],
  ['survey', 'list a', '"a" is one word too many'],
  ['survey', 'weights a b --show', '"b" is one word too many'],
  ['survey', 'weights a --show --title t', '--title changes nothing beside --show'],
  ['survey', 'weights a --use none --preview', '--preview changes nothing beside --use'],
  ['survey', 'weights a --file w.csv --upon u', '--upon changes nothing beside --file'],
  ['survey', 'weights a --file w.csv --at-least 0.3', '--at-least changes nothing beside --file'],
  ['survey', 'weights a --file w.csv --at-most 3', '--at-most changes nothing beside --file'],
  ['survey', 'weights a --file w.csv --preview', '--preview changes nothing beside --file'],
  ['survey', 'weights a --rake m.csv --leave-out', '--leave-out changes nothing beside --rake'],
  ['survey', 'weights a --rake m.csv --show', 'give one of --file, --rake'],
  ['user', 'add extra --email a@example.org --role manager', '"extra" is one word too many'],
  ['user', 'add --email a@example.org --role administrator --survey s', 'acts for every round'],
])('%s %s is refused, not read in part', async (command, line, words) => {
  const { run } = await commands[command]()
  const refusal = run(line.split(' '))
  await expect(refusal).rejects.toBeInstanceOf(UsageError)
  await expect(refusal).rejects.toThrow(words)
})
