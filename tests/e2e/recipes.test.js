// The recipes of the documentation, bundled as an app's tool does it, in the emulator.

import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, suite, test } from 'node:test'

import { build } from 'esbuild'

import { openPage } from './harness/app.js'
import { eventually } from './harness/eventually.js'
import { packageFolder, root } from './harness/paths.js'
import { readBlocks } from './harness/readme.js'
import { openStage } from './harness/stage.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))

const source = `${root}examples/recipes`
const folder = await mkdtemp(join(tmpdir(), 'b24-recipes-'))
after(() => rm(folder, { recursive: true }))

const names = (await readdir(source, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
const bundling = /** @type {const} */ ({
  bundle: true,
  format: 'esm',
  alias: { 'b24-wasm': `${packageFolder}/dist/b24.js` },
  logLevel: 'warning',
  // The sources are inside this project, whose tsconfig.json maps to those of the package.
  tsconfigRaw: {},
})
await build({
  ...bundling,
  entryPoints: names.map((name) => `${source}/${name}/app.ts`),
  outdir: folder,
  outbase: source,
})
await writeFile(join(folder, 'style.css'), await readFile(`${source}/style.css`))
for (const name of names) {
  const page = await readFile(`${source}/${name}/index.html`, 'utf8')
  await mkdir(join(folder, name), { recursive: true })
  await writeFile(join(folder, name, 'index.html'), page.replace('app.ts', 'app.js'))
}

/** The methods that the emulator does not have. */
const replies = {
  'userfieldtype.add': { result: true },
  'bizproc.robot.list': { result: [] },
  'bizproc.robot.add': { result: true },
  'bizproc.robot.delete': { result: true },
}
await writeFile(join(folder, 'replies.json'), JSON.stringify(replies))

const { browser, portal, openFrame } = await openStage({
  users: 50_000,
  oneContext: false,
  args: ['--mount', `/recipes=${folder}`, '--replies', join(folder, 'replies.json')],
})
const b24 = await B24.webhook(portal.webhook)

// The scripts of the page about a placement, as they stand there but for the portal's name.
for (const { code } of await readBlocks('site/pages/first-placement.md')) {
  const [, name] = /^\/\/ (install|main)\.ts$/m.exec(code) ?? []
  if (name === undefined) continue
  const { outputFiles } = await build({
    ...bundling,
    stdin: {
      contents: code.replace('*.bitrix24.com', new URL(portal.portal).host),
      loader: 'ts',
      resolveDir: source,
    },
    write: false,
  })
  await mkdir(join(folder, 'placement'), { recursive: true })
  await writeFile(
    join(folder, 'placement', `${name}.html`),
    `<!doctype html><meta charset="utf-8"><body><script type="module">${outputFiles[0]?.text}</script>`,
  )
}

/** Opens a recipe. @param {string} name @param {Record<string, string>} [query] of the portal page */
async function open(name, query) {
  const { page, frame } = await openFrame(`recipes/${name}/index.html`, query)
  const text = (/** @type {string} */ at) => frame.locator(at).innerText()
  const status = (/** @type {RegExp} */ expected) =>
    eventually(async () => assert.match(await text('#status'), expected))
  return { page, frame, text, status }
}

/** Returns the methods that were called since `portal.control.clear()`. */
async function called() {
  return (await portal.control.requests()).map(({ path }) => path.split('/').at(-1))
}

test('placement: the install page binds it and finishes, the handler shows the deal', async () => {
  await portal.control.clear()
  const app = `${portal.app}/recipes/placement/install.html`
  const installing = await openPage(browser, `${portal.portal}/?app=${encodeURIComponent(app)}`)
  // The portal page reloads at the end of the installation. The emulator then opens the same page again.
  const expected = ['placement.get', 'placement.bind', 'placement.get']
  await eventually(async () => assert.deepEqual((await called()).slice(0, 3), expected))
  await installing.close()

  const query = { placement: 'CRM_DEAL_DETAIL_TAB', options: '{"ID":"7"}' }
  const { page, frame } = await openFrame('recipes/placement/main.html', query)
  const { result: deal } = await b24.crm.deal.get({ id: 7 })
  await eventually(async () => assert.equal(await frame.locator('body').innerText(), deal.TITLE))
  await page.close()
})

suite('field of your own type', () => {
  const placement = 'USERFIELD_TYPE'

  test('passes the chosen value to the card', async () => {
    const { page, frame } = await open('field-type', { placement })
    await frame.getByLabel('High').check()
    const command = page.locator('#log li', { hasText: 'setValue "high"' })
    await command.waitFor()
    await page.close()
  })

  test('only shows the value in a card that is viewed', async () => {
    const { page, frame } = await open('field-type', { placement, options: '{"MODE":"view"}' })
    await frame.getByLabel('High').waitFor()
    assert.ok(await frame.getByLabel('High').isDisabled())
    await page.close()
  })

  test('registers the type once, on the page of the app', async () => {
    const { page, frame, status } = await open('field-type')
    await portal.control.clear()
    await frame.getByRole('button', { name: 'Register the field type' }).click()
    await status(/add a field of the type "Priority"/)
    assert.deepEqual(await called(), ['userfieldtype.add'])
    await page.close()
  })
})

suite('call card', () => {
  test('shows the caller and the open deals, and adds a follow-up', async () => {
    const { page, frame, text, status } = await open('call-card', { placement: 'CALL_CARD' })
    const { result: contact } = await b24.crm.contact.get({ id: 7 })
    await eventually(async () =>
      assert.equal(await text('#client'), `${contact.NAME} ${contact.LAST_NAME}`),
    )
    assert.equal(await text('#number'), '+15550100')
    const filter = { CONTACT_ID: 7, CLOSED: 'N' }
    const { result: deals } = await b24.crm.deal.list({ select: ['TITLE'], filter })
    assert.deepEqual(
      await frame.locator('#deals li').allInnerTexts(),
      deals.map(({ TITLE }) => TITLE),
    )
    await frame.getByLabel('Follow-up for tomorrow').fill('Send the offer')
    await frame.getByRole('button', { name: 'Add to the client' }).click()
    await status(/^Added for tomorrow/)
    const { result: activities } = await b24.crm.activity.list({
      select: ['*'],
      filter: { OWNER_TYPE_ID: 3, OWNER_ID: 7, SUBJECT: 'Call back' },
    })
    assert.equal(activities.length, 1)
    await page.close()
  })

  test('follows the card to another client', async () => {
    const { page, text } = await open('call-card', { placement: 'CALL_CARD' })
    await eventually(async () => assert.notEqual(await text('#client'), ''))
    await page.locator('#menu button', { hasText: 'CallCard::EntityChanged' }).click()
    await eventually(async () => assert.equal(await text('#client'), 'Not a contact'))
    assert.equal(await text('#number'), '+15550101')
    await page.close()
  })
})

test('background worker: names the caller in the card, and mutes', async () => {
  const { result: id } = await b24.crm.contact.add({
    fields: { NAME: 'Ada', LAST_NAME: 'Lovelace', PHONE: [{ VALUE: '+15550100' }] },
  })
  assert.ok(id)
  const { page, frame } = await open('background-worker', { placement: 'PAGE_BACKGROUND_WORKER' })
  const log = frame.locator('#log li')
  await eventually(async () => assert.deepEqual(await log.allInnerTexts(), ['Waiting for calls']))
  const fire = (/** @type {string} */ name) =>
    page.locator('#menu button', { hasText: `BackgroundCallCard::${name}` }).click()
  await fire('initialized')
  await eventually(async () =>
    assert.equal(await log.nth(1).innerText(), 'The card shows: Ada Lovelace'),
  )
  await fire('muteButtonClick')
  await eventually(async () => assert.equal(await log.nth(2).innerText(), 'Muted'))
  await page.close()
})

test('robot: an administrator adds and removes it', async () => {
  const { page, frame } = await open('robot')
  await frame.getByRole('button', { name: 'Add the robot' }).click()
  await frame.getByRole('button', { name: 'Remove the robot' }).click()
  await frame.getByRole('button', { name: 'Add the robot' }).waitFor()
  assert.deepEqual((await called()).slice(-2), ['bizproc.robot.add', 'bizproc.robot.delete'])
  await page.close()
})

test('slider: changes the title of a deal, which the list then shows', async () => {
  const { page, frame } = await open('slider')
  const first = frame.locator('#deals button').first()
  await eventually(async () => assert.equal(await frame.locator('#deals button').count(), 10))
  await first.click()
  const form = page.frameLocator('.slider iframe').frameLocator('iframe[name*="|"]')
  await form.getByLabel('Title').fill('Changed in the slider')
  await form.getByRole('button', { name: 'Save' }).click()
  await eventually(async () => assert.equal(await first.innerText(), 'Changed in the slider'))
  await page.close()
})

test('settings: keeps those of the person, and those of everybody', async () => {
  const first = await open('settings')
  await first.frame.getByLabel('Short rows, for me').check()
  const stage = first.frame.getByLabel('Stage of new deals')
  await eventually(async () => assert.ok((await stage.locator('option').count()) > 2))
  await stage.selectOption({ index: 1 })
  const chosen = await stage.inputValue()
  await first.frame.getByRole('button', { name: 'Save' }).click()
  await first.status(/^Saved/)
  await first.page.close()

  const second = await open('settings')
  await eventually(async () =>
    assert.equal(await second.frame.getByLabel('Stage of new deals').inputValue(), chosen),
  )
  assert.ok(await second.frame.getByLabel('Short rows, for me').isChecked())
  await second.page.close()
})

test('export: stops, continues where it was, and writes everybody once', async () => {
  const { total = 0 } = await b24.user.get()
  assert.ok(total > 45_000)
  const { page, frame, text, status } = await open('export')
  await frame.getByRole('button', { name: 'Export' }).click()
  await eventually(async () => assert.match(await text('#count'), /^\d{4,} of \d{5} people$/))
  await frame.getByRole('button', { name: 'Stop' }).click()
  await status(/^Stopped/)
  assert.ok(Number.parseInt(await text('#count')) < total)

  await frame.getByRole('button', { name: 'Continue' }).click()
  const done = frame.locator('#status', { hasText: `${total} people exported` })
  await done.waitFor({ timeout: 120_000 })
  const file = await frame.evaluate(async () => {
    const { href } = /** @type {HTMLAnchorElement} */ (document.querySelector('#download'))
    return (await fetch(href)).text()
  })
  const lines = file.trimEnd().split('\r\n')
  assert.equal(lines.length, total + 1)
  assert.equal(new Set(lines.map((line) => line.split(',')[0])).size, total + 1)
  await page.close()
})
