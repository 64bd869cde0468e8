// Large texts among the parameters, such as files: they are sent as they are, and the core's memory does
// not grow by them.

import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'

import { packageFolder } from './harness/paths.js'

const memories = observeMemories()
/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))
const b24 = await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/')

/** The memories of the instances of the module. */
function observeMemories() {
  /** @type {WebAssembly.Memory[]} */
  const memories = []
  WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
    construct(target, args) {
      const instance = Reflect.construct(target, args)
      // The module that joins the streams has no imports.
      const exported = args[1] ? Object.values(instance.exports) : []
      memories.push(...exported.filter((it) => it instanceof WebAssembly.Memory))
      return instance
    },
  })
  return memories
}

/**
 * Returns the bodies that are sent.
 *
 * @param {import('node:test').TestContext} context
 * @param {(at: number) => string} respond
 */
function observeBodies(context, respond = () => '{"result":7}') {
  /** @type {string[]} */
  const bodies = []
  context.mock.method(
    globalThis,
    'fetch',
    async (/** @type {any} */ _, /** @type {any} */ init) =>
      new Response(respond(bodies.push(init.body) - 1)),
  )
  return bodies
}

/** Texts whose characters fall on the ends of chunks. */
const EMOJI = `${'x'.repeat(999_999)}😀${'ж'.repeat(999_998)}😀&=+%`

test('a file of twenty megabytes arrives whole, and leaves no memory behind', async (context) => {
  const bodies = observeBodies(context)
  const bytes = Uint8Array.from({ length: 20_000_000 }, (_, at) => (at * 31) % 251)
  const fileContent = await B24.file(bytes, 'large.bin')
  await b24.call('crm.thing.add', { id: 7, fileContent })
  const form = new URLSearchParams(bodies[0])
  assert.deepEqual([form.get('id'), form.get('fileContent[0]')], ['7', 'large.bin'])
  assert.ok(Buffer.from(form.get('fileContent[1]') ?? '', 'base64').equals(bytes))
  assert.ok(memories.length > 0)
  for (const { buffer } of memories) assert.ok(buffer.byteLength <= 2 ** 21, `${buffer.byteLength}`)
})

test('any characters arrive, in a form and in JSON', async (context) => {
  const bodies = observeBodies(context)
  const half = `${'y'.repeat(300_000)}\ud83d`
  await b24.call('crm.thing.add', { a: EMOJI, b: half, c: 'small' })
  const form = new URLSearchParams(bodies[0])
  assert.equal(form.get('c'), 'small')
  assert.ok(form.get('a') === EMOJI)
  assert.ok(form.get('b') === half.replace('\ud83d', '\ufffd'))
  await b24.call('crm.thing.add', { a: EMOJI, list: [] })
  const { a, list } = JSON.parse(bodies[1] ?? '')
  assert.ok(a === EMOJI)
  assert.deepEqual(list, [])
})

test('a repeated call has them again', async (context) => {
  const bodies = observeBodies(context, (at) => (at === 0 ? '' : '{"result":7}'))
  await b24.call('crm.thing.add', { a: EMOJI }, { idempotent: true })
  assert.deepEqual(
    bodies.map((body) => new URLSearchParams(body).get('a') === EMOJI),
    [true, true],
  )
})

test('commands of a batch and conditions of a list have them', async (context) => {
  const bodies = observeBodies(context, (at) =>
    at ? '{"result":[]}' : '{"result":{"result":[7]}}',
  )
  await b24.batch([['crm.thing.add', { a: EMOJI }]])
  assert.ok(decodeURIComponent(new URLSearchParams(bodies[0]).get('cmd[0]') ?? '').includes(EMOJI))
  await b24.list('crm.thing.list', { filter: { NAME: EMOJI } }).toArray()
  assert.ok(new URLSearchParams(bodies[1]).get('filter[NAME]') === EMOJI)
})

test('calls with different ones share no reply', async (context) => {
  const bodies = observeBodies(context, (at) => `{"result":${at}}`)
  const find = async (/** @type {string} */ text) => {
    const options = { maxAge: 60_000 }
    return (await b24.call('crm.thing.get', { text: text.repeat(300_000) }, options)).result
  }
  assert.deepEqual([await find('a'), await find('b'), await find('a')], [0, 1, 0])
  assert.equal(bodies.length, 2)
})

test('calls with them have requests of their own', async (context) => {
  const bodies = observeBodies(context)
  const limited = await B24.webhook('https://large.bitrix24.com/rest/1/c0dec0dec0de/')
  const large = 'z'.repeat(300_000)
  await Promise.all(Array.from({ length: 40 }, () => limited.call('crm.thing.add', { large })))
  assert.equal(bodies.length, 40)
  assert.ok(bodies.every((body) => body.endsWith(large)))
})
