import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collectionLanguages } from '../../interface/collection-languages'
import { answerFault } from '../../questionnaire/answer-fault'
import { validateAnswers } from '../../questionnaire/answers'
import type { Questionnaire } from '../../questionnaire/definition'
import { pathOf } from '../../questionnaire/flow'
import type { Sheet } from '../../workbook/sheet'
import { carryForm, type ReadForm } from './read'
import { readRowType } from './row-types'

/** A sheet as it is seen: the headings, then the rows; `|` parts the cells. */
function sheet(name: string, ...lines: readonly string[]): Sheet {
  return {
    name,
    rows: lines.map((line, place) => ({
      number: place + 1,
      cells: new Map(
        line
          .split('|')
          .map((cell, column) => [column, cell.trim()] as const)
          .filter(([, cell]) => cell !== ''),
      ),
      formulas: new Set<number>(),
    })),
  }
}

const yesNo = sheet('choices', 'list_name|name|label', 'yn|yes|Yes', 'yn|no|No')

function carried(...sheets: readonly Sheet[]): { questionnaire: Questionnaire; notes: readonly string[] } {
  const read = carryForm({ sheets }, 'small.xlsx')
  if (!read.ok) throw new Error(read.faults.map(({ message }) => message).join('\n'))
  return {
    questionnaire: read.value.questionnaire,
    notes: read.value.notes.map(({ row, code }) => `${row} ${code}`),
  }
}

function faults(read: ReadForm): readonly string[] {
  return read.ok
    ? []
    : read.faults.map(({ sheet: name, row, column, code }) => `${name} ${row} ${column} ${code}`)
}

const item = (questionnaire: Questionnaire, id: string) => questionnaire.items.find((one) => one.id === id)

describe('types', () => {
  test.each([
    ['select_one yn', { kind: 'select', many: false, list: 'yn', hasOther: false }],
    ['select one from yn', { kind: 'select', many: false, list: 'yn', hasOther: false }],
    ['select_multiple yn or_other', { kind: 'select', many: true, list: 'yn', hasOther: true }],
    [
      'select all that apply from yn or specify other',
      { kind: 'select', many: true, list: 'yn', hasOther: true },
    ],
    ['add select one prompt using yn', { kind: 'select', many: false, list: 'yn', hasOther: false }],
    ['rank yn', { kind: 'rank', list: 'yn' }],
    ['add note prompt', { kind: 'note' }],
    ['get today', { kind: 'today' }],
    ['q string', { kind: 'text' }],
    ['begin_group', { kind: 'begin', what: 'group' }],
    ['Begin Repeat', { kind: 'begin', what: 'repeat' }],
    ['end group', { kind: 'end', what: 'group' }],
    ['dateTime', { kind: 'datetime' }],
    ['select_one_from_file cities.csv', { kind: 'not_carried' }],
    ['phone number', { kind: 'not_carried' }],
    ['uri:deviceid', { kind: 'not_carried' }],
    ['constructor', { kind: 'unknown' }],
    ['selct_one yn', { kind: 'unknown' }],
  ])('%s', (written, wanted) => {
    expect(readRowType(written)).toMatchObject(wanted)
  })
})

test('each type becomes an item of its own kind', () => {
  const { questionnaire } = carried(
    sheet(
      'survey',
      'type|name|label|constraint|parameters|calculation|appearance',
      'integer|age|Age|. >= 0 and . <= 120|||',
      'decimal|weight|Weight||||',
      'range|mood|Mood||start=1 end=5 step=1||',
      'text|words|Words||||multiline',
      'date|day|Day||||',
      'time|hour|Hour||||',
      'note|said|Said||||',
      'acknowledge|seen|Seen||||',
      'rank yn|order|Order||||',
      'select_one yn|one|One||||minimal',
      'select_multiple yn|many|Many||||',
      'calculate|double||||${age} * 2|',
    ),
    yesNo,
  )
  expect(questionnaire.items.map(({ id, type }) => `${id} ${type}`)).toEqual([
    'age number',
    'weight number',
    'mood scale',
    'words text',
    'day date',
    'hour time',
    'said note',
    'seen single',
    'order rank',
    'one single',
    'many multiple',
    'double calculated',
  ])
  expect(item(questionnaire, 'age')).toMatchObject({ min: 0, max: 120, constraint: '. >= 0 and . <= 120' })
  expect(item(questionnaire, 'mood')).toMatchObject({ min: 1, max: 5, step: 1 })
})

test('an answer is needed always, never, or where an expression holds', () => {
  const { questionnaire, notes } = carried(
    sheet(
      'survey',
      'type|name|label|required',
      'integer|Age|Age|TRUE()',
      'text|school|School|${Age} > 17',
      'text|never|Never|false()',
      'text|constant|Constant|1 = 1',
      'select_one yn|lives|Lives|yes',
      "text|unknown|Unknown|${lives} = 'perhaps'",
      "text|later|Later|${after} = 'x'",
      'text|itself|Itself|. > 2',
      'text|word|Word|perhaps',
      'text|after|After|',
    ),
    yesNo,
  )
  expect(questionnaire.items.map(({ id, required }) => [id, required])).toEqual([
    ['age', true],
    ['school', '${age} > 17'],
    ['never', false],
    ['constant', true],
    ['lives', true],
    ['unknown', false],
    ['later', false],
    ['itself', false],
    ['word', false],
    ['after', false],
  ])
  expect(notes).toEqual([
    '1 language_assumed',
    '2 name_changed',
    '9 expression_not_carried',
    '10 expression_not_carried',
    '7 unknown_option',
    '8 item_comes_later',
  ])
})

