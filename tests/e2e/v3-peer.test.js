// The calls of REST 3.0 of the official SDK, in a frame of the emulator, as far as they work on a portal.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, suite, test } from 'node:test'

import { writePeer } from './harness/peer.js'
import { openStage } from './harness/stage.js'

// Before the first suite: after the suites declared so far the hooks run and the portal stops.
const bundles = await mkdtemp(join(tmpdir(), 'b24-v3-peer-'))
after(() => rm(bundles, { recursive: true }))
const { openFrame, portal } = await openStage({
  args: ['--tasks', '120', '--mount', `/bundles=${bundles}`],
})
const { control } = portal
await writePeer(
  bundles,
  `import { initializeB24Frame } from '@bitrix24/b24jssdk'
      globalThis.peer = initializeB24Frame().then(({ actions }) => actions.v3)`,
)
const { frame } = await openFrame('bundles/peer.html')

suite('the official SDK in a frame', () => {
  test('calls a method, and receives its error', async () => {
    const [item, isSuccess, messages] = await frame.evaluate(async () => {
      const { call } = await /** @type {any} */ (globalThis).peer
      const method = 'tasks.task.get'
      const found = await call.make({ method, params: { id: 7, select: ['id'] } })
      const missing = await call.make({ method, params: { id: 999_999 } })
      return [found.getData().result.item, missing.isSuccess, missing.getErrorMessages()]
    })
    assert.deepEqual(item, { id: 7 })
    assert.equal(isSuccess, false)
    assert.ok(messages.length > 0)
  })

  test('lists all tasks', async () => {
    const ids = await frame.evaluate(async () => {
      const { fetchList } = await /** @type {any} */ (globalThis).peer
      const ids = []
      const pages = fetchList.make({
        method: 'tasks.task.list',
        params: { select: ['id'] },
        idKey: 'id',
        customKeyForResult: 'items',
        limit: 50,
      })
      for await (const page of pages) {
        for (const { id } of page) ids.push(id)
      }
      return ids
    })
    assert.equal(ids.length, 120)
    assert.equal(new Set(ids).size, 120)
  })

  test('reads the event log', async () => {
    const count = await frame.evaluate(async () => {
      const { callList } = await /** @type {any} */ (globalThis).peer
      const reply = await callList.make({
        method: 'main.eventlog.list',
        params: { select: ['id'], filter: [['id', '<=', 60]] },
        idKey: 'id',
        customKeyForResult: 'items',
      })
      return reply.getData().length
    })
    assert.equal(count, 60)
  })

  test('reads the tail of the event log, at once and page by page', async () => {
    const [atOnce, pages] = await frame.evaluate(async () => {
      const { callTail, fetchTail } = await /** @type {any} */ (globalThis).peer
      const tail = {
        method: 'main.eventlog.tail',
        params: { select: ['id'] },
        cursor: { field: 'id', order: 'ASC', value: 0 },
        customKeyForResult: 'items',
      }
      const rows = (await callTail.make(tail)).getData()
      const pages = []
      for await (const page of fetchTail.make(tail)) pages.push(...page)
      return [rows, pages].map((rows) => rows.map((/** @type {{ id: number }} */ { id }) => id))
    })
    const expected = Array.from({ length: 1200 }, (_, at) => at + 1)
    assert.deepEqual(atOnce, expected)
    assert.deepEqual(pages, expected)
  })

  test('sends a batch as an object, which the portal refuses', async () => {
    await control.clear()
    const [isSuccess, messages] = await frame.evaluate(async () => {
      const { batch } = await /** @type {any} */ (globalThis).peer
      const reply = await batch
        .make({ calls: [['tasks.task.get', { id: 7, select: ['id'] }]] })
        .catch((/** @type {Error} */ { message }) => message)
      return typeof reply === 'string'
        ? [false, [reply]]
        : [reply.isSuccess, reply.getErrorMessages()]
    })
    assert.equal(isSuccess, false)
    assert.ok(messages.length > 0)
    const batches = (await control.requests()).filter(({ preflight }) => !preflight)
    assert.ok(batches.length > 0)
    for (const { path, status, body } of batches) {
      assert.deepEqual([path, status], ['/rest/api/batch', 400])
      assert.equal(body[0], '{')
    }
  })

  test('finds no method that aggregates', async () => {
    await control.clear()
    const isSuccess = await frame.evaluate(async () => {
      const { aggregate } = await /** @type {any} */ (globalThis).peer
      const reply = await aggregate
        .make({ method: 'tasks.task.aggregate', select: { count: ['id'] } })
        .catch(() => ({ isSuccess: false }))
      return reply.isSuccess
    })
    assert.equal(isSuccess, false)
    const sent = (await control.requests()).filter(({ preflight }) => !preflight)
    assert.deepEqual(
      sent.map(({ path, status }) => [path, status]),
      [['/rest/api/tasks.task.aggregate', 404]],
    )
  })
})
