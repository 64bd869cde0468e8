// The module that the default entry puts together from streams, beside the file of the slim entry.

import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { suite, test } from 'node:test'

import { packageFolder } from './harness/paths.js'

const HEADER = 8
const CODE = 10

/** Reads numbers and pieces of the binary format. */
class Reader {
  at = 0
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes
  }

  number() {
    let number = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++] ?? 0
      number |= (byte & 127) << shift
      if (byte < 128) return number
    }
  }

  sized() {
    const size = this.number()
    this.at += size
    return this.bytes.subarray(this.at - size, this.at)
  }
}

/**
 * Returns the sections of a module, and the bodies of its functions, in hexadecimal digits.
 *
 * @param {Uint8Array} module
 */
function contentOf(module) {
  const hex = (/** @type {Uint8Array} */ bytes) => Buffer.from(bytes).toString('hex')
  const reader = new Reader(module)
  reader.at = HEADER
  const content = [hex(module.subarray(0, HEADER))]
  while (reader.at < module.length) {
    const id = reader.number()
    const section = reader.sized()
    const bodies = new Reader(section)
    const parts =
      id === CODE ? Array.from({ length: bodies.number() }, () => bodies.sized()) : [section]
    content.push(...parts.map((part) => `${id}: ${hex(part)}`))
  }
  return content
}

suite('the embedded module', () => {
  test('has the sections and functions of the file', async (context) => {
    const compiling = context.mock.method(WebAssembly, 'compile')
    const { B24 } = await import(resolve(packageFolder, 'dist/b24.js'))
    await B24.webhook('https://example.bitrix24.com/rest/1/c0dec0dec0de/')
    const [embedded] = compiling.mock.calls[0]?.arguments ?? []

    const file = contentOf(await readFile(resolve(packageFolder, 'dist/b24.wasm')))
    // The identifier of the build is only in the file.
    const identifier = file.pop()
    assert.match(identifier ?? '', /^0: /)
    assert.ok(file.length > 500)
    assert.deepEqual(contentOf(/** @type {Uint8Array} */ (embedded)), file)
  })
})
