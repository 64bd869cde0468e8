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
  const { methodTree } = await importSource('method-tree')
  const NAMES = ['im.user.list', 'im.user.list.get', 'im.user', 'im.user.get']

  /** Creates a client with methods. @param {string[]} names @returns {any} */
  const clientOf = (names) => {
    const caller = (/** @type {string} */ method) => () => method
    const tree = methodTree(
      () => names,
      (/** @type {unknown} */ from) => from === client && caller,
    )
    const client = Object.create(tree)
    return client
  }

  for (const names of [NAMES, NAMES.toReversed()]) {
    test(names.join(', '), () => {
      const root = clientOf(names)
      assert.equal(root.im.user(), 'im.user')
      assert.equal(root.im.user.get(), 'im.user.get')
      assert.equal(root.im.user.list(), 'im.user.list')
      assert.equal(root.im.user.list.get(), 'im.user.list.get')
      assert.equal(root.im.user.other.get(), 'im.user.other.get')
    })
  }

  test("parts that are functions' members", () => {
    const root = clientOf(['access.name', 'event.bind', 'crm.call'])
    assert.equal(root.access.name(), 'access.name')
    assert.equal(root.event.bind(), 'event.bind')
    assert.equal(root.crm.call.get(), 'crm.call.get')
    assert.equal(root.crm.deal.call(), 'crm.deal')
  })

  test('members are created when they are read, and only for clients', () => {
    const client = clientOf(['im.user', 'crm'])
    assert.deepEqual(Object.keys(client), [])
    assert.ok('im' in client && 'crm' in client && !('user' in client))
    assert.equal(client.im, client.im)
    assert.deepEqual(Object.keys(client), ['im'])
    assert.equal(Object.getPrototypeOf(client).crm, undefined)
    assert.equal(Object.create(client).im, client.im)
    assert.equal(String(client), '[object Object]')
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
