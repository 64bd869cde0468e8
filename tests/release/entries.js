// A project that uses each entry of the installed package in Node.js, which `cargo xtask release --dry-run`
// runs. Both WebAssembly modules decode a response. React and Vue are those of the repository, in which the
// project's folder is.

import assert from 'node:assert/strict'

import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { createApp, watch } from 'vue'

globalThis.fetch = async (address) =>
  Response.json({ result: String(address).includes('/api/') ? { item: { id: 7 } } : { ID: '1' } })

const { loadWasm } = await import('b24-wasm/slim')
await loadWasm(new URL(import.meta.resolve('b24-wasm/wasm')))

for (const { B24 } of [await import('b24-wasm'), await import('b24-wasm/slim')]) {
  const b24 = await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/')
  assert.equal((await b24.user.current()).result.ID, 1)
  assert.equal((await b24.v3.tasks.task.get({ id: 7 })).result.item.id, 7)
}

const { formatDate } = await import('b24-wasm/helpers')
assert.equal(formatDate(new Date(0), 'UTC'), '1970-01-01T00:00:00+00:00')

const { mockB24 } = await import('b24-wasm/testing')
const double = await mockB24({ 'crm.deal.get': () => ({ ID: '7' }) })
assert.equal((await double.crm.deal.get({ id: 7 })).result.ID, '7')

const react = await import('b24-wasm/react')
function Component() {
  const { loading, error } = react.useCall('user.current')
  return `${react.useB24().loading}, ${loading}, ${error}`
}
const connect = () => double
const element = createElement(react.B24Provider, { connect }, createElement(Component))
assert.equal(renderToStaticMarkup(element), 'true, true, undefined')

const vue = await import('b24-wasm/vue')
const { b24 } = createApp({}).use(vue.createB24(connect)).runWithContext(vue.useB24)
await new Promise((resolve) => void watch(b24, resolve, { flush: 'sync' }))
assert.equal(b24.value, double)

// The compiler knows only the modules among the sources of the entries.
const script = 'b24-wasm/script'
await import(script)
assert.ok('B24' in globalThis)
