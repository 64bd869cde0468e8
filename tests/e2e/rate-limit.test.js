// Calls under the portal's rate limit, in the browser and in Node: none is lost, and as few as possible
// wait.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { runInNode } from './harness/node.js'
import { openStage } from './harness/stage.js'

const { portal, openTop, openFrame } = await openStage()
const { control, webhook } = portal

/** @param {{ path: string }} request */
const isBatch = ({ path }) => path.endsWith('/batch')

/** Asserts that no request was refused, and returns all of them. */
async function admitted() {
  const requests = await control.requests()
  assert.deepEqual(
    requests.filter(({ status }) => status === 503),
    [],
  )
  return requests
}

/**
 * The platforms: each runs a scenario, with its argument, in a new page or process.
 *
 * @type {Record<string, <Given, Result>(scenario: (given: Given) => Promise<Result>, given: Given) => Promise<Result>>}
 */
const PLATFORMS = {
  async browser(scenario, given) {
    const page = await openTop('module.html')
    const result = await page.evaluate(scenario, /** @type {any} */ (given))
    await page.close()
    return /** @type {any} */ (result)
  },
  Node: (scenario, given) =>
    runInNode(`
      import * as sdk from 'b24-wasm'
      const result = await (${scenario})(${JSON.stringify(given)})
      console.log(JSON.stringify(result))
    `),
}

const { ids: known } = await control.company()

/** Identifiers of people. @param {number} count */
const people = (count) => Array.from({ length: count }, (_, at) => known[at % 90] ?? 0)

/** Calls `im.user.get` for people at once; returns the identifiers, and the waits for the limit. */
const getUsers = async (
  /** @type {{ webhook: string, people: number[] }} */ { webhook, people },
) => {
  const b24 = await sdk.B24.webhook(webhook)
  /** @type {number[]} */
  const delays = []
  b24.on('limit', ({ delay }) => delays.push(delay))
  const replies = await Promise.all(people.map((ID) => b24.im.user.get({ ID })))
  const ids = replies.map(({ result }) => result?.id)
  return { ids, delays, stats: b24.stats() }
}

/** @param {number} count */
const given = (count) => ({ webhook, people: people(count) })

/** @param {number} count */
const names = (count) => Array.from({ length: count }, (_, at) => `new ${at}`)

/** Asserts that the portal has run each write exactly once. @param {string[]} written */
async function assertWritten(written) {
  const { departments } = await control.company()
  const found = departments.filter((name) => name.startsWith('new '))
  assert.deepEqual(found.toSorted(), written.toSorted())
}

