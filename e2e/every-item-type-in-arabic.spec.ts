import { beRefused, respondent } from './answering'
import { everyAnswer } from './every-item-type'
import { expect, expectAccessible, storedAnswers, test } from './fixtures'

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false, locale: 'ar', viewport: { width: 360, height: 740 } })

  test('every type is refused, answered and stored, in Arabic', async ({ page, foothold }) => {
    test.setTimeout(120_000)
    const person = respondent(page, 'ar')
    const refused = async (remedy: string | RegExp, wayTo: string) => {
      await beRefused(page, 'التالي', remedy)
      await expect(page.getByRole('alert').getByRole('link')).toHaveAttribute('href', `#${wayTo}`)
    }
    await person.openSurvey('/s/types')
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    await person.press('agree')

    await refused(/هل تعمل؟/, 'answer')
    await person.choose('نعم، أعمل')
    await person.press('next')

    await person.choose('العربية')
    await person.choose('لا شيء من هذه')
    await refused(/لا شيء من هذه/, 'answer')
    await person.choose('لا شيء من هذه')
    await person.choose('الفرنسية')
    await person.press('next')

    const number = page.getByRole('textbox')
    await expect(number).toHaveAccessibleDescription(/ساعات$/)
    await number.fill('٨١')
    await refused(/80/, 'answer')
    await number.fill('٤٠')
    await person.press('next')

    await refused(/ما مدى ثقتك بالآخرين؟/, 'answer')
    await page.getByRole('radio', { name: '7', exact: true }).check()
    await person.press('next')

    await page.getByRole('textbox').fill('x'.repeat(31))
    await refused(/30/, 'answer')
    await page.getByRole('textbox').fill('A quiet room.')
    await person.press('next')

    const field = (part: string) => page.locator(`#answer-${part}`)
    await field('day').fill('٣١')
    await refused(/متى وصلت؟/, 'answer-month')
    await expect(field('day')).toHaveValue('٣١')
    await field('month').selectOption({ label: 'فبراير' })
    await field('year').fill('٢٠٢٤')
    await refused(/متى وصلت؟/, 'answer-day')
    await expect(field('month')).toHaveValue('2')
    await field('day').fill('٩')
    await field('year').fill('١٩٩٩')
    await refused(/10 مارس 2000/, 'answer-year')
    await field('day').fill('٢٩')
    await field('year').fill('٢٠٢٤')
    await person.press('next')

    await field('month').selectOption('11')
    await field('year').fill('2023')
    await person.press('next')
    await expect(page.getByText('يرجى كتابة سنة من 1920 إلى 2008.')).toBeVisible()
    await field('year').fill('1988')
    await person.press('next')

    // The native list, in the order of the language; a reserved answer beside it is a clash that only the server can see.
    const list = page.getByRole('combobox')
    await list.selectOption({ label: 'أوكرانيا' })
    await page.getByRole('checkbox').check()
    await refused(/في أي بلد ولدت؟/, 'answer')
    await expect(list).toHaveValue('UA')
    await page.getByRole('checkbox').uncheck()
    await person.press('next')

    await expect(page.getByText('40 ساعات')).toBeVisible()
    await expect(page.getByText('29 فبراير 2024')).toBeVisible()
    await expect(page.getByText('أوكرانيا')).toBeVisible()
    await person.press('send')
    await person.receipt()
    expect(storedAnswers(foothold, 'types')).toContainEqual(everyAnswer)
  })
})

test.describe('right to left with script', () => {
  test.use({ locale: 'ar', viewport: { width: 360, height: 740 } })

  test('each page stands within its width and passes the scan, and a country is found as it is spelt at home', async ({
    page,
  }) => {
    test.setTimeout(120_000)
    const person = respondent(page, 'ar')
    const look = async () => {
      const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
      expect(widths[0]).toBe(widths[1])
      await expectAccessible(page)
    }
    await person.openSurvey('/s/types')
    await person.press('agree')
    await person.choose('نعم، أعمل')
    await person.press('next')
    await person.choose('العربية')
    await person.press('next')
    await look()
    await person.press('next')
    await look()
    await page.getByRole('radio', { name: '7', exact: true }).check()
    await person.press('next')
    for (let dates = 0; dates < 4; dates += 1) {
      await look()
      await person.press('next')
    }
    await page.getByRole('searchbox').fill('ككككك')
    await expect(page.getByRole('combobox').getByRole('option', { name: 'أوكرانيا' })).toHaveCount(1)
    await look()
    for (const [written, country] of [
      ['سورية', 'سوريا'],
      ['بريطانيا', 'المملكة المتحدة'],
      ['Deutschland', 'ألمانيا'],
    ] as const) {
      await page.getByRole('searchbox').fill(written)
      await expect(page.getByRole('radio', { name: country })).toBeVisible()
    }
    await page.getByRole('searchbox').fill('اوكرانيا')
    await page.getByRole('radio').check()
    await look()
    await person.press('next')
    await expect(page.getByText('أوكرانيا')).toBeVisible()
  })
})
