// Arguments of any kind and size in Node: everything fails with a B24Error, soon, and without foreign
// text.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'
import { inspect } from 'node:util'

import { packageFolder } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24, B24Error } = await import(resolve(packageFolder, 'dist/b24.js'))
/** @type {any} */
const b24 = await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/', {
  rateLimit: { burst: Infinity, perSecond: Infinity },
})

/** The text of what a caller's getters throw. */
const SECRET = 's3cr3t-t0ken'

/**
 * @param {string[]} names
 * @returns {any} an object whose members throw
 */
const throwing = (...names) => {
  const object = {}
  for (const name of names) {
    const get = () => {
      throw Object.assign(new Error(SECRET), { kind: 'portal', code: SECRET, description: SECRET })
    }
    Object.defineProperty(object, name, { enumerable: true, get })
  }
  return object
}

/** @param {any} [target] */
const revoked = (target = {}) => {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

/** A proxy that throws whatever is done to it. */
const hostile = new Proxy(
  {},
  new Proxy(
    {},
    {
      get: () => () => {
        throw new Error(SECRET)
      },
    },
  ),
)

/**
 * Asserts that work fails with a B24Error of kind input, which shows nothing that was thrown.
 *
 * @param {() => unknown} work
 * @param {{ code?: string, description?: RegExp }} [expected]
 */
async function assertRefused(work, { code, description = /./ } = {}) {
  const error = await (async () => work())().then(
    (value) => assert.fail(`returned ${inspect(value)}`),
    (thrown) => thrown,
  )
  assert.ok(error instanceof B24Error, inspect(error))
  assert.equal(error.kind, 'input', inspect(error))
  if (code !== undefined) assert.equal(error.code, code, error.message)
  assert.match(error.description, description)
  assert.ok(!inspect(error, { depth: 9, showHidden: true }).includes(SECRET), inspect(error))
  return error
}

suite('calls, lists and batches refuse', () => {
  const objects = {
    'a revoked proxy': revoked(),
    'a revoked proxy of a list': revoked([]),
    'a revoked proxy of a function': revoked(() => {}),
    'a proxy that throws': hostile,
    'a symbol': Symbol('x'),
    'a number': 7,
    'a text': 'x',
  }
  for (const [name, given] of Object.entries(objects)) {
    test(`${name} as parameters, options, signal, method, commands`, async (context) => {
      const requests = stubFetch(context, () => '{"result":[]}')
      await assertRefused(() => b24.call('user.get', given))
      await assertRefused(() => b24.user.get(given))
      await assertRefused(() => b24.call('user.get', { filter: given }))
      await assertRefused(() => b24.call('user.get', {}, given))
      await assertRefused(() => b24.call('user.get', {}, { signal: given }))
      await assertRefused(() => b24.call('user.get', {}, { timeout: given === 7 ? 'x' : given }))
      await assertRefused(() => b24.list('user.get', given).toArray())
      await assertRefused(() => b24.list('user.get', {}, given).toArray())
      if (typeof given !== 'function') {
        await assertRefused(() => b24.list('user.get', {}, { onProgress: given }).toArray())
      }
      await assertRefused(() => b24.list('user.get', {}, { signal: given }).toArray())
      await assertRefused(() => b24.batch(given))
      await assertRefused(() => b24.batch([given]))
      await assertRefused(() => b24.batch({ a: ['user.get', given] }))
      await assertRefused(() => b24.batch({ a: ['user.get'] }, given))
      await assertRefused(() => b24.batch({ a: ['user.get'] }, { signal: given }))
      await assertRefused(() => b24.list('user.get').take(given === 7 ? NaN : given))
      if (given !== 'x') {
        await assertRefused(() => b24.call(given))
        await assertRefused(() => b24.list(given).toArray())
        await assertRefused(() => b24.batch([[given]]))
        await assertRefused(() => B24.where(given))
        await assertRefused(() => B24.webhook(given))
        await assertRefused(() => B24.token({ domain: given, accessToken: 'x' }))
        if (given !== 7) await assertRefused(() => B24.ref(given))
      }
      assert.equal(requests.length, 0)
    })
  }

  test('getters that throw', async (context) => {
    const requests = stubFetch(context, () => '{"result":[]}')
    const options = ['timeout', 'signal', 'onProgress', 'from', 'rows', 'haltOnError']
    for (const option of options) {
      await assertRefused(() => b24.call('user.get', {}, throwing(option)))
      await assertRefused(() => b24.list('user.get', {}, throwing(option)).toArray())
      await assertRefused(() => b24.batch([['user.get']], throwing(option)))
    }
    await assertRefused(() => b24.call('user.get', throwing('filter')))
    await assertRefused(() => b24.call('user.get', { filter: throwing('ID') }))
    await assertRefused(() => b24.list('user.get', throwing('filter')).toArray())
    await assertRefused(() => b24.batch(throwing('me')))
    await assertRefused(() => b24.batch({ me: throwing('method') }))
    await assertRefused(() => b24.batch({ me: { method: 'user.get', params: throwing('ID') } }))
    await assertRefused(() => b24.call('user.get', {}, { signal: throwing('aborted') }))
    await assertRefused(() => B24.token(throwing('domain')))
    await assertRefused(() => B24.token({ domain: 'x', accessToken: throwing('x') }))
    assert.equal(requests.length, 0)
  })

  test('null as parameters; null as options means none', async (context) => {
    stubFetch(context, () => '{"result":[],"total":0}')
    await assertRefused(() => b24.list('user.get', null).toArray(), { code: 'INVALID_PARAMETERS' })
    await assertRefused(() => b24.list('user.get', null, null).toArray())
    await assertRefused(() => b24.call('user.get', null))
    assert.deepEqual(await b24.list('user.get', {}, null).toArray(), [])
  })

  test('counts that are no numbers', async () => {
    for (const count of [1n, 'x', '7', NaN, null, undefined, {}, Symbol('x')]) {
      await assertRefused(() => b24.list('user.get').take(count), { code: 'INVALID_ARGUMENT' })
    }
  })
})

suite('progress', () => {
  test('that throws fails the list after the rows of the page, with the cause and a cursor', async (context) => {
    const page = Array.from({ length: 50 }, (_, at) => ({ ID: String(at + 1) }))
    stubFetch(context, () => JSON.stringify({ result: page, total: 120 }))
    const thrown = new Error('mine')
    const onProgress = () => {
      throw thrown
    }
    /** @type {any} */
    const error = await b24
      .list('user.get', {}, { onProgress })
      .toArray()
      .catch((/** @type {any} */ it) => it)
    assert.ok(error instanceof B24Error, inspect(error))
    assert.deepEqual([error.kind, error.code, error.cause], ['input', 'CALLBACK_FAILED', thrown])
    assert.equal(error.method, 'user.get')
    assert.equal(error.cursor, 'after 50')
    assert.equal(/** @type {any} */ (error).rows.length, 50)
  })
})

suite('input of any size', () => {
  /**
   * Asserts that work ends soon, whether it succeeds or not.
   *
   * @param {() => Promise<any>} work
   * @returns {Promise<any>}
   */
  async function assertQuick(work) {
    const start = performance.now()
    const outcome = await work().catch((error) => error)
    const elapsed = performance.now() - start
    assert.ok(elapsed < 8_000, `it took ${elapsed} ms`)
    assert.ok(!(outcome instanceof Error) || outcome instanceof B24Error, inspect(outcome))
    return outcome
  }

  test('texts like references or prices in a batch', async (context) => {
    stubFetch(context, () => '{"result":{"result":[]}}')
    for (const part of ['$x$', '$5.00 ', '$result[a]', '$result[a] ', '$', '$total']) {
      const text = part.repeat(300_000 / part.length)
      await assertQuick(() => b24.batch([['crm.deal.add', { fields: { TITLE: text } }]]))
    }
  })

  test('100,000 names', async (context) => {
    stubFetch(context, () => '{"result":[]}')
    const named = (/** @type {string} */ before, after = '') =>
      Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [before + at + after, at]))
    const limit = { description: /2,000/ }
    for (const work of [
      () => b24.user.get(named('UF_')),
      () => b24.user.get({ filter: named('>=UF_') }),
      () => b24.user.update({ ID: 1, ...named('UF_') }),
      () => b24.call('crm.deal.list', named('filter[', ']')),
    ]) {
      assert.match((await assertQuick(work)).message, limit.description)
    }
    const undefinedNames = Object.fromEntries(
      Object.keys(named('UF_')).map((name) => [name, undefined]),
    )
    await assertQuick(() => b24.user.update({ ID: 1, ...undefinedNames }))
    await assertQuick(() => b24.call('crm.deal.list', named('F')))
  })

  test('10,000 commands', async (context) => {
    const requests = stubFetch(context, () => '{"result":{"result":[]}}')
    const commands = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, at) => [`c${at}`, ['crm.deal.get', { id: at }]]),
    )
    const outcomes = await assertQuick(() => b24.batch(commands))
    assert.equal(Object.keys(outcomes).length, 10_000)
    assert.equal(requests.length, 200)
  })

  test('50 MB of bytes, long and endless iterables, with the limit', async (context) => {
    const requests = stubFetch(context, () => '{"result":[]}')
    const endless = { *[Symbol.iterator]() { for (;;) yield 1 } } // prettier-ignore
    /** @type {unknown} */
    const infinite = new Proxy([], { get: (_, name) => (name === 'length' ? 2 ** 24 : 1) })
    for (const ID of [
      new Uint8Array(50_000_000),
      new Set(new Uint32Array(1_000_001).keys()),
      endless,
      infinite,
    ]) {
      const error = await assertQuick(() => b24.call('user.get', { ID }))
      assert.match(error.message, /1,000,000 values/)
    }
    assert.match(
      (await assertQuick(() => b24.call('x', { f: new Uint8Array(50_000_000) }))).message,
      /B24.file/,
    )
    assert.equal(requests.length, 0)
  })

  test('a million levels', async (context) => {
    stubFetch(context, () => '{"result":[]}')
    const nested = (/** @type {number} */ levels) => {
      let value = {}
      for (let level = 0; level < levels; level++) value = { a: value }
      return value
    }
    for (const levels of [600, 5_000, 1_000_000]) {
      for (const method of ['crm.deal.get', 'user.get']) {
        const error = await assertQuick(() => b24.call(method, { filter: nested(levels) }))
        assert.ok(error instanceof B24Error && error.kind === 'input', inspect(error))
        assert.match(error.message, /512|deep/)
      }
    }
    const endless = () => new Proxy({}, { ownKeys: () => ['a'], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }), get: (_, name) => (name === 'a' ? endless() : undefined) }) // prettier-ignore
    await assertRefused(() => b24.call('user.get', endless()))
    assert.equal((await b24.call('user.get')).result.length, 0)
  })
})
