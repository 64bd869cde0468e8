// Errors that an app makes for its tests, and how classes and instances print.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { suite, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { inspect } from 'node:util'

import { packageFolder } from './harness/paths.js'

const require = createRequire(join(resolve(packageFolder, '../..'), 'index.js'))
/** @type {typeof import('b24-wasm')} */
const { B24, B24Error } = await import(pathToFileURL(require.resolve('b24-wasm')).href)

const WEBHOOK = 'https://example.bitrix24.com/rest/1/c0dec0dec0de/'

suite('a constructed error', () => {
  test('has the given fields and a message', () => {
    const details = {
      kind: /** @type {const} */ ('limit'),
      code: 'QUERY_LIMIT_EXCEEDED',
      description: 'Too many requests',
      status: 503,
      method: 'user.get',
      retryable: true,
      response: '{}',
      cursor: 'c',
    }
    const cause = new Error('why')
    const error = new B24Error(details, { cause })
    assert.ok(error instanceof Error && error instanceof B24Error)
    assert.deepEqual({ ...error }, { name: 'B24Error', ...details, attempts: 0 })
    assert.equal(error.message, 'user.get: QUERY_LIMIT_EXCEEDED: Too many requests')
    assert.equal(error.cause, cause)
  })

  test('requires only a code', () => {
    const error = new B24Error({ code: 'ERROR_CORE' })
    const { kind, description, status, method, retryable, response, cursor, attempts, message } =
      error
    assert.deepEqual(
      { kind, description, status, method, retryable, response, cursor, attempts, message },
      {
        kind: 'portal',
        description: '',
        status: 0,
        method: '',
        retryable: false,
        response: '',
        cursor: '',
        attempts: 0,
        message: 'ERROR_CORE',
      },
    )
    assert.ok(!('cause' in error))
  })

  test('of a temporary kind is retryable', () => {
    for (const kind of /** @type {const} */ (['limit', 'network', 'timeout'])) {
      assert.equal(new B24Error({ code: 'X', kind }).retryable, true, kind)
    }
    assert.equal(new B24Error({ code: 'X', kind: 'network', retryable: false }).retryable, false)
    assert.equal(new B24Error({ code: 'X', kind: undefined }).kind, 'portal')
  })

  test('has the number of attempts in its message, if the call was repeated', () => {
    const once = new B24Error({ code: 'NETWORK', kind: 'network', attempts: 1 })
    assert.deepEqual([once.attempts, once.message], [1, 'NETWORK'])
    const often = new B24Error({ code: 'NETWORK', kind: 'network', attempts: 4 })
    assert.deepEqual([often.attempts, often.message], [4, 'NETWORK (4 attempts)'])
  })

  test('has a message without a code', () => {
    assert.equal(new B24Error({ code: '', description: 'no' }).message, 'error without a code: no')
  })

  for (const given of ['boom', undefined, {}, new Error('boom')]) {
    test(`rejects ${inspect(given).split('\n')[0]}`, () => {
      assert.throws(
        () => new B24Error(/** @type {any} */ (given)),
        (error) =>
          error instanceof B24Error && error.kind === 'input' && /code/.test(error.message),
      )
    })
  }
})

suite('inspection', () => {
  test('prints an error by its class and message', async () => {
    const thrown = await B24.webhook('x').catch((error) => error)
    for (const error of [new B24Error({ code: 'ERROR_CORE', description: 'no' }), thrown]) {
      const printed = inspect(error)
      assert.ok(printed.startsWith(`B24Error: ${error.message}\n    at `), printed)
      assert.ok(!/\[B24Error\]|name: /.test(printed), printed)
      assert.ok(error.stack.startsWith(`B24Error: ${error.message}`), error.stack)
      assert.equal(String(error), `B24Error: ${error.message}`)
      assert.equal(Object.prototype.toString.call(error), '[object Error]')
    }
  })

  test('prints classes and instances by name', async () => {
    const b24 = await B24.webhook(WEBHOOK)
    assert.match(inspect(B24), /^\[class B24\]/)
    assert.match(inspect(B24Error), /^\[class B24Error extends Error\]/)
    assert.match(inspect(b24), /^B24 \{/)
    assert.match(inspect(b24.list('user.get')), /^List \{/)
    assert.match(inspect(B24.where('ID').equals(1)), /^Where \{/)
    assert.ok(!inspect(b24, { depth: 9, showHidden: true }).includes('c0dec0dec0de'))
  })
})

suite('B24', () => {
  test('explains its factory functions', () => {
    const make = /** @type {any} */ (B24)
    for (const given of [[], [WEBHOOK], [{ domain: 'example.bitrix24.com' }]]) {
      assert.throws(
        () => new make(...given),
        (error) =>
          error instanceof B24Error &&
          error.kind === 'input' &&
          ['frame', 'bridge', 'token', 'webhook'].every((it) =>
            error.message.includes(`B24.${it}(`),
          ),
      )
    }
  })

  test('with a webhook or a token has no frame', async () => {
    const token = B24.token({ domain: 'example.bitrix24.com', accessToken: 'token' })
    for (const b24 of [await B24.webhook(WEBHOOK), await token]) {
      assert.ok(!('frame' in b24))
      assert.equal(/** @type {any} */ (b24).frame?.info, undefined)
    }
  })
})
