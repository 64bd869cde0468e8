// REST 3.0 in the portal's frame, with a page and an emulator of different origins.

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'

import { openStage } from './harness/stage.js'

const { portal, openFrame } = await openStage({ args: ['--tasks', '1200'] })
const { frame } = await openFrame('module.html')
await frame.evaluate(async () => void (globalThis.b24 = await sdk.B24.frame()))

beforeEach(() => portal.control.clear())

/** Returns the recorded requests: preflights and others. */
async function counts() {
  const requests = await portal.control.requests()
  const preflights = requests.filter(({ preflight }) => preflight).length
  return { preflights, requests: requests.length - preflights }
}

suite('a call', () => {
  test('is one request after its preflight', async () => {
    const reply = await frame.evaluate(() => b24.v3.call('tasks.task.list', { select: ['title'] }))
    assert.equal(reply.result.items.length, 50)
    assert.equal(typeof reply.result.items[0]?.title, 'string')
    assert.deepEqual(await counts(), { preflights: 1, requests: 1 })
  })

  test('has a path', async () => {
    const item = await frame.evaluate(async () => {
      const { result } = await b24.v3.tasks.task.get({ id: 7, select: ['id', 'title'] })
      return result.item
    })
    assert.equal(item.id, 7)
  })
})

suite('a list of 1,200 tasks', () => {
  test('is complete', async () => {
    const ids = await frame.evaluate(async () =>
      (await b24.v3.list('tasks.task.list').toArray()).map(({ id }) => id),
    )
    assert.equal(new Set(ids).size, 1200)
    assert.deepEqual(await counts(), { preflights: 25, requests: 25 })
  })
})