test('groups within groups are sections, and what they depend on is asked of all in them', () => {
  const { questionnaire } = carried(
    sheet(
      'survey',
      'type|name|label|relevant',
      'select_one yn|first|First|',
      "begin_group|outer|Outer|${first} = 'yes'",
      'text|in_outer|In outer|',
      "begin_group|inner|Inner|${in_outer} != ''",
      "text|in_inner|In inner|${first} != 'no'",
      'end_group|||',
      'text|after_inner|After inner|',
      'end_group|||',
      'text|last|Last|',
    ),
    yesNo,
  )
  expect(questionnaire.sections.map(({ title, items }) => [title.en, items])).toEqual([
    ['small', ['first']],
    ['Outer', ['in_outer']],
    ['Inner', ['in_inner']],
    ['Outer', ['after_inner']],
    ['More questions', ['last']],
  ])
  expect(item(questionnaire, 'in_inner')?.relevant).toBe(
    "(${first} = 'yes') and (${in_outer} != '') and (${first} != 'no')",
  )
  expect(item(questionnaire, 'last')?.relevant).toBeNull()
})

test.each([
  ['table-list', '', 'field-list', 'label'],
  ['field-list', 'Rate these', 'w4', 'list-nolabel'],
])(
  'rows of a table are questions of a section, and what leads to them stands above each',
  (group, words, _, row) => {
    const headings = words === '' ? [] : [`select_one yn|head|${words}||label|`]
    const { questionnaire, notes } = carried(
      sheet(
        'survey',
        'type|name|label|hint|appearance|relevant',
        'text|before|Before|||',
        `begin_group|rates||${words === '' ? 'Rate these' : ''}|${group} w4|`,
        ...headings,
        `select_one yn|water|Water||${words === '' ? '' : row}|`,
        `select_one yn|food|Food||${words === '' ? '' : row} quick|`,
        'end_group|||||',
        `text|after|After|||${words === '' ? '' : "${head} = 'yes'"}`,
      ),
      yesNo,
    )
    expect(
      questionnaire.sections.map(({ id, intro, appearance, items }) => [id, intro, appearance, items]),
    ).toEqual([
      ['start', undefined, undefined, ['before']],
      ['rates', { en: 'Rate these' }, 'table-list w4', ['water', 'food']],
      ['more', undefined, undefined, ['after']],
    ])
    expect(questionnaire.items.map(({ id, type }) => [id, type])).toEqual([
      ['before', 'text'],
      ['water', 'single'],
      ['food', 'single'],
      ['after', 'text'],
    ])
    expect(item(questionnaire, 'water')?.appearance).toBeUndefined()
    expect(item(questionnaire, 'after')?.relevant).toBeNull()
    if (words !== '') expect(notes.slice(-2)).toEqual(['4 table_headings_taken', '8 expression_not_carried'])
  },
)

test('each file that a form names is said with its place, what it is for, and the name to upload it by', () => {
  const read = carryForm(
    {
      sheets: [
        sheet(
          'survey',
          'type|name|label|label::ar|media::audio|audio::Arabic (ar)|audio::fr|image|video',
          'select_one yn|Fine|Are you fine?|هل أنت بخير؟|fine.MP3|fine-ar.mp3|fine-fr.mp3|face.png|talk.mp4',
        ),
        sheet(
          'choices',
          'list_name|name|label|image|audio::ar',
          'yn|yes|Yes|thumb.png|yes.ogg',
          'yn|no|No||',
        ),
      ],
    },
    'small.xlsx',
  )
  if (!read.ok) throw new Error(read.faults.map(({ message }) => message).join('\n'))
  expect(read.value.media).toEqual([
    file('fine.MP3', 'fine', null, 'audio', 'en', 'survey 2 media::audio'),
    file('face.png', 'fine', null, 'image', null, 'survey 2 image'),
    file('fine-ar.mp3', 'fine', null, 'audio', 'ar', 'survey 2 audio::Arabic (ar)'),
    file('thumb.png', 'fine', 'yes', 'image', null, 'choices 2 image'),
    file('yes.ogg', 'fine', 'yes', 'audio', 'ar', 'choices 2 audio::ar'),
  ])
  expect(read.value.filesLeftOut).toEqual(['talk.mp4', 'fine-fr.mp3'])
  const said = read.value.notes.filter(({ code }) => code.startsWith('media_'))
  expect(said.map(({ sheet: name, row, column }) => `${name} ${row} ${column}`)).toEqual([
    'survey 2 media::audio',
    'survey 2 image',
    'survey 2 video',
    'survey 2 audio::Arabic (ar)',
    'survey 2 audio::fr',
    'choices 2 image',
    'choices 2 audio::ar',
  ])
  const messages = said.map(({ message }) => message)
  expect(messages[0]).toContain('"fine.en.mp3"')
  expect(messages[1]).toContain('"fine.png"')
  expect(messages[2]).toContain('Videos are not known here.')
  expect(messages[3]).toContain('"fine.ar.mp3"')
  expect(messages[4]).toContain('No text of the form is in this language.')
  expect(messages[5]).toContain('"fine.yes.png"')
  expect(messages[6]).toContain('"fine.yes.ar.ogg"')
})

