import { describe, expect, test } from 'vitest'
import { formatCode, receiptFrom } from '@/lib/code'
import type { Questionnaire } from '@/lib/questionnaire/definition'
import type { Entry } from './entry'
import { type Interview, isReachable, newInterview, takeStep } from './interview'
import { readInterview } from './s/[slug]/posted-page'
import { readStep } from './step'

const yesNo = [
  { code: 'yes', label: { en: 'Yes' }, score: null },
  { code: 'no', label: { en: 'No' }, score: null },
]

const ifWorking = "${work} = 'yes'"

const shared = {
  role: 'background',
  missing: ['pnta'],
  sensitive: false,
  required: false,
  relevant: null,
  scoring: { method: 'none' },
} as const

/** `work` opens `pay` and `hours`; `hard` is a section with a page of its own. */
const questionnaire: Questionnaire = {
  format: 'foothold-questionnaire/1',
  id: 'small',
  version: 1,
  population: 'any',
  title: { en: 'Small' },
  intro: { en: '' },
  outro: { en: '' },
  languages: ['en'],
  defaultLanguage: 'en',
  rightToLeft: [],
  translationStatus: {},
  missingLabels: { pnta: { en: 'Prefer not to answer' } },
  choiceLists: {},
  sections: [
    { id: 'now', title: { en: 'Now' }, items: ['work', 'pay', 'hours'] },
    { id: 'hard', title: { en: 'Before' }, intro: { en: 'Some may be hard.' }, items: ['hurt'] },
    { id: 'last', title: { en: 'You' }, items: ['age'] },
  ],
  items: [
    { ...shared, id: 'work', type: 'single', label: { en: 'Do you work?' }, choices: yesNo },
    {
      ...shared,
      id: 'pay',
      type: 'single',
      label: { en: 'Are you paid?' },
      choices: yesNo,
      relevant: ifWorking,
    },
    {
      ...shared,
      id: 'hours',
      type: 'number',
      label: { en: 'How many hours?' },
      min: 0,
      max: 168,
      decimals: 0,
      relevant: ifWorking,
    },
    {
      ...shared,
      id: 'hurt',
      type: 'single',
      label: { en: 'Were you hurt?' },
      choices: yesNo,
      sensitive: true,
    },
    { ...shared, id: 'age', type: 'single', label: { en: 'Are you over 50?' }, choices: yesNo },
  ],
  scoring: null,
}

const chosen = (answer: string): Entry => ({ answer, reserved: [] })

/** Presses buttons in turn: `step` or `step=entry`. */
function press(interview: Interview, ...presses: readonly string[]): Interview {
  return presses.reduce((now, pressed) => {
    const [step, entry] = pressed.split('=')
    return takeStep(questionnaire, now, readStep(step), entry === undefined ? null : chosen(entry), 'text')
      .interview
  }, interview)
}

const start = newInterview({
  submissionId: '018f4d6e-0000-4000-8000-000000000000',
  receipt: '0000000000000000',
})

test('one question follows another, hard ones behind a page of their own, the review last', () => {
  const places = ['agree', 'next=yes', 'next=yes', 'next=40', 'show', 'next=no', 'next=yes'].map(
    (_, count, all) => press(start, ...all.slice(0, count + 1)).place,
  )
  expect(places).toEqual([
    'item:work',
    'item:pay',
    'item:hours',
    'section:hard',
    'item:hurt',
    'item:age',
    'review',
  ])
})

test('an answer that changes the way drops what is no longer asked', () => {
  const answered = press(start, 'agree', 'next=yes', 'next=yes', 'next=40')
  expect(answered.answers).toEqual({ work: 'yes', pay: 'yes', hours: 40 })
  expect(press(answered, 'back', 'back', 'back', 'next=no').answers).toEqual({ work: 'no' })
})

test('a change from the review asks every question that it opened, then comes back', () => {
  const atReview = press(start, 'agree', 'next=no', 'skip', 'next=yes')
  expect(atReview.place).toBe('review')
  const changed = press(atReview, 'change:work', 'next=yes')
  expect(changed.place).toBe('item:pay')
  expect(press(changed, 'next=yes').place).toBe('item:hours')
  expect(press(changed, 'next=yes', 'next=8').place).toBe('review')
})

test('a change from the review that opens nothing comes straight back', () => {
  expect(press(start, 'agree', 'next=no', 'skip', 'next=yes', 'change:age', 'next=no').place).toBe('review')
})

