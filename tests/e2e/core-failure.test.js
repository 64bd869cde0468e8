// Failures of the WebAssembly module itself: everything that waits for it ends with `CORE_FAILED`, and
// the next call starts another instance.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { observe, settled, until } from './harness/clock.js'
import { recordInstances } from './harness/instances.js'
import { packageFolder } from './harness/paths.js'
import { neverRespond, stubFetch } from './harness/stubbed-fetch.js'

const instances = recordInstances()
/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))

const WEBHOOK = 'https://example.bitrix24.com/rest/1/c0dec0dec0de/'
const b24 = await B24.webhook(WEBHOOK, { rateLimit: { burst: 1000, perSecond: 1000 } })

/** Texts above the memory that an instance has when it starts; larger ones stay out of it. */
const LARGE = Array.from({ length: 30 }, () => 'x'.repeat(150_000))

/** Makes the next use of the running instance fail. */
async function breakDown() {
  // A connection starts an instance if the last one has failed.
  await B24.webhook(WEBHOOK)
  instances.at(-1)?.breakDown()
}

/** @param {any} error @param {RegExp} cause */
function assertFailed(error, cause) {
  const { name, kind, code, retryable, description } = error
  assert.deepEqual([name, kind, code, retryable], ['B24Error', 'network', 'CORE_FAILED', true])
  assert.match(description, /next call/)
  assert.match(String(error.cause), cause)
}

suite('a call fails, and the next one works', () => {
  test('if the module cannot use the page', async (context) => {
    stubFetch(context, () => '{"result":7}')
    const before = instances.length
    await breakDown()
    const error = await b24.call('crm.thing.get').catch((thrown) => thrown)
    assertFailed(error, /^Error: of the test$/)
    assert.equal((await b24.call('crm.thing.get')).result, 7)
    assert.equal(instances.length, before + 1)
  })

  test('if the memory is full', async (context) => {
    stubFetch(context, () => '{"result":7}')
    await B24.webhook(WEBHOOK)
    instances.at(-1)?.fillMemory()
    const error = await b24.call('crm.thing.add', { text: LARGE }).catch((thrown) => thrown)
    assertFailed(error, /^RuntimeError: unreachable/)
    assert.equal((await b24.call('crm.thing.add', { text: LARGE })).result, 7)
  })
})

suite('everything that waits ends at once', () => {
  test('a call, a batch, a list and a refresh', async (context) => {
    const requests = stubFetch(context, neverRespond)
    const waiting = await B24.token({
      ...{ domain: 'example.bitrix24.com', accessToken: 'old', expiresIn: 0 },
      refresh: () => new Promise(() => {}),
    })
    const outcomes = [
      observe(b24.call('crm.thing.get')),
      observe(b24.batch([['crm.thing.get']])),
      observe(b24.list('crm.thing.list').toArray()),
      observe(waiting.call('crm.thing.get')),
    ]
    await until(() => requests.length === 3)
    await breakDown()
    const failed = observe(b24.call('crm.thing.get'))
    await until(() => [failed, ...outcomes].every(({ isSettled }) => isSettled))
    for (const { error } of outcomes) assert.equal(error.code, 'CORE_FAILED')
    assert.deepEqual(
      requests.map(({ signal }) => signal.aborted),
      [true, true, true],
    )
  })

  test('but not the calls of the next instance', async (context) => {
    stubFetch(context, () => new Promise((done) => setImmediate(() => done('{"result":7}'))))
    await breakDown()
    const failed = observe(b24.call('crm.thing.get'))
    const next = observe(b24.call('crm.thing.get'))
    await until(() => failed.isSettled && next.isSettled)
    assert.equal(failed.error?.code, 'CORE_FAILED')
    assert.equal(next.value?.result, 7)
  })

  test('a list that waits for its caller ends with its next page', async (context) => {
    const page = JSON.stringify({ result: [{ ID: 1 }], next: 1, total: 60 })
    stubFetch(context, () => page)
    const pages = b24.list('crm.thing.list').pages()
    await pages.next()
    const left = b24.list('crm.thing.list').pages()
    await left.next()
    await breakDown()
    await b24.call('crm.thing.get').catch(() => {})
    const error = await pages.next().catch((/** @type {unknown} */ thrown) => thrown)
    assert.equal(/** @type {any} */ (error).code, 'CORE_FAILED')
    assert.equal((await left.return()).done, true)
  })
})

suite('clients work in the next instance', () => {
  test('with a token: the newest', async (context) => {
    const requests = stubFetch(context, (_, index) =>
      index === 0 ? '{"error":"expired_token","error_description":""}' : '{"result":7}',
    )
    let refreshes = 0
    const client = await B24.token({
      ...{ domain: 'example.bitrix24.com', accessToken: 'old' },
      refresh: async () => ({ accessToken: `new-${++refreshes}`, expiresIn: 3600 }),
    })
    await client.call('crm.thing.get')
    await breakDown()
    await client.call('crm.thing.get').catch(() => {})
    assert.equal((await client.call('crm.thing.get')).result, 7)
    const tokens = requests.map(({ form }) => form.get('auth'))
    assert.deepEqual(tokens, ['old', 'new-1', 'new-1'])
  })

  test('after many failures', async (context) => {
    stubFetch(context, () => '{"result":{"ID":"7"}}')
    for (let failure = 0; failure < 20; failure++) {
      await breakDown()
      const error = await b24.user.current().catch((thrown) => thrown)
      assert.equal(error.code, 'CORE_FAILED')
      assert.equal((await b24.user.current()).result.ID, 7)
    }
  })
})

