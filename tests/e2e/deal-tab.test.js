// The example of a deal's tab, bundled as an app's tool does it, in the emulator.

import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { after, test } from 'node:test'

import { build } from 'esbuild'

import { eventually } from './harness/eventually.js'
import { packageFolder, root } from './harness/paths.js'
import { openStage } from './harness/stage.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))

const source = `${root}examples/deal-tab`
const folder = await mkdtemp(join(tmpdir(), 'b24-deal-tab-'))
after(() => rm(folder, { recursive: true }))
await build({
  entryPoints: [`${source}/main.ts`, `${source}/style.css`],
  bundle: true,
  format: 'esm',
  outdir: folder,
  alias: {
    'b24-wasm': `${packageFolder}/dist/b24.js`,
    'b24-wasm/helpers': `${packageFolder}/dist/helpers.js`,
  },
  logLevel: 'warning',
})
const page = await readFile(`${source}/index.html`, 'utf8')
await writeFile(join(folder, 'index.html'), page.replace('main.ts', 'main.js'))
const { portal, openFrame } = await openStage({ args: ['--mount', `/deal-tab=${folder}`] })
const b24 = await B24.webhook(portal.webhook)

/** Opens the page in a placement. @param {string} placement */
async function open(placement) {
  const { page, frame } = await openFrame('deal-tab/index.html', { placement })
  return { page, frame, text: (/** @type {string} */ at) => frame.locator(at).innerText() }
}

test('shows the deal in one batch, finds a person and passes the deal on', async () => {
  await portal.control.clear()
  const { page, frame, text } = await open('CRM_DEAL_DETAIL_TAB')
  await eventually(async () => assert.notEqual(await text('h1'), ''))
  const methods = (await portal.control.requests()).map(({ path }) => path.split('/').at(-1))
  assert.deepEqual(methods, ['crm.currency.list', 'batch'])
  const [deal] = (await b24.crm.deal.list({ filter: { TITLE: await text('h1') } })).result
  assert.ok(deal?.ID)
  const { result: person } = await b24.im.user.get({ ID: Number(deal.ASSIGNED_BY_ID) })
  const shown = [person.name, person.work_position].filter(Boolean).join(', ')
  assert.equal(await text('#responsible'), shown)
  assert.ok((await frame.locator('#colleagues li').count()) > 0)
  assert.match(await text('#amount'), /\d/)

  const { result: other } = await b24.im.user.get({ ID: person.id === 5 ? 6 : 5 })
  const name = other.name ?? ''
  await frame.locator('#search').fill(name)
  await frame.locator('#found button', { hasText: name }).first().click()
  await eventually(async () => assert.ok((await text('#responsible')).startsWith(name)))
  const { result: after } = await b24.crm.deal.get({ id: deal.ID })
  assert.equal(Number(after.ASSIGNED_BY_ID), other.id)
  assert.equal(await text('#status'), '')
  await page.close()
})

test('keeps the setting of the person', async () => {
  const { page, frame, text } = await open('CRM_DEAL_DETAIL_TAB')
  await eventually(async () => assert.notEqual(await text('h1'), ''))
  const position = frame.locator('#colleagues li span').nth(1)
  assert.notEqual(await position.innerText(), '')
  await frame.locator('#compact').check()
  await eventually(async () => assert.equal(await position.innerText(), ''))
  await page.close()
})

test('says where it belongs outside a deal, and what failed', async () => {
  const outside = await open('LEFT_MENU')
  await eventually(async () => assert.match(await outside.text('#status'), /tab of a deal/))
  await outside.page.close()
  await portal.control.fault({ name: 'error', code: 'ACCESS_DENIED', method: 'crm.deal.get' })
  const refused = await open('CRM_DEAL_DETAIL_TAB')
  await eventually(async () => assert.match(await refused.text('#status'), /ACCESS_DENIED/))
  await refused.page.close()
  await portal.control.reset()
})
