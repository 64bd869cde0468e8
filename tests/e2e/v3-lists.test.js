// Lists of REST 3.0 in the portal's frame: complete, in few requests, continued after an error.

import assert from 'node:assert/strict'
import { afterEach, beforeEach, suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openStage } from './harness/stage.js'

const stage = await openStage({ args: ['--tasks', '1200'] })
const { control } = stage.portal
const older = await openStage({
  browser: stage.browser,
  args: ['--rest3', 'j26', '--tasks', '1200'],
})
const { frame } = await stage.openFrame('module.html')
await frame.evaluate(async () => void (globalThis.b24 = await sdk.B24.frame()))

beforeEach(() => control.clear())
afterEach(() => control.clearFaults())

/** Returns the numbers of preflights and of other requests. */
async function counts() {
  const requests = await control.requests()
  const preflights = requests.filter(({ preflight }) => preflight).length
  return { preflights, requests: requests.length - preflights }
}

suite('a list of 1,200 tasks', () => {
  test('is complete in requests of 50, which share preflights', async () => {
    const { ids, progress, total } = await frame.evaluate(async () => {
      /** @type {import('b24-wasm').Progress[]} */
      const progress = []
      const onProgress = (/** @type {import('b24-wasm').Progress} */ at) => void progress.push(at)
      const list = b24.v3.list('tasks.task.list', {}, { onProgress })
      const ids = (await list.toArray()).map(({ id }) => id)
      return { ids, progress, total: list.total }
    })
    assert.equal(new Set(ids).size, 1200)
    assert.equal(ids.length, 1200)
    assert.deepEqual(progress.at(-1), { rows: 1200, requests: 24, changed: false })
    assert.equal(total, undefined)
    const { preflights, requests } = await counts()
    assert.equal(requests, 25)
    // A browser keeps a preflight of an address for five seconds.
    assert.ok(preflights >= 1 && preflights < 25, `${preflights} preflights`)
  })

  test('has pages, and takes some rows', async () => {
    const { lengths, taken, first } = await frame.evaluate(async () => {
      const lengths = []
      const filter = sdk.B24.where3('id').greaterThan(1080)
      for await (const page of b24.v3.list('tasks.task.list', { filter }).pages()) {
        lengths.push(page.length)
      }
      const taken = await b24.v3.list('tasks.task.list').take(70).toArray()
      let first = 0
      for await (const { id } of b24.v3.list('tasks.task.list')) {
        first = id
        break
      }
      return { lengths, taken: taken.length, first }
    })
    assert.deepEqual(lengths, [50, 50, 20])
    assert.equal(taken, 70)
    assert.equal(first, 1)
    assert.equal((await counts()).requests, 3 + 2 + 1)
  })

  test('continues at the cursor of its error', async () => {
    await control.fault({
      name: 'error',
      method: 'api/tasks.task.list',
      skip: 2,
      code: 'X_Y',
      description: 'x',
      status: 400,
    })
    const failed = await frame.evaluate(async () => {
      const list = b24.v3.list('tasks.task.list', {}, { timeout: 5_000 })
      const error = await list.toArray().catch((error) => error)
      return { cursor: error.cursor, code: error.code, rows: error.rows.length }
    })
    assert.deepEqual(failed, { cursor: 'id > 100', code: 'X_Y', rows: 100 })
    await control.clearFaults()
    const rest = await frame.evaluate(
      async (from) => (await b24.v3.list('tasks.task.list', {}, { from }).toArray()).length,
      failed.cursor,
    )
    assert.equal(rest, 1100)
  })

  test('can be aborted', async () => {
    const outcome = await frame.evaluate(async () => {
      const controller = new AbortController()
      const onProgress = () => controller.abort()
      const options = { signal: controller.signal, onProgress }
      const list = b24.v3.list('tasks.task.list', {}, options)
      const { kind, cursor } = await list.toArray().catch((error) => error)
      return { kind, cursor }
    })
    assert.deepEqual(outcome, { kind: 'aborted', cursor: 'id > 50' })
    assert.equal((await counts()).requests, 1)
  })
})

suite('a list of 1,200 tasks of an older portal', () => {
  test('is complete in 24 requests, which share preflights', async () => {
    const { page, frame } = await older.openFrame('module.html')
    await older.portal.control.clear()
    const { ids, progress } = await frame.evaluate(async () => {
      const { v3 } = await sdk.B24.frame()
      /** @type {import('b24-wasm').Progress[]} */
      const progress = []
      const onProgress = (/** @type {import('b24-wasm').Progress} */ at) => void progress.push(at)
      const rows = await v3.list('tasks.task.list', {}, { onProgress }).toArray()
      return { ids: rows.map(({ id }) => id), progress }
    })
    assert.equal(ids.length, 1200)
    assert.equal(new Set(ids).size, 1200)
    assert.deepEqual(progress.at(-1), { rows: 1200, requests: 24, changed: false })
    const sent = await older.portal.control.requests()
    const lists = sent.filter(({ path }) => path === '/rest/api/tasks.task.list')
    const preflights = lists.filter(({ preflight }) => preflight).length
    assert.ok(preflights >= 1 && preflights < lists.length - preflights, `${preflights} preflights`)
    await page.close()
  })
})

suite('other lists', () => {
  test('of an older portal are complete, too', async () => {
    const { page, frame } = await older.openFrame('module.html')
    const [tasks, events, rest] = await frame.evaluate(async () => {
      const { v3 } = await sdk.B24.frame()
      const events = await v3.list('main.eventlog.tail').take(110).toArray()
      const value = events[9]?.id ?? 0
      return [
        (await v3.list('tasks.task.list').toArray()).length,
        events.length,
        (await v3.list('main.eventlog.tail', { cursor: { value } }).take(1).toArray())[0]?.id ===
          events[10]?.id,
      ]
    })
    assert.ok(tasks)
    assert.equal(events, 110)
    assert.equal(rest, true)
    await page.close()
  })

  test('of methods with other results', async () => {
    const lengths = await frame.evaluate(async () => {
      const { v3 } = b24
      return [
        (await v3.list('main.eventlog.tail').take(60).toArray()).length,
        (
          await v3
            .list('main.eventlog.list', { order: { id: 'DESC' } })
            .take(60)
            .toArray()
        ).length,
        (await v3.list('note.collection.list').toArray()).length,
        (await v3.list('humanresources.node.list', { type: 'DEPARTMENT' }).toArray()).length,
      ]
    })
    assert.ok(
      lengths.every((length) => length > 0),
      String(lengths),
    )
    assert.equal(lengths[0], lengths[1])
  })

  test('are rejected if the method has no pages or the options are of another version', async () => {
    const outcomes = await frame.evaluate(async () => {
      const v3 = /** @type {any} */ (b24.v3)
      return [
        await attempt(() => v3.list('tasks.task.get', { id: 1 }).toArray()),
        await attempt(() => v3.list('tasks.task.list', {}, { id: 'id' }).toArray()),
        await attempt(() => v3.list('tasks.task.list', {}, { from: 'x' }).toArray()),
        await attempt(() => v3.list('crm.deal.list').toArray()),
        await attempt(() => v3.list('tasks.task.list', {}, { rows: 'others' }).toArray()),
      ]
    })
    for (const [at, code] of [
      'NOT_A_LIST',
      'UNKNOWN_OPTION',
      'INVALID_CURSOR',
      'OTHER_REST_VERSION',
      'NOT_A_LIST',
    ].entries()) {
      assertFailed(outcomes[at] ?? {}, { kind: 'input', code })
    }
  })
})