/** @param at sheet, row and column of the cell that names it */
function file(
  name: string,
  itemId: string,
  optionCode: string | null,
  kind: 'audio' | 'image',
  language: string | null,
  at: string,
) {
  const [sheetName = '', row, ...column] = at.split(' ')
  const place = { sheet: sheetName, row: Number(row), column: column.join(' ') }
  return { file: name, itemId, optionCode, kind, language, place }
}

test('a table among other questions is a section, which the note before it leads to', () => {
  const { questionnaire } = carried(
    sheet(
      'survey',
      'type|name|label|appearance',
      'begin_group|health|Health|field-list',
      'text|before|Before|',
      'note|lead|How hard is it?|',
      'select_one yn|head||label',
      'select_one yn|see|To see|list-nolabel',
      'select_one yn|hear|To hear|list_nolabel',
      'text|after|After|',
      'end_group|||',
    ),
    yesNo,
  )
  expect(
    questionnaire.sections.map(({ title, intro, appearance, items }) => [title.en, intro, appearance, items]),
  ).toEqual([
    ['Health', undefined, 'field-list', ['before', 'lead']],
    ['Health', { en: 'How hard is it?' }, 'table-list', ['see', 'hear']],
    ['Health', undefined, undefined, ['after']],
  ])
})

test('texts stand under their languages, however those are written', () => {
  const { questionnaire } = carried(
    sheet(
      'survey',
      'type|name|label::English (en)|label::العربية (ar)|hint::French|constraint_message::fr',
      'text|a|Name|الاسم||',
    ),
    sheet('settings', 'form_title|default_language', 'Form|English (en)'),
  )
  expect(questionnaire.languages).toEqual(['en', 'ar'])
  expect(questionnaire.rightToLeft).toEqual(['ar'])
  expect(item(questionnaire, 'a')?.label).toEqual({ en: 'Name', ar: 'الاسم' })
  expect(questionnaire.title).toEqual({ en: 'Form', ar: 'Form' })
})

test('a cascade offers what its filter leaves', () => {
  const { questionnaire } = carried(
    sheet(
      'survey',
      'type|name|label|choice_filter',
      'select_one state|state|State|',
      'select_one county|county|County|state=${state}',
    ),
    sheet(
      'choices',
      'list_name|name|label|state',
      'state|texas|Texas|',
      'state|ohio|Ohio|',
      'county|king|King|texas',
      'county|knox|Knox|ohio',
    ),
  )
  expect(item(questionnaire, 'county')).toMatchObject({ choiceFilter: 'state=${state}' })
  expect(questionnaire.choiceLists.county?.map(({ attributes }) => attributes)).toEqual([
    { state: 'texas' },
    { state: 'ohio' },
  ])
})

test('a calculation that stands before what it needs is moved behind it, with those that need it', () => {
  const { questionnaire } = carried(
    sheet(
      'survey',
      'type|name|label|calculation|relevant',
      'calculate|twice||${age} * 2|',
      'calculate|more||${twice} + 1|',
      'text|before|Before||',
      'integer|age|Age||',
      'text|after|After||${more} > 10',
    ),
  )
  expect(questionnaire.items.map(({ id }) => id)).toEqual(['before', 'age', 'twice', 'more', 'after'])
})

test('the day is an item, once, wherever expressions ask for it', () => {
  const { questionnaire, notes } = carried(
    sheet(
      'survey',
      'type|name|label|constraint|calculation',
      'date|birth|Birth|. <= today()|',
      'calculate|age|||int((now() - ${birth}) div 365.25)',
    ),
  )
  expect(questionnaire.items.map(({ id, type }) => `${id} ${type}`)).toEqual([
    'today today',
    'birth date',
    'age calculated',
  ])
  expect(notes).toContain('0 day_added')
})

test('what is filled in beforehand is taken as it stands, or reckoned; what is no answer is left out and said', () => {
  const { questionnaire, notes } = carried(
    sheet(
      'survey',
      'type|name|label|default|constraint',
      'integer|household|Household|4|',
      'integer|adults|Adults|${household} - 1|',
      'select_one town|town|Town|New Town|',
      'select_multiple town|towns|Towns|b a|',
      'text|where|Where|Kabul (city)|',
      "text|who|Who|it's|",
      `text|said|Said|"it's" he said|`,
      'date|day|Day|today()|',
      'integer|many|Many|plenty|',
      'note|hello|Hello|there|',
      'select_one town|other|Other|zz|',
    ),
    sheet('choices', 'list_name|name|label', 'town|New Town|New Town', 'town|a|A', 'town|b|B'),
  )
  const defaults = questionnaire.items.flatMap((one) =>
    one.default === undefined ? [] : [[one.id, one.default]],
  )
  expect(Object.fromEntries(defaults)).toEqual({
    household: '4',
    adults: '${household} - 1',
    town: "'New_Town'",
    towns: "'b a'",
    where: "'Kabul (city)'",
    who: '"it\'s"',
    day: '${today}',
  })
  expect(notes).toEqual(
    expect.arrayContaining([
      '8 default_not_carried',
      '10 default_not_an_answer',
      '11 default_without_answer',
      '12 default_not_an_answer',
    ]),
  )
})

