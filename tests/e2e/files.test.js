// Files as parameters: the result of `B24.file`, and its encoding.

import assert from 'node:assert/strict'
import { beforeEach, suite, test } from 'node:test'

import { assertFailed } from './harness/errors.js'
import { openStage } from './harness/stage.js'

const { portal, openWebhook } = await openStage()
const page = await openWebhook()

beforeEach(() => portal.control.clear())

/** @param {string} source */
const file = (source) =>
  page.evaluate(
    (source) => attempt(() => new Function('file', `return file(${source})`)(sdk.B24.file)),
    source,
  )

suite('B24.file returns a name and base64', () => {
  /** @type {[source: string, file: [name: string, base64: string]][]} */
  const FILES = [
    ["new File(['a%ж'], 'a name.txt')", ['a name.txt', 'YSXQtg==']],
    ["new File(['a'], 'other.txt'), 'given.txt'", ['given.txt', 'YQ==']],
    ["new Blob(['ab']), 'given.txt'", ['given.txt', 'YWI=']],
    ["new Blob(['abc'])", ['blob', 'YWJj']],
    ["new Blob([]), 'empty.txt'", ['empty.txt', '']],
    ["new Uint8Array([0, 255, 128]), 'x.bin'", ['x.bin', 'AP+A']],
    ["new Uint8Array([9, 0, 255, 9]).subarray(1, 3), 'x.bin'", ['x.bin', 'AP8=']],
    ["new Uint8Array([0, 255]).buffer, 'x.bin'", ['x.bin', 'AP8=']],
    ["new DataView(new Uint8Array([9, 0, 255]).buffer, 1), 'x.bin'", ['x.bin', 'AP8=']],
    ["new Uint16Array([0xff00]), 'x.bin'", ['x.bin', 'AP8=']],
  ]
  for (const [source, expected] of FILES) {
    test(source, async () => assert.deepEqual((await file(source)).value, expected))
  }

  test('encodes ten megabytes exactly', async () => {
    const same = await page.evaluate(async () => {
      const bytes = Uint8Array.from({ length: 10_000_001 }, (_, at) => (at * 31) % 251)
      const [name, base64] = await sdk.B24.file(new Blob([bytes]), 'large.bin')
      const back = new Uint8Array(
        await (await fetch(`data:application/octet-stream;base64,${base64}`)).arrayBuffer(),
      )
      return (
        name === 'large.bin' &&
        back.length === bytes.length &&
        back.every((it, at) => it === bytes[at])
      )
    })
    assert.equal(same, true)
  })

  for (const source of ["'/path/to/file'", '5', 'null', 'undefined', '{}', 'new FormData()', '']) {
    test(`rejects ${source || 'undefined'}`, async () => {
      const error = assertFailed(await file(source), { kind: 'input', code: 'INVALID_FILE' })
      assert.match(error.description, /File, a Blob or bytes/)
    })
  }
})

test('sends a file as its name and bytes', async () => {
  const { error } = await page.evaluate(() =>
    attempt(async () =>
      b24.call(/** @type {string} */ ('methods'), {
        x: await sdk.B24.file(new Blob(['a%ж']), 'a.txt'),
      }),
    ),
  )
  assert.equal(error, undefined)
  const [request] = await portal.control.requests()
  assert.deepEqual(
    [...new URLSearchParams(request?.body)],
    [
      ['x[0]', 'a.txt'],
      ['x[1]', 'YSXQtg=='],
    ],
  )
})

test('rejects a file that was not awaited', async () => {
  const outcome = await page.evaluate(() =>
    attempt(() =>
      b24.call(/** @type {string} */ ('methods'), { x: sdk.B24.file(new Blob(['a'])) }),
    ),
  )
  const error = assertFailed(outcome, { kind: 'input', code: 'INVALID_PARAMETERS' })
  assert.match(error.description, /"x" is a Promise/)
  assert.deepEqual(await portal.control.requests(), [])
})
