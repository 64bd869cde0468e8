// Every documented method of REST 3.0, with a reply in the documented shape.

import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { suite, test } from 'node:test'

import { packageFolder, root } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @import * as Package from 'b24-wasm' */

/** @type {typeof Package} */
const { B24 } = await import(join(packageFolder, 'dist/b24.js'))

/** @type {Record<string, { params: Record<string, any>, result: any, list?: { rows: string } }>} */
const methods = {}
for (const file of await readdir(join(root, 'api'))) {
  if (!file.endsWith('.json')) continue
  const facts = JSON.parse(await readFile(join(root, 'api', file), 'utf8'))
  for (const [name, method] of Object.entries(facts)) {
    if (name.endsWith('@3')) methods[name.slice(0, -2)] = method
  }
}

/** @type {Record<string, unknown>} */
const SCALARS = {
  string: 'text',
  number: 1.5,
  integer: 7,
  boolean: true,
  datetime: '2026-01-30T15:50:24+03:00',
  date: '2026-01-30',
  file: 'AAAA',
  null: null,
  unknown: { any: [1, 'x', null] },
}

/**
 * Returns a value of a documented type.
 *
 * @param {any} type
 * @returns {unknown}
 */
function sample(type) {
  if (typeof type === 'string') return SCALARS[type]
  if ('array' in type) return [sample(type.array), sample(type.array)]
  if ('record' in type) return { key: sample(type.record) }
  if ('union' in type) return sample(type.union[0])
  if ('literal' in type) return type.literal
  if ('ref' in type) return 'NEW'
  return members(type.object)
}

/** @param {Record<string, { type: any }>} object */
function members(object) {
  return Object.fromEntries(Object.entries(object).map(([name, { type }]) => [name, sample(type)]))
}

/**
 * Returns the required parameters of a method.
 *
 * @param {Record<string, any>} params
 */
function required(params) {
  const entries = Object.entries(params).filter(([, param]) => param.required)
  const values = entries.map(([name, { type, filter }]) => [
    name,
    name === 'filter' && (filter || type.array)
      ? [
          ['userId', 1],
          ['taskId', 1],
        ]
      : sample(type),
  ])
  return Object.fromEntries(values)
}

suite('the result of each method', () => {
  test('there are 106', () => assert.equal(Object.keys(methods).length, 106))

  for (const [name, { params, result }] of Object.entries(methods)) {
    test(`of ${name} is what the portal sends`, async (context) => {
      const expected = sample(result)
      const time = { start: 1, finish: 1.5, duration: 0.5, processing: 0 }
      const requests = stubFetch(context, () => JSON.stringify({ result: expected, time }))
      const address = 'https://example.bitrix24.com/rest/1/c0dec0dec0de/'
      const b24 = await B24.webhook(address, { rateLimit: { burst: 1000, perSecond: 1000 } })
      const reply = await b24.v3.call(name, required(params))
      assert.deepEqual(reply.result, expected)
      assert.equal(reply.time?.duration, 0.5)
      assert.deepEqual(
        requests.map(({ url }) => url),
        [`https://example.bitrix24.com/rest/api/1/c0dec0dec0de/${name}`],
      )
    })
  }
})
