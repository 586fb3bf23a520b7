import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect } from './fixtures'

/** What a person does on the answering pages, in their own verbs. Works with script and without. */

/** The words of the buttons, in the languages that stories are told in. */
const words = {
  en: {
    agree: 'I agree and I am 18 or older',
    next: 'Next',
    back: 'Back',
    show: 'Show these questions',
    skip: 'Skip these questions',
    send: 'Send my answers',
    code: 'Your code',
    firstLetter: 'a',
  },
  ar: {
    agree: 'أوافق وعمري 18 عاماً أو أكثر',
    next: 'التالي',
    back: 'السابق',
    show: 'عرض هذه الأسئلة',
    skip: 'تخطي هذه الأسئلة',
    send: 'إرسال إجاباتي',
    code: 'رمزك',
    firstLetter: 'ا',
  },
} as const

type StoryLanguage = keyof typeof words
type Verb = Exclude<keyof (typeof words)['en'], 'code' | 'firstLetter'>

/** Presses Next where the page should refuse, and looks at what it says and where it leads. */
export async function beRefused(page: Page, next: string, remedy: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: next, exact: true }).click()
  const summary = page.getByRole('alert')
  await expect(summary).toContainText(remedy)
  await expect(summary).toBeFocused()
}

/** A sentence of the interface in Arabic. */
export function arabic(key: string): string {
  const texts: Readonly<Record<string, string>> = JSON.parse(
    readFileSync('lib/interface/messages/ar.json', 'utf8'),
  )
  return texts[key] ?? ''
}

export function respondent(page: Page, language: StoryLanguage = 'en') {
  const say = words[language]
  const heading = page.getByRole('heading', { level: 1 })

  /** Presses a button and waits until another page stands there. */
  async function press(verb: Verb): Promise<void> {
    const before = await heading.textContent()
    await page.getByRole('button', { name: say[verb], exact: true }).click()
    await expect(heading).not.toHaveText(before ?? '')
  }

  /** Taps the card of an answer. */
  async function choose(answer: string): Promise<void> {
    await page.getByText(answer, { exact: true }).click()
  }

  /** What the page offers, read at once: each reading through the browser's accessibility tree costs as much as a press. */
  function offered() {
    return page.locator('main').evaluate((main, { send, show }) => {
      const shown = (selector: string) =>
        [...main.querySelectorAll<HTMLElement>(selector)].filter((found) => found.checkVisibility())
      const hasButton = (name: string) => shown('button').some(({ textContent }) => textContent === name)
      const has = (selector: string) => shown(selector).length > 0
      const kinds = {
        search: 'input[type="search"]',
        list: 'select',
        field: 'input[type="text"], textarea',
      } as const
      return {
        question: main.querySelector('h1')?.textContent ?? '',
        isReview: hasButton(send),
        isSection: hasButton(show),
        kind: (['search', 'list', 'field'] as const).find((kind) => has(kinds[kind])) ?? 'choice',
      }
    }, say)
  }

  /** Gives the first answer that the question offers. */
  async function answerFirst(kind: Awaited<ReturnType<typeof offered>>['kind']): Promise<void> {
    if (kind === 'search') {
      await page.getByRole('searchbox').fill(say.firstLetter)
      await page.getByRole('radio').first().check()
    } else if (kind === 'list') await page.getByRole('combobox').selectOption({ index: 5 })
    else if (kind === 'field') await page.getByRole('textbox').fill('7')
    else await page.locator('main label:has(input)').first().click()
  }

  /** Chooses the first answer, if there are any to choose from, and goes on. */
  function turnQuickly(): Promise<void> {
    return page.locator('main').evaluate((main, { show, next }) => {
      main.querySelector<HTMLInputElement>('label input:is([type="radio"], [type="checkbox"])')?.click()
      const buttons = [...main.querySelectorAll('button')].filter((found) => found.checkVisibility())
      const going = [show, next].flatMap(
        (name) => buttons.find(({ textContent }) => textContent === name) ?? [],
      )[0]
      going?.click()
    }, say)
  }

  return {
    heading,
    press,
    choose,

    async openSurvey(address: string): Promise<void> {
      await page.goto(address)
      await expect(heading).toBeVisible()
    },

    async answer(question: string | RegExp, answer: string): Promise<void> {
      await expect(heading).toHaveText(question)
      await choose(answer)
      await press('next')
    },

    /** Goes on by one page, with the first answer that it offers. */
    async answerOnce(): Promise<void> {
      const { isSection, kind } = await offered()
      if (isSection) return press('show')
      await answerFirst(kind)
      await press('next')
    },

    /** Answers every question with its first option until the review stands there; shows each page to `look`. */
    async answerTheRest(look: (question: string) => Promise<void> = async () => {}): Promise<void> {
      for (let pages = 0; pages < 100; pages += 1) {
        const { question, isReview, isSection, kind } = await offered()
        if (isReview) return
        await look(question)
        if (isSection) {
          await press('show')
          continue
        }
        await answerFirst(kind)
        await press('next')
      }
      throw new Error('The survey does not end.')
    },

    /**
     * As `answerTheRest`, for stories in which answering is only the way to something else: the page presses its own buttons, and
     * what has no choices is left blank. A press by hand is drawn, moved to and looked at, which takes ten times as long.
     */
    async hurryToReview(look: (question: string) => Promise<void> = async () => {}): Promise<void> {
      for (let pages = 0; pages < 100; pages += 1) {
        const { question, isReview } = await offered()
        if (isReview) return
        await look(question)
        await turnQuickly()
        await expect(heading).not.toHaveText(question)
      }
      throw new Error('The survey does not end.')
    },

    /** The receipt on the last page. */
    async receipt(): Promise<string> {
      const code = page.getByRole('region', { name: say.code }).getByRole('status').first()
      await expect(code).toHaveText(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/)
      return (await code.textContent()) ?? ''
    },
  }
}
