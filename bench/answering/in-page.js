/*
 * What the bench does inside a page, the same for all three: press Next and see when the next question is painted.
 * A plain script, run in the page. Each view says how one program's page is read; nothing here waits for the bench.
 */
globalThis.bench = (() => {
  mendFragments()

  const one = (selector) => document.querySelector(selector)
  const shown = (selector) => [...document.querySelectorAll(selector)].find((element) => element.offsetParent)
  const textOf = (element) => element?.textContent.trim() ?? ''

  const views = {
    foothold: {
      question: () => textOf(one('main h1')),
      isReady: () => {
        const form = one('#survey form')
        return form !== null && Object.keys(form).some((key) => key.startsWith('__reactProps'))
      },
      choices: 'main input[type=radio], main input[type=checkbox]',
      next: () => one('main button[value=agree], main button[value=next], main button[value=show]'),
      isOver: () => one('main button[value=send]') !== null,
    },
    surveyjs: {
      question: () => textOf(one('.sd-page .sd-element__title, .sd-page .sd-question__title')),
      isReady: () => one('#survey input') !== null,
      choices: '#survey input[type=radio], #survey input[type=checkbox]',
      next: () => shown('.sd-navigation__next-btn'),
      isOver: () => shown('.sd-navigation__next-btn') === undefined,
    },
    enketo: {
      question: () => textOf(one('.current .question-label.active, .question.current .question-label')),
      isReady: () => document.documentElement?.dataset.ready !== undefined,
      choices: '.question.current input[type=radio], .question.current input[type=checkbox]',
      next: () => one('.next-page'),
      isOver: () => one('.next-page').classList.contains('disabled'),
    },
  }

  const nextFrame = () => new Promise((settle) => requestAnimationFrame(settle))

  /** Frames are looked at until something holds; gives the time of the frame that follows, when it stands on the screen. */
  async function painted(holds) {
    const until = performance.now() + 60_000
    while (!holds()) {
      if (performance.now() > until) throw new Error('The page does not come.')
      await nextFrame()
    }
    await nextFrame()
    return performance.now()
  }

  return {
    /** Milliseconds from the start of the navigation until the page's script has taken over and a question can be answered. */
    readyAfter: (name) => painted(() => views[name].isReady()),

    /** Answers every question with its first choice; gives the milliseconds from each press of Next to the next page's paint. */
    async walk(name) {
      const { question, choices, next, isOver } = views[name]
      const steps = []
      while (!isOver() && steps.length < 100) {
        const before = question()
        document.querySelector(choices)?.click()
        // A person needs longer than what an answer sets off.
        await new Promise((settle) => setTimeout(settle, 250))
        const pressedAt = performance.now()
        next().click()
        const shownAt = await painted(() => isOver() || (question() !== before && question() !== ''))
        steps.push({ shown: question(), milliseconds: shownAt - pressedAt })
      }
      return steps
    },

    /** Sends the answers; settles when the page that follows stands there. */
    async send() {
      const before = views.foothold.question()
      one('main button[value=send]').click()
      await painted(() => views.foothold.question() !== before)
      return views.foothold.question()
    },
  }
})()

/**
 * Some builds of Chromium 147 do not find a nested class in a fragment that was parsed from text, and Enketo then stops.
 * A copy of the fragment is whole. That is the browser's fault, so it must not count against Enketo.
 */
function mendFragments() {
  const parse = Range.prototype.createContextualFragment
  const sample = parse.call(document.createRange(), '<p><i class="nested"></i></p>')
  if (sample.querySelector('.nested') !== null) return
  Range.prototype.createContextualFragment = function (text) {
    return parse.call(this, text).cloneNode(true)
  }
}