test('what the choices sheet says of a chosen option is looked up', () => {
  const { questionnaire, notes } = carried(
    sheet(
      'survey',
      'type|name|label|calculation|relevant',
      'select_one town|town|Town||',
      "calculate|region||instance('town')/root/item[name = ${town}]/region|",
      "calculate|words||instance('town')/root/item[name=${town}]/label|",
      "text|why|Why there?||instance('town')/root/item[name = ${town}]/region = 'south'",
      "calculate|file||instance('elsewhere')/root/item[name = ${town}]/region|",
      "calculate|none||instance('town')/root/item[name = ${town}]/size|",
    ),
    sheet(
      'choices',
      'list_name|name|label|region',
      'town|hill|Hill|north',
      'town|lake|Lake|north',
      'town|port|Port|south',
      'town|moor|Moor|',
    ),
  )
  const regionAfter = (town: string) => pathOf(questionnaire, { town }).itemValue('region')
  expect(['hill', 'lake', 'port', 'moor'].map(regionAfter)).toEqual(['north', 'north', 'south', ''])
  expect(item(questionnaire, 'words')).toMatchObject({ calculation: '${town}' })
  expect(pathOf(questionnaire, { town: 'port' }).isAsked('why')).toBe(true)
  expect(pathOf(questionnaire, { town: 'hill' }).isAsked('why')).toBe(false)
  expect(questionnaire.items.map(({ id }) => id)).toEqual(['town', 'region', 'words', 'why'])
  expect(notes.slice(1)).toEqual([
    '4 choice_name_taken',
    '6 expression_not_carried',
    '7 expression_not_carried',
  ])
})

test('what is said to who leaves an answer out is carried, where an answer is needed', () => {
  const { questionnaire, notes } = carried(
    sheet(
      'survey',
      'type|name|label|required|required_message',
      'text|a|A|yes|Say a word about it.',
      "text|b|B|${a} = 'x'|You said x, so say more.",
      'text|c|C||Nobody reads this.',
    ),
  )
  const faultOf = (id: string, answers = {}) => {
    const asked = item(questionnaire, id)
    return asked === undefined ? null : answerFault(questionnaire, asked, undefined, answers)
  }
  expect(faultOf('a')).toEqual({
    code: 'answer_required',
    params: { requiredMessage: 'Say a word about it.' },
  })
  expect(faultOf('b', { a: 'y' })).toBeNull()
  expect(faultOf('b', { a: 'x' })?.params).toEqual({ requiredMessage: 'You said x, so say more.' })
  expect(faultOf('c')).toBeNull()
  expect(notes).toContain('4 column_not_carried')
  const verdict = validateAnswers(questionnaire, { a: 'x' })
  expect(verdict.ok ? [] : verdict.problems.map(({ message }) => message)).toEqual([
    '“B”: You said x, so say more.',
  ])
})

test.each([
  ['integer', '. > 0 and . < 12', { min: 1, max: 11 }],
  ['integer', '. >= 0.5 and . <= 9.5', { min: 1, max: 9 }],
  ['decimal', '. > 0 and . < 12', { min: 0, max: 12 }],
])('%s with %s has its ends', (type, constraint, ends) => {
  const { questionnaire } = carried(
    sheet('survey', 'type|name|label|constraint', `${type}|size|Size|${constraint}`),
  )
  expect(item(questionnaire, 'size')).toMatchObject(ends)
})

test('the words of formatted texts are taken', () => {
  const { questionnaire, notes } = carried(
    sheet(
      'survey',
      'type|name|label|hint',
      'text|plan|**What** now?|<i>Take your time</i>',
      'text|more|More|',
    ),
  )
  expect(item(questionnaire, 'plan')).toMatchObject({
    label: { en: 'What now?' },
    help: { en: 'Take your time' },
  })
  expect(notes.filter((note) => note.includes('formatting'))).toEqual([
    '2 formatting_left_out',
    '2 formatting_left_out',
  ])
})

test('what cannot be carried is said, with what follows from it', () => {
  const { questionnaire, notes } = carried(
    sheet(
      'survey',
      'type|name|label|relevant|calculation|default|custom',
      'start|start||||||',
      'geopoint|place|Place||||',
      "calculate|price|||pulldata('prices', 'price', 'item', 'x')||",
      'text|a|A|${price} > 3||x|kept',
      'text|Ünï|B||||',
    ),
  )
  expect(questionnaire.items.map(({ id, relevant }) => [id, relevant])).toEqual([
    ['a', null],
    ['_n_', null].map((part) => (part === '_n_' ? 'q_n_' : part)),
  ])
  expect(notes).toEqual(
    expect.arrayContaining([
      '2 type_not_carried',
      '3 type_not_carried',
      '4 expression_not_carried',
      '5 expression_not_carried',
      '0 column_not_read',
      '6 name_changed',
    ]),
  )
})

