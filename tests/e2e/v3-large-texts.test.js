// Large texts among the parameters of REST 3.0, such as files: they are sent as they are, and neither module's
// memory grows by them.

import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'

import { packageFolder } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

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

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(join(packageFolder, 'dist/b24.js'))
const b24 = await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/')

const FILE = 'AbC+/='.repeat(2_000_000)
const TEXT = `"\\\n${'😀ж'.repeat(400_000)}`
const add = (fileContent = FILE) => ({ documentId: 1, fileName: 'a.bin', fileContent })

/** Fails if a module has taken a large text. */
function assertSmall() {
  assert.equal(memories.length, 2)
  for (const { buffer } of memories) assert.ok(buffer.byteLength <= 2 ** 21, `${buffer.byteLength}`)
}

test('a call sends them, alone, together and with the option "maxAge"', async (context) => {
  const requests = stubFetch(context, () => '{"result":{"item":{"id":1}}}')
  await b24.v3.note.file.add(add())
  await Promise.all([
    b24.v3.note.file.add(add(), { together: true }),
    b24.v3.note.file.add(add(TEXT), { together: true }),
  ])
  const sent = requests.map(({ body }) => JSON.parse(body).fileContent)
  // The shorter text is encoded first.
  assert.ok(sent[0] === FILE && sent[1] === TEXT && sent[2] === FILE)
  const search = (/** @type {string} */ query) =>
    b24.v3.call('some.thing.get', { query }, { maxAge: 60_000 })
  assertSmall()
  await search(FILE)
  await search(TEXT)
  await search(FILE)
  assert.equal(requests.length, 5)
})

test('a batch of several requests sends each where it belongs', async (context) => {
  const requests = stubFetch(context, ({ body }) =>
    JSON.stringify({ result: JSON.parse(body).map(() => ({ item: { id: 1 } })) }),
  )
  const commands = Array.from(
    { length: 60 },
    (_, at) =>
      /** @type {const} */ (['note.file.add', add(at === 3 ? FILE : at === 55 ? TEXT : '')]),
  )
  const outcomes = await b24.v3.batch(commands)
  assert.ok(outcomes.every(({ ok }) => ok))
  const [first, second] = requests.map(({ body }) => JSON.parse(body))
  assert.ok(first[3].query.fileContent === FILE && second[5].query.fileContent === TEXT)
  const others = [...first, ...second].filter(({ query }) => query.fileContent === '')
  assert.equal(others.length, 58)
  assertSmall()
})
