import { createHash } from 'node:crypto'
import { engineWithDocument, openForm } from '@/lib/interchange/xform/fixtures/engine'
import { behindTheScenes, expect, type Foothold, signIn, storedAnswers, test } from './fixtures'
import { administrator, marketDay, pictureFile, toneFile } from './listening'
import { tokenOf } from './tokens'

/** What Collect does over HTTP, with the engine of ODK Web Forms in place of its own. */
function collect(server: string, token: string) {
  const headers = {
    'x-openrosa-version': '1.0',
    authorization: `Basic ${Buffer.from(`tablet:${token}`).toString('base64')}`,
  }
  const ask = (address: string, options: RequestInit = {}) => fetch(address, { ...options, headers })
  return {
    /** The document at an address. */
    get: async (address: string) => {
      const answer = await ask(address)
      expect(answer.headers.get('x-openrosa-version'), address).toBe('1.0')
      expect(answer.headers.get('content-type'), address).toContain('text/xml')
      return { status: answer.status, xml: await answer.text() }
    },
    /** Asks where to send to, and sends there. */
    send: async (instance: string) => {
      const ready = await ask(`${server}/submission`, { method: 'HEAD' })
      if (ready.status !== 204) return { status: ready.status, says: '' }
      const body = new FormData()
      body.set('xml_submission_file', new Blob([instance], { type: 'text/xml' }), 'instance.xml')
      const answer = await ask(ready.headers.get('location') ?? '', { method: 'POST', body })
      const says = await answer.text()
      expect(answer.headers.get('content-type')).toContain('text/xml')
      expect(says).toContain('<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message')
      return { status: answer.status, says }
    },
  }
}

function textIn(xml: string, name: string): string {
  return new RegExp(`<${name}[^>]*>([^<]*)</${name}>`).exec(xml)?.[1] ?? ''
}

let held: Awaited<ReturnType<typeof engineWithDocument>>
test.beforeAll(async () => {
  held = await engineWithDocument()
})
test.afterAll(() => held.takeBack())

/** Fills a form in as somebody who agrees. */
async function filledIn(xml: string): Promise<string> {
  const interview = await openForm(held.engine, xml)
  interview.put('/data/_start/_language', 'ar')
  interview.put('/data/_start/_agreed', 'yes')
  for (const choice of ['journey', 'safety']) {
    const path = `/data/_before_${choice}/_choice`
    if (interview.nodeAt(path) !== undefined && interview.isRelevant(path)) interview.put(path, 'show')
  }
  interview.put(interview.pathEndingIn('/feel_safe'), 'always')
  return interview.sent()
}

function ownRound({ dataFolder }: Foothold, slug: string, title: string): void {
  behindTheScenes(
    dataFolder,
    `await rounds.createRound(operator, { title: '${title}', slug: '${slug}', questionnaireId: 'migrant-short', open: true })`,
  )
}

