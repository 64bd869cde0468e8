// Parts of the wrapper that no typed method and no browser shows.

import assert from 'node:assert/strict'
import { getEventListeners } from 'node:events'
import { suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { build } from 'esbuild'

/**
 * Compiles and imports a source file of the wrapper.
 *
 * @param {string} name
 */
async function importSource(name) {
  const source = fileURLToPath(new URL(`../../pkg-template/src/${name}.ts`, import.meta.url))
  const { outputFiles } = await build({
    entryPoints: [source],
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'warning',
  })
  const text = outputFiles[0]?.text ?? ''
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`)
}

suite('the tree of methods', async () => {
  const { attach } = await importSource('method-tree')
  const NAMES = ['im.user.list', 'im.user.list.get', 'im.user', 'im.user.get']

  for (const names of [NAMES, NAMES.toReversed()]) {
    test(names.join(', '), () => {
      const root = /** @type {any} */ ({})
      for (const name of names) attach(root, name, (/** @type {string} */ name) => () => name)
      assert.equal(root.im.user(), 'im.user')
      assert.equal(root.im.user.get(), 'im.user.get')
      assert.equal(root.im.user.list(), 'im.user.list')
      assert.equal(root.im.user.list.get(), 'im.user.list.get')
      assert.equal(root.im.user.other.get(), 'im.user.other.get')
    })
  }

  test("parts that are functions' members", () => {
    const root = /** @type {any} */ ({})
    for (const name of ['access.name', 'event.bind', 'crm.call']) {
      attach(root, name, (/** @type {string} */ name) => () => name)
    }
    assert.equal(root.access.name(), 'access.name')
    assert.equal(root.event.bind(), 'event.bind')
    assert.equal(root.crm.call.get(), 'crm.call.get')
    assert.equal(root.crm.deal.call(), 'crm.deal')
  })
})

suite('a wait with a timeout leaves nothing behind', async () => {
  const { withTimeout } = await importSource('timeout')
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const failed = new Error('timed out')

  /** @type {[end: string, start: (done: () => void, controller: AbortController) => void, timeout: number][]} */
  const ENDS = [
    ['done', (done) => done(), 60_000],
    ['timed out', () => {}, 1],
    ['aborted', (_done, controller) => controller.abort(), 60_000],
  ]
  for (const [end, start, timeout] of ENDS) {
    test(end, async () => {
      const controller = new AbortController()
      const before = timers()
      const wait = withTimeout(
        timeout,
        () => failed,
        (/** @type {() => void} */ done) => start(done, controller),
        controller.signal,
      )
      const outcome = await wait.then(
        () => 'done',
        (/** @type {any} */ error) => (error === failed ? 'timed out' : error.kind),
      )
      assert.equal(outcome, end)
      assert.equal(timers(), before)
      assert.equal(getEventListeners(controller.signal, 'abort').length, 0)
    })
  }
})