for (const [platform, run] of Object.entries(PLATFORMS)) {
  suite(`in ${platform}`, () => {
    test('30 calls are 30 requests at once', async () => {
      await control.reset()
      const { ids, delays } = await run(getUsers, given(30))
      assert.deepEqual([ids, delays], [people(30), []])
      const requests = await admitted()
      assert.deepEqual([requests.length, requests.some(isBatch)], [30, false])
    })

    for (const count of [100, 1000]) {
      test(`${count} calls are at most 45 requests, and none waits`, async () => {
        await control.reset()
        const { ids, delays, stats } = await run(getUsers, given(count))
        assert.deepEqual([ids, delays], [people(count), [0]])
        const requests = (await admitted()).filter(({ preflight }) => !preflight)
        assert.ok(requests.length <= 45, `${requests.length} requests`)
        assert.equal(stats.requests, requests.length)
        assert.deepEqual([stats.calls, stats.retries, stats.waiting], [count, 0, 0])
      })
    }

    test('calls with "pack: false" have requests of their own, the first one first', async () => {
      await control.reset()
      // More than the client is told, because requests may be late and then arrive together.
      await control.settings({ bucket: { capacity: 40, leak_per_second: 20 } })
      const order = await run(async ({ webhook, people }) => {
        const rateLimit = { burst: 20, perSecond: 20 }
        const b24 = await sdk.B24.webhook(webhook, { rateLimit })
        /** @type {number[]} */
        const order = []
        b24.on('request', ({ calls }) => order.push(calls))
        await Promise.all(people.map((ID) => b24.im.user.get({ ID }, { pack: false })))
        return order
      }, given(60))
      assert.deepEqual(order, Array(60).fill(1))
      const requests = await admitted()
      assert.equal(requests.some(isBatch), false)
      const ids = requests.map(({ body }) => Number(new URLSearchParams(body).get('ID')))
      // On their way, a few requests that are sent later may overtake the 18 that are sent at once.
      const first = new Set(ids.slice(0, 24))
      assert.ok(people(18).every((id) => first.has(id)))
      assert.deepEqual(new Set(ids), new Set(people(60)))
    })

    test('methods that a batch refuses have requests of their own', async () => {
      await control.reset()
      const { nested, ids } = await run(async ({ webhook, people }) => {
        const b24 = await sdk.B24.webhook(webhook)
        const [nested, replies] = await Promise.all([
          Promise.all(
            Array.from({ length: 10 }, () => b24.call('batch', { cmd: { me: 'user.current' } })),
          ),
          Promise.all(people.map((ID) => b24.im.user.get({ ID }))),
        ])
        return {
          nested: nested.map(({ result }) => /** @type {any} */ (result).result.me.ID),
          ids: replies.map(({ result }) => result?.id),
        }
      }, given(90))
      assert.deepEqual(nested.map(Number), Array(10).fill(1))
      assert.deepEqual(ids, people(90))
      const requests = await admitted()
      const own = requests.filter(({ body }) => body === 'cmd%5Bme%5D=user.current')
      assert.equal(own.length, 10)
      assert.ok(requests.length <= 45)
    })

    test('each call has its own deadline and error', async () => {
      await control.reset()
      await control.settings({ latency_ms: 1000 })
      const outcomes = await run(async ({ webhook, people }) => {
        const b24 = await sdk.B24.webhook(webhook)
        const calls = people.map((ID, at) => {
          if (at % 3 === 0) return b24.call('no.such.method')
          return b24.im.user.get({ ID }, at % 3 === 1 ? { timeout: 300 } : {})
        })
        const outcomes = await Promise.allSettled(calls)
        return outcomes.map((outcome) =>
          outcome.status === 'fulfilled'
            ? /** @type {any} */ (outcome.value).result.id
            : [outcome.reason.code, outcome.reason.method, outcome.reason.attempts],
        )
      }, given(90))
      for (const [at, outcome] of outcomes.entries()) {
        assert.deepEqual(
          outcome,
          [
            ['ERROR_METHOD_NOT_FOUND', 'no.such.method', 1],
            ['TIMEOUT', 'im.user.get', 1],
            known[at],
          ][at % 3],
        )
      }
      assert.ok((await admitted()).length <= 45)
    })

    test('two clients of a portal share its limit, and no batch', async () => {
      await control.reset()
      const { access_token: accessToken } = await control.token(2)
      const ids = await run(
        async ({ webhook, portal, accessToken }) => {
          const one = await sdk.B24.webhook(webhook)
          const two = await sdk.B24.token({ domain: portal, accessToken })
          const calls = Array.from({ length: 200 }, (_, at) => (at % 2 ? two : one).user.current())
          return (await Promise.all(calls)).map(({ result }) => result.ID)
        },
        { webhook, portal: portal.portal, accessToken },
      )
      assert.deepEqual(
        ids,
        Array.from({ length: 200 }, (_, at) => (at % 2) + 1),
      )
      const requests = await admitted()
      assert.ok(requests.length <= 45, `${requests.length} requests`)
      assert.ok(requests.every(isBatch))
    })

    test('writes that travel together run exactly once', async () => {
      await control.reset()
      const ids = await run(addDepartments, { webhook, names: names(200) })
      assert.equal(new Set(ids).size, 200)
      await assertWritten(names(200))
      assert.ok((await admitted()).length <= 45)
    })

    test('recovers from a bucket that other pages have filled', async () => {
      await control.reset()
      for (let request = 0; request < 50; request++) await fetch(`${webhook}profile`)
      const scenario = { ...given(90), names: names(20) }
      const { ids, written, refusedLater } = await run(async ({ webhook, names, people }) => {
        const b24 = await sdk.B24.webhook(webhook)
        const { fetch } = globalThis
        let isRefused = false
        let refusedLater = 0
        globalThis.fetch = async (...request) => {
          const isLater = isRefused
          const response = await fetch(...request)
          if (response.status !== 503) return response
          isRefused = true
          refusedLater += Number(isLater)
          return response
        }
        const writes = names.map((NAME) => b24.call('department.add', { NAME, PARENT: 1 }))
        const replies = await Promise.all(people.map((ID) => b24.im.user.get({ ID })))
        const written = (await Promise.all(writes)).map(({ result }) => result)
        return { ids: replies.map(({ result }) => result?.id), written, refusedLater }
      }, scenario)
      assert.deepEqual(ids, people(90))
      assert.equal(new Set(written).size, 20)
      await assertWritten(names(20))
      assert.equal(refusedLater, 0, 'what is sent after the first refusal is admitted')
    })
  })
}

/** Adds departments at once. */
async function addDepartments(
  /** @type {{ webhook: string, names: string[] }} */ { webhook, names },
) {
  const b24 = await sdk.B24.webhook(webhook)
  const calls = names.map((NAME) => b24.call('department.add', { NAME, PARENT: 1 }))
  return (await Promise.all(calls)).map(({ result }) => result)
}

test('calls over BX24.js travel together, and none waits', async () => {
  await control.reset()
  const { page, frame } = await openFrame('bridge.html')
  await control.clear()
  const { ids, delays } = await frame.evaluate(async (people) => {
    const b24 = await sdk.B24.bridge(BX24)
    /** @type {number[]} */
    const delays = []
    b24.on('limit', ({ delay }) => delays.push(delay))
    const replies = await Promise.all(people.map((ID) => b24.im.user.get({ ID })))
    return { ids: replies.map(({ result }) => result?.id), delays }
  }, people(100))
  assert.deepEqual([ids, delays], [people(100), [0]])
  const requests = await admitted()
  // 33 requests of three calls, and one of a single call.
  const batches = requests.filter(({ path }) => path === '/rest/batch.json')
  assert.deepEqual([requests.length, batches.length], [34, 33])
  await page.close()
})