test('texts show answers, by the ids that their questions have here', () => {
  const { questionnaire, notes } = carried(
    sheet(
      'survey',
      'type|name|label::English|label::French|hint::English|calculation',
      'select_one yn|First|First|Premier||',
      "calculate|words||||jr:choice-name(${First}, '${First}')",
      'geopoint|place|Place|Lieu||',
      'text|last|You said ${First}, at ${place}|Vous avez dit ${ First }|As in ${words}|',
      'note|too_early|It is ${after}|C’est ${after}||',
      'text|after|After|Après||',
    ),
    yesNo,
  )
  expect(item(questionnaire, 'last')).toMatchObject({
    label: { en: 'You said ${first}, at …', fr: 'Vous avez dit ${first}' },
    help: { en: 'As in ${words}' },
  })
  expect(item(questionnaire, 'words')).toMatchObject({ calculation: '${first}' })
  expect(item(questionnaire, 'too_early')?.label).toEqual({ en: 'It is …', fr: 'C’est …' })
  expect(notes).toEqual(
    expect.arrayContaining(['5 text_with_gap', '3 choice_name_taken', '6 item_comes_later']),
  )
  const unknown = carryForm({ sheets: [sheet('survey', 'type|name|label', 'text|a|For ${nobody}')] }, 'x')
  expect(faults(unknown)).toEqual(['survey 2 label unknown_item'])
})

test('an option that has another code here is meant by it in every expression', () => {
  const { questionnaire } = carried(
    sheet(
      'survey',
      'type|name|label|relevant|constraint',
      "select_multiple work|jobs|Jobs||not(selected(., 'no job') and count-selected(.) > 1)",
      "text|why|Why|selected(${jobs}, 'no job') or 'no job' = ${jobs}|",
      "text|which|Which|selected(${jobs}, 'farm')|",
    ),
    sheet('choices', 'list_name|name|label', 'work|no job|None', 'work|farm|Farm'),
  )
  expect(questionnaire.choiceLists.work?.map(({ code }) => code)).toEqual(['no_job', 'farm'])
  expect(item(questionnaire, 'why')?.relevant).toBe("selected(${jobs}, 'no_job') or 'no_job' = ${jobs}")
  expect(item(questionnaire, 'jobs')?.constraint).toBe("not(selected(., 'no_job') and count-selected(.) > 1)")
  expect(item(questionnaire, 'which')?.relevant).toBe("selected(${jobs}, 'farm')")
})

test('of a text that is longer than is taken, it is said that it was cut', () => {
  const { notes } = carried(sheet('survey', 'type|name|label', `text|a|${'long '.repeat(2_100)}`))
  expect(notes).toContain('2 text_cut')
})

describe('what is refused, by its place', () => {
  test.each([
    [
      'a name that means two',
      ['text|a|A|', 'begin group|g|G|', 'text|a|B|', 'end group|||', "text|c|C|${a} = 'x'"],
      ['survey 6 relevant name_ambiguous'],
    ],
    ['a name twice in a group', ['text|a|A|', 'text|a|B|'], ['survey 3 name name_repeated']],
    ['a name that is not there', ['text|a|A|${b} = 1'], ['survey 2 relevant unknown_item']],
    [
      'an expression that ends in the middle',
      ["text|a|A|${a2} = 'x", 'text|a2|B|'],
      ['survey 2 relevant expression_not_readable'],
    ],
    [
      'a function that nobody knows',
      ['text|a|A|', 'text|b|B|selectd(${a}, 1)'],
      ['survey 3 relevant expression_not_readable'],
    ],
    ['a question that depends on itself', ["text|a|A|${a} = 'x'"], []],
    ['a list that is not there', ['select_one nolist|a|A|'], ['survey 2 type list_unknown']],
    ['a type that is none', ['txt|a|A|'], ['survey 2 type type_unknown']],
    ['a question without a type', ['|a|A|'], ['survey 2 type type_missing']],
    ['a question without a name', ['text||A|'], ['survey 2 name name_missing']],
    ['a name that is none', ['text|a b|A|'], ['survey 2 name name_invalid']],
    ['a group that is not closed', ['begin group|g|G|', 'text|a|A|'], ['survey 2 type block_not_closed']],
    ['an end without a beginning', ['text|a|A|', 'end group|||'], ['survey 3 type block_not_open']],
    [
      'the wrong end',
      ['begin group|g|G|', 'text|a|A|', 'end repeat|||'],
      ['survey 4 type block_not_open', 'survey 2 type block_not_closed'],
    ],
    ['a calculation without one', ['calculate|a||'], ['survey 2 calculation calculation_missing']],
  ])('%s', (_, lines, wanted) => {
    expect(
      faults(carryForm({ sheets: [sheet('survey', 'type|name|label|relevant', ...lines)] }, 'x')),
    ).toEqual(wanted)
  })

  test('a column that stands twice', () => {
    const read = carryForm({ sheets: [sheet('survey', 'type|name|label|label', 'text|a|A|B')] }, 'x')
    expect(faults(read)).toEqual(['survey 1 label column_repeated'])
  })

  test('a workbook without a survey', () => {
    const read = carryForm({ sheets: [sheet('one', 'a'), sheet('two', 'b')] }, 'x')
    expect(faults(read)).toEqual(['survey 0  survey_sheet_missing'])
  })

  test('an option that stands twice, unless the form wants it', () => {
    const choices = sheet('choices', 'list_name|name|label', 'l|a|A', 'l|a|B')
    const survey = sheet('survey', 'type|name|label', 'select_one l|q|Q')
    expect(faults(carryForm({ sheets: [survey, choices] }, 'x'))).toEqual(['choices 3 name option_repeated'])
    const settings = sheet('settings', 'allow_choice_duplicates', 'yes')
    expect(faults(carryForm({ sheets: [survey, choices, settings] }, 'x'))).toEqual([])
  })
})

