// Documented methods under their names: `b24.crm.deal.list(…)`.

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import { packageFolder, root } from './harness/paths.js'
import { stubFetch } from './harness/stubbed-fetch.js'

/** @type {typeof import('b24-wasm')} */
const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))
const WEBHOOK = 'https://example.bitrix24.com/rest/1/c0dec0dec0de/'
const b24 = await B24.webhook(WEBHOOK)

/** The names of all documented methods, without those of REST 3.0. */
const documented = readdirSync(resolve(root, 'api'))
  .filter((name) => name.endsWith('.json'))
  .flatMap((name) => Object.keys(JSON.parse(readFileSync(resolve(root, 'api', name), 'utf8'))))
  .filter((name) => !name.endsWith('@3') && name !== 'batch')

/** Returns the names of the methods whose parameters the core checks. */
function checkedMethods() {
  const declarations = readFileSync(resolve(packageFolder, 'dist/methods.d.ts'), 'utf8')
  return Array.from(declarations.matchAll(/^ {2}'([\w.]+)': \{ params/gm), ([, name]) => name)
}

/**
 * Returns the member of a client under a method's name.
 *
 * @param {string} name
 * @returns {any}
 */
const member = (name) =>
  name.split('.').reduce((parent, part) => parent[part], /** @type {any} */ (b24))

/** @param {import('./harness/stubbed-fetch.js').StubbedRequest} request */
const methodOf = ({ url }) => url.slice(WEBHOOK.length).replace(/\.json$/, '')

test('each documented method is called by its path', async (context) => {
  const requests = stubFetch(context, () => '{"result":true}')
  assert.ok(documented.length > 1500)
  const rateLimit = { burst: Infinity, perSecond: Infinity }
  const client = await B24.webhook(WEBHOOK, { rateLimit })
  const call = (/** @type {string} */ name) =>
    name.split('.').reduce((parent, part) => parent[part], /** @type {any} */ (client))
  for (const name of documented) assert.equal(typeof call(name), 'function', name)
  const checked = new Set(checkedMethods())
  const untyped = documented.filter((name) => !checked.has(name))
  for (const name of untyped) await call(name)({ a: 1 }, { pack: false })
  assert.deepEqual(requests.map(methodOf), untyped)
  assert.equal(requests[0]?.form.get('a'), '1')
})

for (const [name, folder] of [
  ['im.notify', 'im.notify.read.list'],
  ['calendar.event.get', 'calendar.event.get.nearest'],
  ['user.option', 'user.option.get'],
  ['event.bind', 'event.bind.more'],
]) {
  test(`${name} is a method and has ${folder}`, async (context) => {
    const requests = stubFetch(context, () => '{"result":true}')
    await member(String(name))()
    await member(String(folder))()
    assert.deepEqual(requests.map(methodOf), [name, folder])
  })
}

suite('a path', () => {
  test('is the same each time', () => {
    assert.equal(b24.crm, b24.crm)
    assert.equal(b24.crm.deal.list, b24.crm.deal.list)
  })

  test('is no promise, no JSON and no iterable', async (context) => {
    const requests = stubFetch(context, () => '{"result":true}')
    assert.equal(await b24.crm.deal, b24.crm.deal)
    assert.equal(JSON.stringify({ deal: b24.crm.deal }), '{}')
    assert.equal(/** @type {any} */ (b24.crm)[Symbol.iterator], undefined)
    assert.equal(typeof `${b24.crm}`, 'string')
    assert.deepEqual(requests, [])
  })

  test("keeps a function's members", async (context) => {
    const requests = stubFetch(context, () => '{"result":true}')
    await b24.crm.deal.fields.call(undefined)
    await b24.crm.deal.fields.bind(undefined)()
    assert.deepEqual(requests.map(methodOf), ['crm.deal.fields', 'crm.deal.fields'])
  })

  test('can be replaced by a stub', async () => {
    const client = await B24.webhook(WEBHOOK)
    const stub = async () => ({ result: [] })
    Object.assign(client.crm.deal, { list: stub })
    assert.equal(client.crm.deal.list, stub)
    Object.assign(client.user, { get: stub })
    assert.equal(client.user.get, stub)
  })
})

suite('a client', () => {
  test('keeps its own verbs', () => {
    for (const verb of /** @type {const} */ (['call', 'list', 'batch', 'on', 'stats', 'forget'])) {
      assert.equal(b24[verb], B24.prototype[verb])
    }
  })

  test('has no other members', async () => {
    for (const name of ['frame', 'then', 'toJSON', 'cal', 'crmm']) assert.ok(!(name in b24), name)
    assert.equal(await b24, b24)
  })

  test('lists the checked methods as members', () => {
    assert.ok(Object.keys(b24.im.user.list).includes('get'))
    assert.ok(Object.keys(b24.user).includes('current'))
  })

  test('checks parameters of typed methods by their path', async () => {
    const misspelt = /** @type {any} */ ({ fliter: {} })
    await assert.rejects(b24.user.get(misspelt), { code: 'UNKNOWN_PARAMETER' })
  })
})
