// Responses of any size, depth and content in Node: each ends with a reply or a B24Error, and the next
// call works.

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

const MB = 1 << 20

/**
 * Calls a method whose response is given (a write, because reads are repeated), and then another one, which must work.
 *
 * @param {import('node:test').TestContext} context
 * @param {() => unknown} respond
 * @param {string} [method]
 * @returns {Promise<any>} the reply or the error
 */
async function callWith(context, respond, method = 'crm.thing.add') {
  stubFetch(context, (_, at) => (at === 0 ? respond() : '{"result":"next"}'))
  const start = performance.now()
  const outcome = await b24
    .call(method, {}, { timeout: 60_000 })
    .catch((/** @type {any} */ it) => it)
  assert.ok(performance.now() - start < 30_000, `it took ${performance.now() - start} ms`)
  assert.ok(!(outcome instanceof Error) || outcome instanceof B24Error, inspect(outcome))
  assert.equal((await b24.call('crm.thing.get')).result, 'next')
  context.mock.restoreAll()
  return outcome
}

/**
 * A response of repeated text, which counts the bytes that are read.
 *
 * @param {string} start
 * @param {string} part
 * @param {number} size in bytes; endless if infinite
 */
function streamed(start, part, size) {
  const chunk = new TextEncoder().encode(part.repeat(Math.ceil(MB / part.length)))
  const state = { sent: 0, isCancelled: false }
  const stream = new ReadableStream(
    {
      start: (controller) => controller.enqueue(new TextEncoder().encode(start)),
      pull(controller) {
        if (state.sent >= size) return controller.close()
        state.sent += chunk.length
        controller.enqueue(chunk)
      },
      cancel: () => void (state.isCancelled = true),
    },
    { highWaterMark: 0 },
  )
  return { state, response: new Response(stream) }
}

suite('a response of more than 50 MB', () => {
  for (const [name, start, part, size] of /** @type {[string, string, string, number][]} */ ([
    ['150 MB of numbers', '[0', ',0', 150 * MB],
    ['200 MB of objects', '{"result":[{}', ',{"a":1}', 200 * MB],
    ['an endless list', '{"result":[0', ',0', Infinity],
    ['endless white space', ' ', ' ', Infinity],
    ['an endless text', '{"result":"', 'x', Infinity],
    ['endless numbers without an envelope', '0', ',0', Infinity],
  ])) {
    test(`${name} fails, and no more is read`, async (context) => {
      const { state, response } = streamed(start, part, size)
      const error = await callWith(context, () => response)
      const { kind, code, retryable, method, description } = error
      assert.deepEqual({ kind, code, retryable, method }, {
        kind: 'response', code: 'RESPONSE_TOO_LARGE', retryable: false, method: 'crm.thing.add',
      }) // prettier-ignore
      assert.match(description, /50 MB/)
      assert.ok(state.isCancelled, 'the stream is cancelled')
      assert.ok(state.sent <= 53 * MB, `${state.sent} bytes were read`)
    })
  }

  test('is read no further by a list, which does not ask again', async (context) => {
    const requests = stubFetch(context, () => streamed('{"result":[0', ',0', Infinity).response)
    await assert.rejects(b24.list('crm.thing.list').toArray(), { code: 'RESPONSE_TOO_LARGE' })
    assert.equal(requests.length, 1)
  })

  test('of a stub without a stream fails, too', async (context) => {
    const text = ' '.repeat(51 * MB)
    const error = await callWith(context, () => ({ status: 200, text: async () => text }))
    assert.equal(error.code, 'RESPONSE_TOO_LARGE')
  })
})

suite('a response of almost 50 MB', () => {
  for (const [
    name,
    start,
    part,
    end,
    expected,
  ] of /** @type {[string, string, string, string, string?][]} */ ([
    ['a list', '{"result":[0', ',0', ']}'],
    ['a truncated list', '{"result":[0', ',0', '', 'TRUNCATED_RESPONSE'],
    ['numbers', '0', ',0', '', 'NOT_JSON'],
    ['small objects', '{"result":[{}', ',{"a":{}}', ']}'],
    ['an error page', '<html>', '<b>', '', 'NOT_JSON'],
    ['white space', ' ', ' ', '', 'EMPTY_RESPONSE'],
  ])) {
    test(`with ${name} is read`, async (context) => {
      const text = start + part.repeat((49 * MB) / part.length) + end
      const outcome = await callWith(context, () => new Response(text))
      assert.equal(outcome.code, expected)
      if (expected === undefined) assert.ok(outcome.result.length > 5_000_000)
    })
  }
})