test('calculations that lead in a circle are refused or carried, and end', () => {
  const read = carryForm(
    {
      sheets: [
        sheet(
          'survey',
          'type|name|label|calculation',
          'calculate|a||${b} + 1',
          'calculate|b||${a} + 1',
          'text|c|C|',
        ),
      ],
    },
    'x',
  )
  expect(read.ok).toBe(true)
})

describe('repeats', () => {
  const roster = (...more: readonly string[]) =>
    carried(
      sheet(
        'survey',
        'type|name|label::English (en)|relevant|calculation|repeat_count|constraint',
        'integer|size|How many?||||. <= 7',
        'begin group|home|Home|${size} > 0|||',
        'begin repeat|Member|Member|||${size}|',
        'text|first|Name||||',
        'calculate|place|||position(..)||',
        'begin group|work|Work|${first} != ""|||',
        'text|job|Job of ${first}|position(..) > 1|||',
        'end group||||||',
        'end repeat||||||',
        'calculate|n|||count(${Member})||',
        'calculate|second|||indexed-repeat(${first}, ${Member}, 2)||',
        'calculate|all|||join(", ", ${first})||',
        ...more,
        'end group||||||',
      ),
    )

  test('become repeats, with the groups in them as sections', () => {
    const { questionnaire, notes } = roster()
    expect(questionnaire.repeats).toEqual([
      { id: 'member', label: { en: 'Member' }, relevant: '${size} > 0', count: '${size}', most: 7 },
    ])
    expect(questionnaire.sections.map(({ id, repeat, items }) => [id, repeat, items])).toEqual([
      ['start', undefined, ['size']],
      ['member', 'member', ['first', 'place']],
      ['work', 'member', ['job']],
      ['home_2', undefined, ['n', 'second', 'all']],
    ])
    expect(item(questionnaire, 'place')).toMatchObject({ calculation: 'position()', relevant: null })
    expect(item(questionnaire, 'job')).toMatchObject({ relevant: '(${first} != "") and (position() > 1)' })
    expect(item(questionnaire, 'n')).toMatchObject({ calculation: '${member}', relevant: '${size} > 0' })
    expect(item(questionnaire, 'second')).toMatchObject({
      calculation: 'indexed-repeat(${first}, ${member}, 2)',
    })
    expect(notes).toEqual([])
  })

  test('lose what names one answer of many, which is said', () => {
    const { questionnaire, notes } = roster(
      'note|seen|You are ${first}||||',
      'calculate|bare|||concat(if(${first} = "a", 1, 2))||',
    )
    expect(item(questionnaire, 'seen')?.label).toEqual({ en: 'You are …' })
    expect(item(questionnaire, 'bare')).toBeUndefined()
    expect(notes).toEqual(['14 item_in_repeat', '15 item_in_repeat'])
  })

  test('are bounded where the form bounds them not, and said to be', () => {
    const read = (count: string) =>
      carried(
        sheet(
          'survey',
          'type|name|label::English (en)|repeat_count',
          `begin repeat|r|R|${count}`,
          'text|a|A|',
          'begin repeat|inner|Inner|',
          'text|b|B|',
          'end repeat|||',
          'end repeat|||',
        ),
      )
    expect(read('').questionnaire.repeats).toEqual([
      { id: 'r', label: { en: 'R' }, relevant: null, count: null, most: 20 },
    ])
    expect(read('').notes).toEqual(['4 repeat_asked_once', '2 repeat_bounded'])
    expect(read('3').questionnaire.repeats?.[0]).toMatchObject({ count: '3', most: 3 })
    expect(read('3').notes).toEqual(['4 repeat_asked_once'])
    // The inner one is asked once in each entry, and the repeat is one still.
    expect(read('3').questionnaire.sections.map(({ repeat }) => repeat)).toEqual(['r', 'r'])
  })

  test('in a repeat lose what counts them, which is said', () => {
    const { questionnaire, notes } = carried(
      sheet(
        'survey',
        'type|name|label::English (en)|calculation|repeat_count',
        'begin repeat|r|R||2',
        'begin repeat|inner|Inner||',
        'text|b|B||',
        'end repeat||||',
        'calculate|n||count(${inner})|',
        'calculate|m||indexed-repeat(${b}, ${inner}, 1)|',
        'note|seen|${inner} of ${r}||',
        'end repeat||||',
      ),
    )
    expect(item(questionnaire, 'seen')?.label).toEqual({ en: '… of ${r}' })
    expect(questionnaire.items.map(({ id }) => id)).toEqual(['b', 'seen'])
    expect(notes).toEqual([
      '3 repeat_asked_once',
      '6 expression_not_carried',
      '7 expression_not_carried',
      '8 text_with_gap',
    ])
  })

  test('calculations that stand before what they need go behind the repeat', () => {
    const { questionnaire } = carried(
      sheet(
        'survey',
        'type|name|label::English (en)|calculation',
        'calculate|total||sum(${age})',
        'calculate|n||count(${r})',
        'begin repeat|r|R|',
        'integer|age|Age|',
        'end repeat|||',
        'note|last|${total} years, ${n} people|',
      ),
    )
    expect(questionnaire.items.map(({ id }) => id)).toEqual(['age', 'total', 'n', 'last'])
    expect(questionnaire.sections.map(({ repeat, items }) => [repeat, items])).toEqual([
      ['r', ['age']],
      [undefined, ['total', 'n', 'last']],
    ])
  })
})