test('a skipped section is passed over as a whole and can be opened again', () => {
  const skipped = press(start, 'agree', 'next=no', 'show', 'next=yes', 'back', 'back', 'skip')
  expect(skipped.answers).toEqual({ work: 'no' })
  expect(skipped.place).toBe('item:age')
  expect(press(skipped, 'back').place).toBe('section:hard')
  expect(press(skipped, 'next', 'ask:hard', 'show').skippedSections).toEqual([])
})

test('an entry that is no answer stays in its field, with the reason', () => {
  const atHours = press(start, 'agree', 'next=yes', 'next=yes')
  const turn = takeStep(questionnaire, atHours, { do: 'next' }, chosen('400'), 'text')
  expect(turn.interview.place).toBe('item:hours')
  expect(turn.entry).toEqual(chosen('400'))
  expect(turn.fault).toEqual({ code: 'above_maximum', params: { min: 0, max: 168 } })
})

test('going back keeps what is an answer and leaves what is none', () => {
  const atHours = press(start, 'agree', 'next=yes', 'next=yes')
  expect(press(atHours, 'back=40').answers.hours).toBe(40)
  expect(press(atHours, 'back=400').answers.hours).toBeUndefined()
})

test('another language keeps the page and what is entered on it', () => {
  const atHours = press(start, 'agree', 'next=yes', 'next=yes')
  expect(press(atHours, 'stay=40').answers.hours).toBe(40)
  const turn = takeStep(questionnaire, atHours, { do: 'stay' }, chosen('forty'), 'text')
  expect(turn).toEqual({ interview: atHours, entry: chosen('forty'), fault: null })
})

test('an answer can be cleared, and a question passed without one', () => {
  const answered = press(start, 'agree', 'next=yes', 'back')
  expect(press(answered, 'clear').answers).toEqual({})
  expect(press(start, 'agree', 'next=').answers).toEqual({})
})

describe('what is filled in beforehand', () => {
  const begun: Questionnaire = {
    ...questionnaire,
    items: questionnaire.items.map((item) => (item.id === 'hours' ? { ...item, default: '40' } : item)),
  }
  const atHours = press(start, 'agree', 'next=yes', 'next=yes')
  const take = (step: string, entry: string) =>
    takeStep(begun, atHours, readStep(step), chosen(entry), 'text').interview.answers.hours

  test('is an answer once the person goes on with it', () => {
    expect(take('next', '40')).toBe(40)
    expect(take('next', '20')).toBe(20)
    expect(take('next', '')).toBeUndefined()
  })

  test('is none for who goes back, or reads the page in another language', () => {
    expect(take('back', '40')).toBeUndefined()
    expect(take('stay', '40')).toBeUndefined()
    expect(take('back', '20')).toBe(20)
  })

  test('does not come back where it was cleared', () => {
    const turn = takeStep(begun, atHours, { do: 'clear' }, chosen('40'), 'text')
    expect(turn).toMatchObject({ interview: { place: 'item:hours' }, entry: chosen('') })
    expect(turn.interview.answers.hours).toBeUndefined()
    const inOtherWords = takeStep(begun, turn.interview, { do: 'stay' }, chosen(''), 'text')
    expect(inOtherWords).toEqual({ interview: turn.interview, entry: chosen(''), fault: null })
  })
})

test('whoever declines has no answers', () => {
  expect(press(start, 'agree', 'next=yes', 'decline')).toEqual({ ...start, place: 'declined' })
})

test('a place that is not asked, or that nobody knows, cannot be reached', () => {
  expect(isReachable(questionnaire, start, 'item:pay')).toBe(false)
  expect(isReachable(questionnaire, start, 'item:nothing')).toBe(false)
  expect(isReachable(questionnaire, start, 'section:now')).toBe(false)
  expect(isReachable(questionnaire, press(start, 'agree', 'next=yes'), 'item:pay')).toBe(true)
})

test('what is not the person’s to say is known from the first page on, and after declining', () => {
  const first = newInterview({ ...start, submissionId: '0192d1f0-0000-7000-8000-000000000000' }, { wave: 2 })
  const withWave: Questionnaire = {
    ...questionnaire,
    items: [
      { ...shared, id: 'wave', type: 'hidden', label: { en: 'Wave' }, min: 1, max: 99 },
      ...questionnaire.items.map((item) =>
        item.id === 'work' ? { ...item, relevant: '${wave} > 1' } : item,
      ),
    ],
  }
  const declined = takeStep(withWave, first, { do: 'decline' }, null, 'text').interview
  expect(takeStep(withWave, declined, { do: 'agree' }, null, 'text').interview.place).toBe('item:work')
})