test('objects of a failed instance free nothing of the next one', async (context) => {
  setFlagsFromString('--expose-gc')
  const collect = /** @type {() => void} */ (runInNewContext('gc'))
  const rows = (/** @type {number} */ count) =>
    Array.from({ length: count }, (_, at) => ({ ID: at }))
  const first = JSON.stringify({ result: rows(50), next: 50, total: 60 })
  const last = JSON.stringify({ result: rows(60).slice(50), total: 60 })
  stubFetch(context, ({ form }) => (form.get('start') === '50' ? last : first))
  let collected = 0
  const registry = new FinalizationRegistry(() => collected++)
  for (let list = 0; list < 100; list++) {
    const pages = b24.list('crm.thing.list').pages()
    await pages.next()
    registry.register(pages, undefined)
  }
  await breakDown()
  await b24.call('crm.thing.get').catch(() => {})
  const lists = Array.from({ length: 100 }, () => b24.list('crm.thing.list').pages())
  for (const list of lists) await list.next()
  const before = instances.length
  collect()
  await until(() => collected > 50)
  await settled()
  // What is freed by mistake is overwritten here.
  for (let list = 0; list < 100; list++) await b24.list('crm.thing.list').pages().next()
  for (const list of lists) assert.equal((await list.next()).value?.length, 10)
  assert.equal(instances.length, before)
})

suite('what the requests before returned stays', () => {
  const commands = Array.from({ length: 120 }, () => ['crm.thing.add'])
  const run = (/** @type {URLSearchParams} */ form) => {
    const names = [...form.keys()].map((key) => key.slice('cmd['.length, -1))
    return JSON.stringify({
      result: { result: Object.fromEntries(names.map((name) => [name, 7])) },
    })
  }
  const names = (/** @type {number} */ count) => commands.slice(0, count).map((_, at) => `c${at}`)

  /**
   * Responds to requests, and makes the module fail before one of them.
   *
   * @param {import('node:test').TestContext} context @param {number} failing
   * @param {(form: URLSearchParams) => string} respond
   */
  const failAt = async (context, failing, respond) => {
    await B24.webhook(WEBHOOK)
    stubFetch(context, ({ form }, index) => {
      if (index === failing) instances.at(-1)?.breakDown()
      return respond(form)
    })
  }

  for (const failing of [0, 1, 2]) {
    test(`the outcomes of a batch, if its request ${failing} fails`, async (context) => {
      await failAt(context, failing, run)
      const error = await b24.batch(/** @type {any} */ (commands)).catch((thrown) => thrown)
      assertFailed(error, /of the test/)
      assert.deepEqual(error.outcomes, Array(50 * failing).fill({ ok: true, result: 7 }))
    })

    test(`by their names, if its request ${failing} fails`, async (context) => {
      await failAt(context, failing, run)
      const byName = Object.fromEntries(names(120).map((name) => [name, ['crm.thing.add']]))
      const error = await b24.batch(/** @type {any} */ (byName)).catch((thrown) => thrown)
      assertFailed(error, /of the test/)
      assert.deepEqual(Object.keys(error.outcomes), names(50 * failing))
    })
  }

  test('the cursor of a list, which continues after its rows', async (context) => {
    const rows = Array.from({ length: 120 }, (_, at) => ({ ID: String(at + 1) }))
    const respond = (/** @type {URLSearchParams} */ form) => {
      const after = Number(form.get('filter[>ID]') ?? 0)
      return JSON.stringify({ result: rows.slice(after, after + 50), total: 120 - after })
    }
    const list = (/** @type {object} */ options) => b24.list('crm.deal.list', {}, options)
    await failAt(context, 0, respond)
    const first = await list({}).toArray().catch((thrown) => thrown) // prettier-ignore
    assert.deepEqual([first.code, first.cursor], ['CORE_FAILED', ''])
    context.mock.restoreAll()
    let requests = 0
    await failAt(context, 99, (form) => {
      if (++requests === 2) instances.at(-1)?.breakDown()
      return respond(form)
    })
    const error = await list({}).toArray().catch((thrown) => thrown) // prettier-ignore
    assertFailed(error, /of the test/)
    assert.deepEqual(error.rows.map((/** @type {any} */ { ID }) => ID).length, 50)
    context.mock.restoreAll()
    stubFetch(context, ({ form }) => respond(form))
    const from = await list({ from: error.cursor }).toArray()
    assert.equal(from.length, 70)
  })
})