test('whatever stands in the cells is carried or refused', () => {
  const cell = fc.oneof(
    fc.constantFrom(
      'text',
      'note',
      'calculate',
      'begin group',
      'end group',
      'begin_repeat',
      'end_repeat',
      'select_one yn',
      'rank yn',
      'integer',
    ),
    fc.constantFrom(
      'a',
      'b',
      '__proto__',
      'constructor',
      '${a}',
      "${b} = 'yes'",
      'today()',
      '.',
      "selected(${a}, 'x')",
      'yes',
      'true()',
    ),
    fc.string({ maxLength: 12 }).map((text) => text.replaceAll('|', '')),
  )
  const headings = fc.shuffledSubarray(
    [
      'type',
      'name',
      'label',
      'label::Arabic (ar)',
      'hint',
      'relevant',
      'constraint',
      'calculation',
      'required',
      'choice_filter',
      'default',
      'appearance',
      '__proto__',
    ],
    { minLength: 3 },
  )
  fc.assert(
    fc.property(headings, fc.array(fc.array(cell, { maxLength: 13 }), { maxLength: 12 }), (columns, rows) => {
      const survey = sheet('survey', columns.join('|'), ...rows.map((cells) => cells.join('|')))
      const read = carryForm({ sheets: [survey, yesNo] }, 'fuzz.xlsx')
      if (!read.ok) expect(read.faults.length).toBeGreaterThan(0)
    }),
    { numRuns: 500 },
  )
})

describe('rows that show a value', () => {
  const { questionnaire, notes } = carried(
    sheet(
      'survey',
      'type|name|label|read_only|calculation|default|trigger',
      'integer|adults|Adults||||',
      'integer|total|People in all|yes|${adults} * 2||',
      'text|site|Site|TRUE||Camp 4|',
      'note|thanks|Thank you|yes|||',
      'note|half|Half of them||${adults} div 2||',
      'select_one yn|fine|Fine?|true()||yes|',
      'integer|guess|How many?||${adults} + 1||${adults}',
      'calculate|quiet||yes|${total} + ${half}||',
      'calculate|first||||${adults} + 1|',
    ),
    yesNo,
  )

  test('become what is calculated and a note that shows it, and nobody is asked', () => {
    expect(item(questionnaire, 'total')).toMatchObject({ type: 'calculated', calculation: '${adults} * 2' })
    expect(item(questionnaire, 'total_shown')).toMatchObject({
      type: 'note',
      label: { en: 'People in all: ${total}' },
    })
    expect(item(questionnaire, 'site')).toMatchObject({ type: 'calculated', calculation: "'Camp 4'" })
    expect(item(questionnaire, 'half')).toMatchObject({ type: 'calculated' })
    expect(item(questionnaire, 'half_shown')).toMatchObject({ label: { en: 'Half of them: ${half}' } })
    expect(item(questionnaire, 'thanks')).toMatchObject({ type: 'note', label: { en: 'Thank you' } })
    expect(item(questionnaire, 'fine')).toMatchObject({ type: 'calculated', calculation: "'yes'" })
    expect(item(questionnaire, 'quiet')).toMatchObject({ calculation: '${total} + ${half}' })
    expect(pathOf(questionnaire, { adults: 3 }).itemValue('quiet')).toBe(7.5)
  })

  test('what is asked and calculated has the value in its field at first; what is set at first is calculated', () => {
    expect(item(questionnaire, 'guess')).toMatchObject({ type: 'number', default: '${adults} + 1' })
    expect(item(questionnaire, 'first')).toMatchObject({ calculation: '${adults} + 1' })
    expect(notes).toEqual(
      expect.arrayContaining(['3 value_shown', '8 column_not_carried', '8 calculation_filled_in']),
    )
    expect(notes.filter((note) => note.startsWith('5 ') || note.startsWith('9 '))).toEqual([])
  })
})

test('a disabled row is left out and said', () => {
  const { questionnaire, notes } = carried(
    sheet('survey', 'type|name|label|disabled', 'text|a|A|yes', 'text|b|B|no', 'text|c|C|'),
  )
  expect(questionnaire.items.map(({ id }) => id)).toEqual(['b', 'c'])
  expect(notes).toContain('2 row_disabled')
})

test('of a date whose appearance says so the month or the year is asked, where nothing reckons with it', () => {
  const { questionnaire, notes } = carried(
    sheet(
      'survey',
      'type|name|label|appearance|constraint|relevant',
      'date|came|When?|month-year||',
      'date|born|Born?|year||',
      'date|left|Left?|month-year|. <= today()|',
      'date|moved|Moved?|month-year||',
      "text|why|Why?|||${moved} > date('2020-01-01')",
    ),
  )
  expect(item(questionnaire, 'came')).toMatchObject({ precision: 'month', min: '1900-01', max: '2100-12' })
  expect(item(questionnaire, 'born')).toMatchObject({ precision: 'year', min: '1900', max: '2100' })
  expect(item(questionnaire, 'left')).toMatchObject({ precision: 'day' })
  expect(item(questionnaire, 'moved')).toMatchObject({ precision: 'day' })
  expect(notes.filter((note) => note.endsWith('whole_day_asked'))).toEqual([
    '4 whole_day_asked',
    '5 whole_day_asked',
  ])
})

