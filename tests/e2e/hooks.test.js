// `b24-wasm/react` and `b24-wasm/vue` in the browser: with a double of a portal, and in a portal's frame.

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, suite, test } from 'node:test'

import { build } from 'esbuild'

import { eventually } from './harness/eventually.js'
import { packageFolder, root } from './harness/paths.js'
import { openStage } from './harness/stage.js'

const ENTRIES = Object.fromEntries(
  [['', 'b24'], ...['react', 'vue', 'testing'].map((name) => [`/${name}`, name])].map(
    ([path, name]) => [`b24-wasm${path}`, join(packageFolder, `dist/${name}.js`)],
  ),
)

const REACT_18 = { react: 'react-18', 'react-dom': 'react-dom-18' }

// Before the first suite: after the suites declared so far the hooks run and the portal stops.
const bundles = await mkdtemp(join(tmpdir(), 'b24-hooks-'))
after(() => rm(bundles, { recursive: true }))
const { portal, openFrame, openTop } = await openStage({ args: ['--mount', `/bundles=${bundles}`] })

for (const { name, file, alias } of [
  { name: 'React 19 in StrictMode', file: 'react', alias: {} },
  { name: 'React 18 in StrictMode', file: 'react', alias: REACT_18 },
  { name: 'Vue 3', file: 'vue', alias: {} },
]) {
  suite(name, () => {
    const bundle = name.replaceAll(' ', '-')
    /** @type {import('playwright-core').Page} */
    let page

    before(async () => {
      const { warnings } = await build({
        entryPoints: [join(root, 'tests/e2e/hooks', `${file}.js`)],
        // The sources of this package are not those of an app.
        tsconfigRaw: {},
        alias: { ...ENTRIES, ...alias },
        define: {
          'process.env.NODE_ENV': '"development"',
          __VUE_OPTIONS_API__: 'false',
          __VUE_PROD_DEVTOOLS__: 'false',
          __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
        },
        bundle: true,
        format: 'esm',
        outfile: join(bundles, `${bundle}.js`),
        logLevel: 'silent',
      })
      assert.deepEqual(warnings, [])
      const scripts = `<script src="/attempt.js"></script><script type="module" src="${bundle}.js"></script>`
      await writeFile(
        join(bundles, `${bundle}.html`),
        `<!doctype html><link rel="icon" href="data:," /><body>${scripts}</body>`,
      )
    })

    /** Opens the app outside a portal, with the double. */
    beforeEach(async () => {
      page = await openTop(`bundles/${bundle}.html`)
      await page.waitForFunction(() => globalThis.hooks)
    })
    afterEach(() => page.close())

    /**
     * Mounts the app with the double.
     *
     * @param {import('./hooks/hooks.js').Shown} [shown]
     */
    const mount = (shown) =>
      page.evaluate((shown) => {
        globalThis.connects = 0
        hooks.mount(() => {
          connects++
          return double
        }, shown)
      }, shown)

    /** @param {import('./hooks/hooks.js').Shown | undefined} shown */
    const show = (shown) => page.evaluate((shown) => hooks.show(shown), shown)

    /** Returns the state of the last render. */
    const state = () =>
      page.evaluate(() => {
        const { data, rows, progress, error, loading, done } = hooks.states.at(-1) ?? {}
        return { data, rows: rows?.length, progress, code: error?.code, loading, done }
      })

    /** @param {Record<string, unknown>} expected */
    const becomes = (expected) =>
      eventually(async () => {
        const entries = Object.entries(await state()).filter(([name]) => name in expected)
        assert.deepEqual(Object.fromEntries(entries), expected)
      })

    /** @param {number} id */
    const deal = (id) => /** @type {const} */ ({ hook: 'useCall', args: ['crm.deal.get', { id }] })

    /** @param {number} count */
    const called = (count) =>
      eventually(async () => assert.equal(await page.evaluate(() => waiting.length), count))

    /** @param {number} at */
    const reply = (at) =>
      page.evaluate((at) => waiting[at]?.reply({ ID: `reply ${waiting[at]?.id}` }), at)

    test('connects once, and calls once', async () => {
      await mount(deal(7))
      await becomes({ data: undefined, code: undefined, loading: true })
      await called(1)
      await reply(0)
      await becomes({ data: { ID: 'reply 7' }, code: undefined, loading: false })
      assert.deepEqual(await page.evaluate(() => [connects, double.mock.calls.length]), [1, 1])
    })

    test('ignores the reply to an earlier call, and aborts it', async () => {
      await mount(deal(1))
      await called(1)
      await show(deal(2))
      await called(2)
      assert.ok(await page.evaluate(() => waiting[0]?.signal.aborted))
      await reply(1)
      await becomes({ data: { ID: 'reply 2' }, loading: false })
      await reply(0)
      await show(deal(3))
      await becomes({ data: undefined, loading: true })
      await called(3)
      await reply(2)
      await becomes({ data: { ID: 'reply 3' }, loading: false })
      const shown = await page.evaluate(() => hooks.states.map(({ data }) => data?.ID))
      assert.deepEqual(new Set(shown), new Set([undefined, 'reply 2', 'reply 3']))
    })

    test('keeps the data of equal parameters, and while it reloads', async () => {
      await mount(deal(7))
      await called(1)
      await reply(0)
      await becomes({ data: { ID: 'reply 7' }, loading: false })
      await show(deal(7))
      await page.evaluate(() => hooks.states.at(-1).reload())
      await called(2)
      await becomes({ data: { ID: 'reply 7' }, loading: true })
      await reply(1)
      await becomes({ data: { ID: 'reply 7' }, loading: false })
      assert.equal(await page.evaluate(() => waiting.length), 2)
    })

    test('aborts when the component is unmounted, and changes nothing any more', async () => {
      await mount(deal(7))
      await called(1)
      const before = await page.evaluate(() => {
        hooks.unmount()
        return hooks.states.length
      })
      await reply(0)
      await page.evaluate(() => double.user.current())
      const after = await page.evaluate(() => [hooks.states.length, waiting[0]?.signal.aborted])
      assert.deepEqual(after, [before, true])
    })

    test('shows the error of a call, and what a reload brings', async () => {
      await page.evaluate(() =>
        double.mock.handleOther('crm.deal.get', () => {
          throw new sdk.B24Error({ code: 'ACCESS_DENIED', kind: 'permission' })
        }),
      )
      await mount(deal(7))
      await becomes({ data: undefined, code: 'ACCESS_DENIED', loading: false })
      await page.evaluate(() => double.mock.handleOther('crm.deal.get', { ID: '7' }))
      await page.evaluate(() => hooks.states.at(-1).reload())
      await becomes({ data: { ID: '7' }, code: undefined, loading: false })
    })

    test('shows the error of a connection, and connects anew', async () => {
      await page.evaluate(() => {
        globalThis.connects = 0
        hooks.mount(() => (connects++ ? Promise.resolve(double) : sdk.B24.frame()))
      })
      await becomes({ code: 'NOT_IN_PORTAL', loading: false })
      await page.evaluate(() => hooks.states.at(-1).reconnect())
      await becomes({ code: undefined, loading: false })
      assert.ok(await page.evaluate(() => hooks.states.at(-1).b24 === double))
    })

    test('waits until a call is enabled', async () => {
      await mount({ hook: 'useCall', args: ['user.current', {}, { enabled: false }] })
      await becomes({ data: undefined, loading: false })
      assert.deepEqual(await page.evaluate(() => double.mock.calls), [])
    })

    test('shows the rows of a list page by page', async () => {
      await mount({ hook: 'useList', args: ['user.get', {}] })
      const progress = { rows: 120, total: 120, requests: 2, changed: false }
      await becomes({ rows: 120, progress, code: undefined, loading: false, done: true })
      const counts = await page.evaluate(() => hooks.states.map(({ rows }) => rows.length))
      assert.deepEqual(
        counts,
        counts.toSorted((a, b) => a - b),
      )
      assert.equal(counts[0], 0)
    })

    test('ends a list that is stopped, and one that fails', async () => {
      await page.evaluate(() => double.mock.handleOther('user.get', () => new Promise(() => {})))
      await mount({ hook: 'useList', args: ['user.get', {}] })
      await becomes({ rows: 0, loading: true, done: false })
      await eventually(async () =>
        assert.ok(await page.evaluate(() => double.mock.calls.length > 0)),
      )
      await page.evaluate(() => hooks.states.at(-1).stop())
      await becomes({ rows: 0, code: undefined, loading: false, done: false })
      await page.evaluate(() =>
        double.mock.handleOther('user.get', () => {
          throw new sdk.B24Error({ code: 'ACCESS_DENIED', kind: 'permission' })
        }),
      )
      await page.evaluate(() => hooks.states.at(-1).reload())
      await becomes({ rows: 0, code: 'ACCESS_DENIED', loading: false, done: false })
    })

    test('calls in the frame of a portal, and cancels the request', async () => {
      const { page, frame } = await openFrame(`bundles/${bundle}.html`)
      await frame.waitForFunction(() => globalThis.hooks)
      await portal.control.clear()
      await frame.evaluate(() =>
        hooks.mount(sdk.B24.frame, { hook: 'useCall', args: ['user.current'] }),
      )
      await frame.waitForFunction(() => hooks.states.at(-1)?.data?.ID === 1)
      const requests = await portal.control.requests()
      assert.deepEqual(
        requests.map(({ path }) => path),
        ['/rest/user.current'],
      )
      await portal.control.fault({ name: 'never' })
      const sent = page.waitForRequest(/user.current/)
      const failed = page.waitForEvent('requestfailed', (request) =>
        /user.current/.test(request.url()),
      )
      await frame.evaluate(() => hooks.states.at(-1).reload())
      await sent
      await frame.evaluate(() => hooks.unmount())
      assert.equal((await failed).failure()?.errorText, 'net::ERR_ABORTED')
      await portal.control.clearFaults()
      await page.close()
    })
  })
}