test('whoever has not agreed is asked nothing, whatever place is named', () => {
  for (const place of ['item:work', 'review'] as const) {
    expect(isReachable(questionnaire, start, place)).toBe(false)
  }
  expect(isReachable(questionnaire, start, 'consent')).toBe(true)
  const agreed = takeStep(questionnaire, start, { do: 'agree' }, null, 'id of the text').interview
  expect(agreed.agreedTo).toBe('id of the text')
  expect(isReachable(questionnaire, agreed, 'item:work')).toBe(true)
  const declined = takeStep(questionnaire, agreed, { do: 'decline' }, null, 'id of the text').interview
  expect(declined.agreedTo).toBeNull()
})

test('an interview that was opened by a code goes on where it was stopped, once its person has agreed', () => {
  const stopped = press(start, 'agree', 'next=yes', 'next=yes')
  const opened: Interview = { ...stopped, place: 'consent', agreedTo: null, goOnAt: stopped.place }
  expect(isReachable(questionnaire, opened, stopped.place)).toBe(false)
  const goingOn = press(opened, 'agree')
  expect(goingOn).toEqual(stopped)
  const elsewhere: Interview = { ...opened, goOnAt: 'item:none' }
  expect(press(elsewhere, 'agree').place).toBe('item:work')
  expect(press(opened, 'decline').answers).toEqual({})
})

describe('in a later wave', () => {
  const code = receiptFrom(new Uint8Array(10).fill(3))
  const later = newInterview(start, {}, true)

  test('the code of an earlier one is asked for once, after agreeing and before the first question', () => {
    expect(press(later, 'agree').place).toBe('earlier')
    expect(press(later, 'agree', 'next=').place).toBe('item:work')
    expect(press(later, 'agree', 'next=', 'back').place).toBe('earlier')
    expect(press(later, 'agree', 'next=', 'back', 'back').place).toBe('consent')
    expect(isReachable(questionnaire, later, 'earlier')).toBe(false)
    expect(isReachable(questionnaire, press(start, 'agree'), 'earlier')).toBe(false)
    expect(press(start, 'agree', 'earlier').place).toBe('review')
  })

  test('a code is kept as it is meant, and can be changed and taken back', () => {
    const given = press(later, 'agree', `next= ${formatCode(code).toLowerCase()} `)
    expect(given.earlier).toEqual({ receipt: code })
    expect(press(given, 'back', 'back=').earlier).toEqual({ receipt: null })
    const atReview = press(given, 'next=no', 'skip', 'next=yes')
    expect(press(atReview, 'earlier').place).toBe('earlier')
    expect(press(atReview, 'earlier', 'next=')).toMatchObject({ place: 'review', earlier: { receipt: null } })
    expect(press(atReview, 'earlier', 'back')).toMatchObject({ place: 'review', earlier: { receipt: code } })
    expect(press(given, 'decline')).toEqual({ ...later, place: 'declined' })
  })

  test('a slip of the pen stays in the field, with the reason, and never stands in the way of another language', () => {
    const slip = chosen(`${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`)
    const asked = press(later, 'agree')
    const turn = takeStep(questionnaire, asked, { do: 'next' }, slip, 'text')
    expect(turn).toEqual({ interview: asked, entry: slip, fault: { code: 'receipt_wrong', params: {} } })
    expect(takeStep(questionnaire, asked, { do: 'stay' }, slip, 'text')).toEqual({
      interview: asked,
      entry: slip,
      fault: null,
    })
  })

  test('an interview goes on from there, and one that an older program kept goes on without', () => {
    const stopped = press(later, 'agree')
    const opened: Interview = { ...stopped, place: 'consent', agreedTo: null, goOnAt: stopped.place }
    expect(press(opened, 'agree')).toEqual(stopped)
    const { earlier: _, ...older } = start
    const kept = readInterview(JSON.stringify(older))
    expect(kept?.earlier).toBeNull()
    expect(press(older as Interview, 'agree').place).toBe('item:work')
    expect(readInterview(JSON.stringify({ ...later, earlier: { receipt: code } }))?.earlier).toEqual({
      receipt: code,
    })
    expect(readInterview(JSON.stringify({ ...later, earlier: { receipt: 'anything' } }))).toBeNull()
  })
})
