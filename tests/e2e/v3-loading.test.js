// The file for REST 3.0, which every entry of the package loads when REST 3.0 is first used.

import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'

import { build } from 'esbuild'

import { assertFailed } from './harness/errors.js'
import { project, runInNode } from './harness/node.js'
import { openStage } from './harness/stage.js'

// Before the first suite: after the suites declared so far the hooks run and the portal stops.
const bundles = await mkdtemp(join(tmpdir(), 'b24-v3-bundles-'))
after(() => rm(bundles, { recursive: true }))
const { portal, openFrame } = await openStage({ args: ['--mount', `/bundles=${bundles}`] })

/**
 * Counts the departments in a page.
 *
 * @param {string} file
 */
async function count(file) {
  const { page, frame } = await openFrame(file)
  const outcome = await frame.evaluate(() =>
    attempt(async () => {
      const { frame } = globalThis.sdk?.B24 ?? B24
      return (await frame()).v3.humanresources.node.count()
    }),
  )
  const files = await frame.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  )
  await page.close()
  return { outcome, files }
}

suite('loads', () => {
  for (const entry of ['module.html', 'slim.html', 'script.html']) {
    test(`in ${entry}`, async () => {
      const { outcome, files } = await count(entry)
      assert.equal(outcome.error, undefined, outcome.error?.message)
      assert.equal(typeof outcome.value.result.departments, 'number')
      assert.equal(files.filter((file) => file === '/pkg/b24.v3.js').length, 1)
    })
  }

  for (const splitting of [true, false]) {
    test(`bundled by esbuild ${splitting ? 'with' : 'without'} splitting`, async () => {
      const folder = join(bundles, String(splitting))
      const { warnings } = await build({
        stdin: {
          contents: `import { B24, B24Error } from 'b24-wasm'; globalThis.sdk = { B24, B24Error }`,
          resolveDir: project,
        },
        // The user's project is inside this one, whose tsconfig.json maps to the sources.
        tsconfigRaw: {},
        bundle: true,
        format: 'esm',
        splitting,
        minify: true,
        outdir: folder,
        logLevel: 'silent',
      })
      assert.deepEqual(warnings, [])
      const scripts =
        '<script src="/attempt.js"></script><script type="module" src="stdin.js"></script>'
      await writeFile(join(folder, 'page.html'), `<!doctype html>${scripts}`)
      const parts = (await readdir(folder)).filter((name) => name.startsWith('b24.v3'))
      assert.equal(parts.length, splitting ? 1 : 0)
      const { outcome } = await count(`bundles/${splitting}/page.html`)
      assert.equal(typeof outcome.value?.result.departments, 'number', outcome.error?.message)
    })
  }

  test('in Node.js, from both kinds of entries', async () => {
    for (const entry of ['b24-wasm', 'b24-wasm/slim', 'b24-wasm/script']) {
      const [departments, description] = await runInNode(`
        import * as sdk from '${entry}'
        const B24 = sdk.B24 ?? globalThis.B24
        const b24 = await B24.webhook('${portal.webhook}')
        const { result } = await b24.v3.humanresources.node.count()
        const list = await b24.v3.list('tasks.task.list').take(2).toArray()
        console.log(JSON.stringify([result.departments, list.length]))`)
      assert.ok(departments > 0)
      assert.equal(description, 2)
    }
  })
})

suite('a file that does not load', () => {
  test('is an error that says what to serve, and is loaded at the next use', async () => {
    const { page, frame } = await openFrame('script.html')
    await frame.evaluate(async () => void (globalThis.framed = await B24.frame()))
    await page.route('**/b24.v3.js*', (route) => route.fulfill({ status: 404 }))
    const outcomes = await frame.evaluate(async () => [
      await attempt(() => framed.v3.humanresources.node.count()),
      await attempt(() => framed.v3.list('tasks.task.list').toArray()),
      await attempt(() => framed.v3.batch({})),
    ])
    for (const outcome of outcomes) {
      const failed = assertFailed(outcome, { kind: 'network', code: 'V3_NOT_LOADED' })
      assert.match(failed.description, /b24\.v3\.js/)
    }
    assert.equal(await frame.evaluate(() => framed.stats().errors), 3)
    await page.close()
  })

  test('has a deadline', async () => {
    const { page, frame } = await openFrame('module.html')
    await page.route('**/b24.v3.js*', () => {})
    const outcome = await frame.evaluate(async () => {
      globalThis.framed = await sdk.B24.frame()
      const { setTimeout } = window
      // The deadline of half a minute passes at once.
      window.setTimeout = /** @type {any} */ (
        (/** @type {() => void} */ run, /** @type {number} */ delay) =>
          setTimeout(run, delay === 30_000 ? 50 : delay)
      )
      return attempt(() => framed.v3.humanresources.node.count())
    })
    assertFailed(outcome, { kind: 'network', code: 'V3_NOT_LOADED' })
    await page.close()
  })

  test('is waited for no longer than the call or its signal allow', async () => {
    const { page, frame } = await openFrame('module.html')
    await page.route('**/b24.v3.js*', () => {})
    const outcomes = await frame.evaluate(async () => {
      const { v3 } = await sdk.B24.frame()
      const controller = new AbortController()
      const aborted = attempt(() => v3.batch({}, { signal: controller.signal }))
      controller.abort()
      return Promise.all([
        attempt(() => v3.humanresources.node.count(undefined, { timeout: 100 })),
        attempt(() => v3.list('tasks.task.list', {}, { timeout: 100 }).toArray()),
        aborted,
      ])
    })
    const codes = outcomes.map(({ error }) => error?.code)
    assert.deepEqual(codes, ['TIMEOUT', 'TIMEOUT', 'ABORTED'])
    await page.close()
  })
})
