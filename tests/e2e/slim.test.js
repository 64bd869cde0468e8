// The slim entry, whose module is a file of its own.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { runInNode } from './harness/node.js'
import { openStage } from './harness/stage.js'
import { startWasmServer } from './harness/wasm-server.js'

const scripts = "script-src 'self' 'wasm-unsafe-eval'"
const csp = (/** @type {string} */ rest) => ['--csp', `default-src 'none'; ${rest}`]

// Before the first suite: after the suites declared so far the hooks run and the portals stop.
const server = await startWasmServer()
const { browser, portal, openFrame, openTop } = await openStage()
const strict = await openStage({
  browser,
  args: csp(`${scripts}; connect-src 'self' http://localhost:*`),
})
const unconnected = await openStage({
  browser,
  args: csp(`${scripts}; connect-src http://localhost:*`),
})
const uncompiled = await openStage({ browser, args: csp("script-src 'self'; connect-src 'self'") })

/**
 * Opens the page outside a portal and attempts to load the module from a path of the server.
 *
 * @param {string} path
 */
async function load(path) {
  const page = await openTop('slim.html')
  const outcome = await page.evaluate(
    (address) => attempt(() => loadWasm(address)),
    server.origin + path,
  )
  return { page, outcome }
}

suite('in a frame of the portal, an app of another origin', () => {
  for (const [name, stage] of /** @type {const} */ ([
    ['starts without a configuration', { openFrame, portal }],
    ['starts under a strict Content-Security-Policy', strict],
  ])) {
    test(name, async () => {
      const { page, frame } = await stage.openFrame('slim.html')
      const { value, error } = await frame.evaluate(() =>
        attempt(async () => (await sdk.B24.frame()).user.get({ filter: { ACTIVE: true } })),
      )
      assert.equal(error, undefined)
      assert.equal(value.result.length, 50)
      const streams = await frame.evaluate(() => streamed)
      assert.deepEqual(streams, [`${stage.portal.app}/pkg/b24.wasm`])
      await page.close()
    })
  }
})

suite('loadWasm', () => {
  test('compiles the module while it arrives', async () => {
    const page = await openTop('slim.html')
    await page.evaluate((address) => {
      globalThis.pending = attempt(() => loadWasm(address))
    }, `${server.origin}/held.wasm`)
    await page.waitForFunction(() => streamed.length === 1)
    server.release()
    assert.deepEqual(await page.evaluate(() => pending), { value: undefined })
    await page.close()
  })

  for (const path of ['/octets.wasm', '/untyped.wasm']) {
    test(`accepts a server without the content type: ${path}`, async () => {
      const { page, outcome } = await load(path)
      assert.deepEqual(outcome, { value: undefined })
      assert.deepEqual(await page.evaluate(() => streamed), [])
      await page.close()
    })
  }

  test('accepts an address, a response, bytes and a module, or a promise of one', async () => {
    for (const source of ['url', 'response', 'promise', 'bytes', 'view', 'module']) {
      const page = await openTop('slim.html')
      const { error } = await page.evaluate(
        ({ source, address }) =>
          attempt(async () => {
            const bytes = async () => (await fetch(address)).arrayBuffer()
            /** @type {Record<string, () => any>} */
            const sources = {
              url: () => new URL(address),
              response: () => fetch(address),
              promise: () => fetch(address),
              bytes,
              view: async () => new Uint8Array(await bytes()),
              module: async () => WebAssembly.compile(await bytes()),
            }
            const given = sources[source]?.()
            await loadWasm(source === 'promise' ? given : await given)
            await sdk.B24.webhook('https://example.com/rest/1/c0dec0dec0de/')
          }),
        { source, address: `${server.origin}/typed.wasm` },
      )
      assert.equal(error, undefined, source)
      await page.close()
    }
  })

  test('is repeatable with the same source, and rejects another one', async () => {
    const page = await openTop('slim.html')
    const [same, other, late] = await page.evaluate(async (address) => {
      const same = await attempt(() => Promise.all([loadWasm(address), loadWasm(address)]))
      await loadWasm()
      const other = await attempt(() => loadWasm('/pkg/b24.wasm'))
      const late = await attempt(() => loadWasm(address))
      return [same, other, late]
    }, `${server.origin}/typed.wasm`)
    assert.equal(same?.error, undefined)
    assert.equal(late?.error, undefined)
    const expected = { kind: 'input', code: 'WASM_LOADED' }
    assertFailed(/** @type {Outcome} */ (other), expected)
    await page.close()
  })

  test('rejects a source after a connection has loaded the module', async () => {
    const page = await openTop('slim.html')
    const outcome = await page.evaluate(async () => {
      await sdk.B24.webhook('https://example.com/rest/1/c0dec0dec0de/')
      return attempt(() => loadWasm('/pkg/b24.wasm'))
    })
    const { description } = assertFailed(outcome, { kind: 'input', code: 'WASM_LOADED' })
    assert.match(description, /before you connect/)
    await page.close()
  })

  test('need not be awaited: its error is that of the connection', async () => {
    const page = await openTop('slim.html')
    const { outcome, unhandled } = await page.evaluate(async (address) => {
      let unhandled = 0
      addEventListener('unhandledrejection', () => unhandled++)
      loadWasm(address)
      const outcome = await attempt(() =>
        sdk.B24.webhook('https://example.com/rest/1/c0dec0dec0de/'),
      )
      // The event is a task of its own.
      await new Promise((resolve) => setTimeout(resolve, 50))
      return { outcome, unhandled }
    }, `${server.origin}/missing.wasm`)
    assertFailed(outcome, { code: 'WASM_NOT_LOADED', status: 404 }, ['c0dec0dec0de'])
    assert.equal(unhandled, 0)
    await page.close()
  })
})