test('what names a repeat of which nothing is left is left out with it', () => {
  const { questionnaire, notes } = carried(
    sheet(
      'survey',
      'type|name|label|calculation|relevant',
      'begin repeat|member|Member||',
      'calculate|own||1 + ${own}|',
      'end repeat|||',
      'integer|age|Age||count(${member}) > 0',
      'calculate|size||count(${member})|',
    ),
  )
  expect(questionnaire.items.map(({ id, relevant }) => [id, relevant])).toEqual([
    ['age', null],
    ['size', null],
  ])
  expect(notes).toEqual(expect.arrayContaining(['5 unknown_item', '6 unknown_item']))
})

test('a language in which texts are missing is named with how many; what a form says once stands in every language', () => {
  const survey = (...more: readonly string[]) =>
    carryForm(
      {
        sheets: [
          sheet(
            'survey',
            'type|name|label::English (en)|label::Arabic (ar)|calculation',
            'text|name|Name|الاسم|',
            'calculate|twice|||1 + 1',
            'begin repeat|member|||',
            'text|who|Who?|من؟|',
            'end repeat|||',
            ...more,
          ),
          sheet('settings', 'form_title|default_language', 'Form|English (en)'),
        ],
      },
      'form.xlsx',
    )
  const whole = survey()
  if (!whole.ok) throw new Error('refused')
  expect(collectionLanguages(whole.value.questionnaire)).toEqual(['en', 'ar'])
  expect(whole.value.notes.filter(({ code }) => code === 'translation_missing')).toEqual([])
  const gappy = survey('text|town|Town||', 'text|street|Street||')
  if (!gappy.ok) throw new Error('refused')
  expect(collectionLanguages(gappy.value.questionnaire)).toEqual(['en'])
  expect(gappy.value.notes.filter(({ code }) => code === 'translation_missing')).toEqual([
    expect.objectContaining({
      row: 7,
      column: 'label::Arabic (ar)',
      message: expect.stringContaining('2 texts are'),
    }),
  ])
})

test('ratings and rankings of KoboToolbox become a table, and questions with different answers', () => {
  const { questionnaire } = carried(
    sheet(
      'survey',
      'type|name|label::English (en)|required|kobo--score-choices|kobo--rank-items|kobo--rank-constraint-message',
      'begin_score|rate|How was …|true|grades||',
      'score__row|food|the food?||||',
      'score__row|room|the room?||||',
      'end_score||||||',
      'begin_rank|best|What do you need most?|||needs|Choose each once.',
      'rank__level|first|First||||',
      'rank__level|second|Second||||',
      'rank__level|third|Third||||',
      'end_rank||||||',
    ),
    sheet(
      'choices',
      'list_name|name|label::English (en)',
      'grades|good|Good',
      'grades|bad|Bad',
      'needs|home|Home',
      'needs|work|Work',
      'needs|care|Care',
    ),
  )
  expect(questionnaire.sections).toMatchObject([
    { title: { en: 'How was …' }, appearance: 'table-list', items: ['food', 'room'] },
    { title: { en: 'What do you need most?' }, items: ['first', 'second', 'third'] },
  ])
  expect(item(questionnaire, 'food')).toMatchObject({ type: 'single', choiceList: 'grades', required: true })
  expect(item(questionnaire, 'first')).toMatchObject({ type: 'single', choiceList: 'needs' })
  const third = item(questionnaire, 'third')
  if (third === undefined) throw new Error('no third')
  expect(third.constraintMessage).toEqual({ en: 'Choose each once.' })
  const others = { first: 'home', second: 'care' }
  expect(answerFault(questionnaire, third, 'home', others)?.code).toBe('constraint_not_met')
  expect(answerFault(questionnaire, third, 'work', others)).toBeNull()
})

test('what fills in a month is cut to it; what a repeat reckons with, or is reckoned itself, stays a day', () => {
  const { questionnaire, notes } = carried(
    sheet(
      'survey',
      'type|name|label|appearance|default|relevant',
      'date|came|When?|month-year|2020-03-01|',
      'date|left|Left?|year|2021-01-01|',
      'date|now|Now?|month-year|today()|',
      'date|birth|Birth?|month-year||',
      "begin repeat|child|Child|||${birth} > date('2000-06-15')",
      'text|name|Name?|||',
      'end repeat||||',
    ),
  )
  expect(item(questionnaire, 'came')).toMatchObject({ precision: 'month', default: "'2020-03'" })
  expect(item(questionnaire, 'left')).toMatchObject({ precision: 'year', default: "'2021'" })
  expect(item(questionnaire, 'now')).toMatchObject({ precision: 'day' })
  expect(item(questionnaire, 'birth')).toMatchObject({ precision: 'day' })
  expect(questionnaire.repeats?.[0]?.relevant).toBe("${birth} > date('2000-06-15')")
  expect(notes.filter((note) => note.endsWith('whole_day_asked'))).toHaveLength(2)
})
