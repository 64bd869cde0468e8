// The channel of the app's pages, in Node: other code of the origin may post anything on it.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'

import { until } from './harness/clock.js'
import { packageFolder } from './harness/paths.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))

const ORIGIN = 'https://channel.bitrix24.com'

test('junk is ignored, and the message after it counts', async (context) => {
  const b24 = await B24.webhook(`${ORIGIN}/rest/1/c0dec0dec0de/`, {
    rateLimit: { burst: 1000, perSecond: 0.001 },
  })
  const channel = new BroadcastChannel(`b24-wasm ${ORIGIN}`)
  context.after(() => channel.close())
  const junk = [null, undefined, 5, 5n, 'text', [], { requests: NaN }, { requests: -1000 }]
  const invalid = [
    { level: 'x' },
    { level: NaN },
    { requests: 5n },
    { requests: {} },
    { level: {} },
  ]
  for (const message of [...junk, ...invalid]) channel.postMessage(message)
  channel.postMessage({ requests: 100 })
  await until(() => b24.stats().room < 1000)
  assert.equal(b24.stats().room, 900)
})
