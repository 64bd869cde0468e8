// The memory of lists that an app begins and never finishes, in Node.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { runInNode } from './harness/node.js'

test('abandoned lists are freed when their loops are collected', async () => {
  // Each list has parameters of 128 KB in the module.
  const { before, after } = await runInNode(`
    import v8 from 'node:v8'
    import vm from 'node:vm'
    v8.setFlagsFromString('--expose-gc')
    const gc = vm.runInNewContext('gc')
    const memories = []
    const { instantiate } = WebAssembly
    const remember = (result) => {
      memories.push((result.instance ?? result).exports)
      return result
    }
    WebAssembly.instantiate = async (...args) => remember(await instantiate(...args))
    const { Instance } = WebAssembly
    WebAssembly.Instance = class extends Instance {
      constructor(...args) {
        super(...args)
        // The module that joins the streams has no imports.
        if (args[1]) remember(this)
      }
    }
    const { B24 } = await import('b24-wasm')
    const page = JSON.stringify({ result: Array.from({ length: 50 }, (_, at) => ({ ID: at + 1 })), total: 99 })
    globalThis.fetch = async () => new Response(page)
    const b24 = await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/', { rateLimit: { burst: Infinity, perSecond: Infinity } })
    const size = () => {
      const memory = Object.values(memories[0]).find((it) => it instanceof WebAssembly.Memory)
      return memory.buffer.byteLength
    }
    const filter = { UF_TEXT: 'x'.repeat(1 << 17) }
    async function abandon(count) {
      for (let at = 0; at < count; at++) {
        await b24.list('user.get', { filter }).pages().next()
        if (at % 20 === 0) {
          gc()
          await new Promise((done) => setTimeout(done))
        }
      }
    }
    await abandon(20)
    const before = size()
    await abandon(300)
    console.log(JSON.stringify({ before, after: size() }))
  `)
  assert.ok(before > 0)
  // 300 lists that are kept are more than 38 MB.
  assert.ok(after < before + (16 << 20), `${before} bytes before, ${after} after`)
})