suite('a response with', () => {
  test('a million levels is a reply or fails', async (context) => {
    const nested = (/** @type {string} */ open, /** @type {string} */ close) =>
      open.repeat(1_000_000) + close.repeat(1_000_000)
    for (const text of [
      nested('[', ']'),
      nested('{"a":', '}').replace('{}', '{"a":1}'),
      '['.repeat(1_000_000),
    ]) {
      for (const body of [text, `{"result":${text}}`, `{"result":{"5":1,"x":${text}}}`]) {
        for (const method of ['crm.thing.get', 'user.get']) {
          const outcome = await callWith(context, () => body, method)
          assert.ok(
            'result' in outcome || outcome.kind === 'response',
            inspect(outcome).slice(0, 500),
          )
        }
      }
    }
  })

  test('invalid UTF-8 keeps the rest', async (context) => {
    const bytes = Buffer.concat([
      Buffer.from('{"result":"a'),
      Buffer.from([0xff, 0xc3]),
      Buffer.from('b\u0416"}'),
    ])
    assert.equal(
      (await callWith(context, () => new Response(bytes))).result,
      'a\ufffd\ufffdb\u0416',
    )
  })

  test('characters across chunks and a byte order mark are read', async (context) => {
    const bytes = new TextEncoder().encode('\ufeff{"result":"\u0416\ud83d\ude00"}')
    const stream = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]))
        controller.close()
      },
    })
    assert.equal((await callWith(context, () => new Response(stream))).result, '\u0416\ud83d\ude00')
  })

  test('no content fails', async (context) => {
    for (const response of [
      new Response(null),
      new Response(''),
      new Response(null, { status: 204 }),
    ]) {
      const { kind, code } = await callWith(context, () => response)
      assert.deepEqual([kind, code], ['response', 'EMPTY_RESPONSE'])
    }
  })

  test('a body that breaks fails as lost', async (context) => {
    const stream = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) })
    const { kind, code } = await callWith(context, () => new Response(stream))
    assert.deepEqual([kind, code], ['network', 'CONNECTION_LOST'])
  })
})

suite('whole numbers that JavaScript would round', () => {
  // Every second one beyond 2^53.
  const ID = '9007199254740993'

  test('are text with all digits, in typed and in other results', async (context) => {
    const reply = await callWith(
      context,
      () => `{"result":[{"ID":"${ID}","UF_DEPARTMENT":[${ID},7]},{"ID":${ID}}]}`,
      'user.get',
    )
    assert.deepEqual(reply.result.map((/** @type {any} */ user) => user.ID), [ID, ID]) // prettier-ignore
    assert.deepEqual(reply.result[0].UF_DEPARTMENT, [ID, 7])
    const other = await callWith(context, () => `{"result":{"id":${ID},"text":"${ID}, ${ID}"}}`)
    assert.deepEqual(other.result, { id: ID, text: `${ID}, ${ID}` })
  })

  test('are text wherever the network divides the response', async (context) => {
    const body = new TextEncoder().encode(`{"result":[1,${ID},"${ID}",0.${ID}]}`)
    for (let at = 1; at < body.length; at++) {
      const { result } = await callWith(context, () => {
        const stream = new ReadableStream({
          start(controller) {
            controller.enqueue(body.subarray(0, at))
            controller.enqueue(body.subarray(at))
            controller.close()
          },
        })
        return new Response(stream)
      })
      assert.deepEqual(result, [1, ID, ID, Number(`0.${ID}`)], `${at}`)
    }
  })

  test('are text if a stub sends a buffer instead of bytes', async (context) => {
    const body = new TextEncoder().encode(`{"result":{"id":${ID}}}`)
    const { result } = await callWith(context, () => {
      const chunks = [body.buffer]
      const read = async () => ({ done: chunks.length === 0, value: chunks.pop() })
      return /** @type {any} */ ({ status: 200, body: { getReader: () => ({ read }) } })
    })
    assert.deepEqual(result, { id: ID })
  })

  test('are distinct identifiers of values and of rows', async (context) => {
    const [a, b] = [ID, '9007199254740994']
    stubFetch(context, () => `{"result":{"${a}":[],"${b}":[]}}`)
    const { result } = await b24.im.department.employees.get({ ID: [1] })
    assert.deepEqual([...result.keys()], [a, Number(b)])
    context.mock.restoreAll()
    const ids = Array.from({ length: 52 }, (_, at) => String(BigInt(ID) + BigInt(at)))
    const rows = (/** @type {number} */ start) =>
      ids.slice(start, start + 50).map((id) => `{"id":${id}}`)
    // The second page repeats a row of the first one.
    stubFetch(context, (_, at) =>
      at === 0
        ? `{"result":[${rows(0)}],"total":53,"next":50}`
        : `{"result":[${rows(49)}],"total":53}`,
    )
    const received = await b24.list('crm.thing.list').toArray()
    assert.deepEqual(received.map((/** @type {any} */ row) => String(row.id)), ids) // prettier-ignore
  })

  test('are the positions of a list by identifier', async (context) => {
    const from = 9007199254740993n
    const ids = Array.from({ length: 60 }, (_, at) => String(from + BigInt(at)))
    const requests = stubFetch(context, ({ form }, at) => {
      const rows = (/** @type {string[]} */ part) => part.map((ID) => `{"ID":${ID}}`).join()
      if (at === 0) return `{"result":[${rows(ids.slice(0, 50))}],"total":60}`
      assert.ok(decodeURIComponent(String(form)).includes(`=${ids[49]}`), String(form))
      return form.has('cmd[p0]')
        ? `{"result":{"result":{"p0":[${rows(ids.slice(50))}]}}}`
        : `{"result":[${rows(ids.slice(50))}],"total":10}`
    })
    const rows = await b24.list('user.get', { select: ['ID'] }).toArray()
    assert.deepEqual(rows.map((/** @type {any} */ row) => String(row.ID)), ids) // prettier-ignore
    assert.equal(requests.length, 2)
  })
})