test('ODK Collect asks a round with an access token, and nothing counts twice', async ({
  page,
  foothold,
}) => {
  test.setTimeout(120_000)
  ownRound(foothold, 'by-collect', 'Asked by Collect')
  const server = `${foothold.url}/openrosa`
  const token = tokenOf(foothold, 'manager', 'tablet that is lost')
  const tablet = collect(server, token)

  const list = await tablet.get(`${server}/formList?formID=by-collect`)
  expect([list.status, textIn(list.xml, 'formID'), textIn(list.xml, 'name')]).toEqual([
    200,
    'by-collect',
    'Asked by Collect',
  ])
  const manifest = await tablet.get(textIn(list.xml, 'manifestUrl'))
  expect(manifest.xml).toContain('<manifest xmlns="http://openrosa.org/xforms/xformsManifest">')
  expect(manifest.xml).not.toContain('<mediaFile>')
  const { xml: form } = await tablet.get(textIn(list.xml, 'downloadUrl'))

  const first = await filledIn(form)
  const taken = await tablet.send(first)
  expect([taken.status, taken.says]).toEqual([201, expect.stringContaining('nature="submit_success"')])
  expect((await tablet.send(first)).status).toBe(202)
  expect(storedAnswers(foothold, 'by-collect')).toEqual([expect.objectContaining({ feel_safe: 'always' })])

  await signIn(page, foothold, 'manager')
  await page.goto('/rounds/by-collect')
  const inAll = page.getByRole('term').filter({ hasText: 'In all' })
  await expect(inAll.locator('xpath=following-sibling::dd[1]')).toHaveText('1')

  await test.step('a closed round takes no more', async () => {
    const late = await filledIn(form)
    behindTheScenes(foothold.dataFolder, `await rounds.closeRound(operator, 'by-collect')`)
    const refused = await tablet.send(late)
    expect([refused.status, refused.says]).toEqual([410, expect.stringContaining('not open')])
    expect((await tablet.get(`${server}/formList?formID=by-collect`)).xml).not.toContain('<xform>')
    expect((await tablet.send(first)).status).toBe(202)
  })
  await test.step('a tablet that was lost sends nothing', async () => {
    behindTheScenes(foothold.dataFolder, `await rounds.openRound(operator, 'by-collect')`)
    await page.goto('/account/tokens')
    const lost = page.getByRole('row').filter({ hasText: 'tablet that is lost' })
    await lost.getByText('Revoke tablet that is lost').click()
    await lost.getByRole('button', { name: 'Revoke it now' }).click()
    await expect(page.getByText('The token is revoked.')).toBeVisible()
    expect((await tablet.send(await filledIn(form))).status).toBe(401)
    const refused = await tablet.get(`${server}/formList`)
    expect([refused.status, refused.xml]).toEqual([401, expect.stringContaining('<OpenRosaResponse')])
  })
  expect(storedAnswers(foothold, 'by-collect')).toHaveLength(1)
})

test('what a form plays and shows is announced, comes as announced, and ends with the round', async ({
  page,
  foothold,
}) => {
  const staff = administrator(page, foothold)
  await signIn(page, foothold, 'administrator')
  await staff.publish(marketDay('market-collect'))
  await staff.upload('market-collect', [
    pictureFile('way.png', [11, 92, 107]),
    ...['en', 'ar'].map((language) => toneFile(`way.${language}.wav`, 0.2)),
  ])
  await staff.openRound('market-collect')
  const server = `${foothold.url}/openrosa/market-collect`
  const anybody = collect(server, '')
  const { xml: form } = await anybody.get(`${server}/form`)
  const interview = await openForm(held.engine, form)
  const { audio, image } = interview.filesAt(interview.pathEndingIn('/way'))[''] ?? {}
  const { xml: manifest } = await anybody.get(`${server}/manifest`)
  for (const address of [audio, image]) {
    const name = address?.split('/').at(-1) ?? ''
    const [, announced = ''] = manifest.split(`<filename>${name}</filename>`)
    const bytes = Buffer.from(await (await fetch(textIn(announced, 'downloadUrl'))).arrayBuffer())
    expect(textIn(announced, 'hash')).toBe(`md5:${createHash('md5').update(bytes).digest('hex')}`)
  }
  await staff.closeRound('market-collect')
  expect((await anybody.get(`${server}/manifest`)).xml).not.toContain('<mediaFile>')
})

test('whatever is refused before a form is read is said in the document that Collect shows', async ({
  foothold,
}) => {
  const refused = async (path: string, options: RequestInit) => {
    const answer = await fetch(`${foothold.url}/openrosa${path}`, options)
    expect(answer.headers.get('content-type'), path).toBe('text/xml; charset=utf-8')
    expect(answer.headers.get('x-openrosa-version'), path).toBe('1.0')
    expect(await answer.text(), path).toContain(
      '<OpenRosaResponse xmlns="http://openrosa.org/http/response"><message nature="error">',
    )
    return answer.status
  }
  const body = 'x'.repeat(1_100_000)
  expect(await refused('/spring/submission', { method: 'POST', body })).toBe(413)
  const fromElsewhere = { origin: 'https://evil.example' }
  expect(await refused('/spring/submission', { method: 'POST', headers: fromElsewhere })).toBe(403)
  expect(await refused('/spring/form', { method: 'DELETE' })).toBe(405)
  expect(await refused('/%zz', {})).toBe(400)
  expect(await refused('/no/such/address', {})).toBe(404)
})