suite('a module that does not load', () => {
  /** @type {[path: string, expected: Partial<ThrownError>, description: RegExp][]} */
  const FAILURES = [
    [
      '/missing.wasm',
      { kind: 'input', code: 'WASM_NOT_LOADED', status: 404, retryable: false },
      /missing\.wasm" sends status 404 .*; serve the file "b24-wasm\/wasm" there, or pass/,
    ],
    [
      '/page.wasm',
      { kind: 'input', code: 'WASM_NOT_LOADED', status: 200, retryable: false },
      /page\.wasm" sends content of type text\/html instead of the WebAssembly module/,
    ],
    [
      '/failing.wasm',
      { kind: 'network', code: 'WASM_NOT_LOADED', status: 500, retryable: true },
      /failing\.wasm" sends status 500/,
    ],
    [
      '/foreign.wasm',
      { kind: 'network', code: 'WASM_NOT_LOADED', status: 0, retryable: true },
      /foreign\.wasm" does not load: TypeError: .*another origin must allow/,
    ],
    [
      '/other-build.wasm',
      { kind: 'input', code: 'WASM_MISMATCH', status: 0, retryable: false },
      /other-build\.wasm" belongs to another version of b24-wasm; serve/,
    ],
    [
      '/truncated.wasm',
      { kind: 'input', code: 'WASM_UNAVAILABLE', status: 0, retryable: false },
      /CompileError/,
    ],
  ]
  for (const [path, expected, description] of FAILURES) {
    test(`${path} is reported, and another one may be loaded`, async () => {
      const { page, outcome } = await load(path)
      assert.match(assertFailed(outcome, expected).description, description)
      const next = await page.evaluate(() => attempt(() => loadWasm('/pkg/b24.wasm')))
      assert.deepEqual(next, { value: undefined })
      await page.close()
    })
  }

  test('a value that is no source is rejected', async () => {
    const page = await openTop('slim.html')
    // What a dynamic import of an address resolves to.
    const namespace = { default: '/pkg/b24.wasm' }
    const outcome = await page.evaluate(
      (namespace) => attempt(() => loadWasm(/** @type {any} */ (namespace))),
      namespace,
    )
    const expected = { kind: 'input', code: 'INVALID_ARGUMENT' }
    assert.match(assertFailed(outcome, expected).description, /loadWasm takes the module's address/)
    await page.close()
  })

  test('a Content-Security-Policy without the address is reported', async () => {
    const { page, frame } = await unconnected.openFrame('slim.html')
    const outcome = await frame.evaluate(() => attempt(() => sdk.B24.frame()))
    const expected = { kind: 'network', code: 'WASM_NOT_LOADED' }
    assert.match(assertFailed(outcome, expected).description, /Policy needs it in connect-src/)
    await page.close()
  })

  test("a Content-Security-Policy without 'wasm-unsafe-eval' is reported", async () => {
    const page = await uncompiled.openTop('slim.html')
    const outcome = await page.evaluate(() => attempt(() => loadWasm()))
    const expected = { kind: 'input', code: 'WASM_UNAVAILABLE' }
    assert.match(assertFailed(outcome, expected).description, /'wasm-unsafe-eval'/)
    await page.close()
  })
})

suite('in Node.js', () => {
  const call = `
    const b24 = await B24.webhook('${portal.webhook}')
    console.log(JSON.stringify(await b24.user.get({ filter: { ID: 1 } })))`

  test('reads the file of the package', async () => {
    const { total } = await runInNode(`import { B24 } from 'b24-wasm/slim'\n${call}`)
    assert.equal(total, 1)
  })

  test('accepts the resolved address and the bytes of the file', async () => {
    for (const source of ['address', 'await readFile(new URL(address))']) {
      const { total } = await runInNode(`
        import { readFile } from 'node:fs/promises'
        import { B24, loadWasm } from 'b24-wasm/slim'
        const address = import.meta.resolve('b24-wasm/wasm')
        loadWasm(${source})${call}`)
      assert.equal(total, 1, source)
    }
  })

  test('reports a missing file', async () => {
    const { code, kind, description } = await runInNode(`
      import { loadWasm } from 'b24-wasm/slim'
      const error = await loadWasm('file:///missing/b24.wasm').catch((error) => error)
      console.log(JSON.stringify(error))`)
    assert.deepEqual([code, kind], ['WASM_NOT_LOADED', 'network'])
    assert.match(description, /^"file:\/\/\/missing\/b24\.wasm" does not load: .*ENOENT/)
  })
})
