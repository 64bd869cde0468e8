// The first apps of the README without a bundler: modules with an import map, and the script tag, with the
// package's files beside the page or on another origin.

import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'

import { transform } from 'esbuild'

import { openApp } from '../../e2e/harness/app.js'
import { eventually } from '../../e2e/harness/eventually.js'
import { openStage } from '../../e2e/harness/stage.js'
import { startCdn } from '../harness/cdn.js'
import {
  APP,
  assertShowsDeals,
  blockOf,
  countDepartments,
  modulesOf,
  PAGE_WITH_PROBE,
  SLIM_APP,
} from '../harness/first-app.js'

// Before the first suite: after the suites declared so far the hooks run and the portal stops.
const folder = await mkdtemp(join(tmpdir(), 'b24-without-bundler-'))
after(() => rm(folder, { recursive: true }))
const cdn = await startCdn()
const stage = await openStage({ args: ['--mount', `/apps=${folder}`] })
const addressOf = (/** @type {string} */ page) => `${stage.portal.app}/apps/${page}`

const ENTRIES = [
  { entry: 'b24-wasm', app: APP, files: ['b24.js', 'b24.v3.js'] },
  { entry: 'b24-wasm/slim', app: SLIM_APP, files: ['b24.slim.js', 'b24.v3.js', 'b24.wasm'] },
]
const PLACES = [
  { place: 'beside the page', origin: `${stage.portal.app}/pkg` },
  { place: 'on another origin', origin: cdn.origin },
]

for (const [at, { place, origin }] of PLACES.entries()) {
  suite(place, () => {
    for (const { entry, app, files } of ENTRIES) {
      test(`the module ${entry}`, async () => {
        const name = `${files[0]}-${at}`
        for (const [path, source] of Object.entries(modulesOf(app, name))) {
          const { code } = await transform(source, { loader: 'ts' })
          await mkdir(join(folder, name), { recursive: true })
          await writeFile(join(folder, path.replace('.ts', '.js')), code)
        }
        const imports = JSON.stringify({ imports: { [entry]: `${origin}/${files[0]}` } })
        const head = `<script type="importmap">${imports}</script>\n<script`
        const page = PAGE_WITH_PROBE.replace('<script', head)
          .replace('/src/main.ts', `${name}/main.js`)
          .replace('/src/probe.ts', `${name}/probe.js`)
        await writeFile(join(folder, `${name}.html`), page)

        cdn.sent.length = 0
        await assertShowsDeals(stage, addressOf(`${name}.html`))
        assert.deepEqual(cdn.sent.toSorted(), origin === cdn.origin ? files : [])
      })
    }
  })
}

test('the script tag with an address of another origin', async () => {
  const page = await blockOf('README.md', 'With one script tag', 'html')
  const address = `${cdn.origin}/b24.script.js`
  await writeFile(join(folder, 'script.html'), page.replace('b24.script.js', address))
  const { browser, portal } = stage
  const opened = await openApp(browser, portal, { app: addressOf('script.html') })
  const lines = opened.frame.locator('#deals li')
  await eventually(async () => assert.equal(await lines.count(), 50))
  for (const deal of await lines.allInnerTexts()) assert.match(deal, /^.+: \S+ \S+$/)
  assert.equal(typeof (await countDepartments(opened.frame)), 'number')
  await opened.page.close()
})
