// The default timeouts: those that the package documents are those that it applies.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import { settled } from './harness/clock.js'
import { packageFolder } from './harness/paths.js'

const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))
const declarations = await readFile(resolve(packageFolder, 'dist/timeouts.d.ts'), 'utf8')

/**
 * Returns the default of an interface's timeout, in milliseconds.
 *
 * @param {string} name
 */
function documented(name) {
  const [, number = ''] =
    new RegExp(`interface ${name} \\{[^}]*?([\\d,]+) by default`).exec(declarations) ?? []
  assert.ok(number, `${name} documents no default`)
  return Number(number.replaceAll(',', ''))
}

suite('a request without a response is aborted at the documented default', () => {
  /** @type {[name: string, timeout: string, send: (b24: any) => Promise<unknown>][]} */
  const REQUESTS = [
    ['a call', 'CallTimeout', (b24) => b24.call('profile')],
    ['a batch', 'RequestTimeout', (b24) => b24.batch([['profile']])],
    ['a list', 'RequestTimeout', (b24) => b24.list('user.get').toArray()],
  ]
  for (const [name, timeout, send] of REQUESTS) {
    test(name, async (context) => {
      const b24 = await B24.webhook('https://example.bitrix24.com/rest/1/c0de/')
      /** @type {AbortSignal[]} */
      const signals = []
      context.mock.method(
        globalThis,
        'fetch',
        (/** @type {string} */ _, /** @type {any} */ { signal }) => {
          signals.push(signal)
          return new Promise(() => {})
        },
      )
      context.mock.timers.enable({ apis: ['setTimeout'] })
      send(b24).catch(() => {})
      await settled()
      assert.equal(signals.length, 1)
      context.mock.timers.tick(documented(timeout) - 1)
      await settled()
      assert.equal(signals[0]?.aborted, false)
      context.mock.timers.tick(1)
      await settled()
      assert.equal(signals[0]?.aborted, true)
    })
  }
})

test('BX24.init fails at the documented default', async (context) => {
  await B24.webhook('https://example.bitrix24.com/rest/1/c0de/')
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const failed = context.mock.fn()
  B24.bridge({ init() {}, callMethod() {} }).catch(failed)
  await settled()
  context.mock.timers.tick(documented('HandshakeTimeout') - 1)
  await settled()
  assert.equal(failed.mock.callCount(), 0)
  context.mock.timers.tick(1)
  await settled()
  assert.equal(failed.mock.calls[0]?.arguments[0].code, 'BRIDGE_TIMEOUT')
})
