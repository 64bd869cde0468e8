// A server of the module on another origin, which sends it in the ways of real servers.

import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { after } from 'node:test'

import { packageFolder } from './paths.js'

/** @typedef {{ status?: number, type?: string, body?: Uint8Array | string, cors?: boolean }} Reply */

/**
 * Starts the server and stops it after the tests of the file.
 *
 * @returns {Promise<{ origin: string, release: () => void }>} `release` lets `/held.wasm` send its second
 * half
 */
export async function startWasmServer() {
  const wasm = await readFile(join(packageFolder, 'dist/b24.wasm'))
  const type = 'application/wasm'
  // The last bytes are the identifier of the build.
  const otherBuild = Buffer.concat([wasm.subarray(0, -8), Buffer.from('00000000')])
  /** @type {Record<string, Reply>} */
  const replies = {
    '/typed.wasm': { type, body: wasm },
    '/octets.wasm': { type: 'application/octet-stream', body: wasm },
    '/untyped.wasm': { body: wasm },
    '/page.wasm': { type: 'text/html', body: '<!doctype html><title>An app</title>' },
    '/failing.wasm': { status: 500, type: 'text/plain', body: 'out of order' },
    '/other-build.wasm': { type, body: otherBuild },
    '/truncated.wasm': { type, body: wasm.subarray(0, 1000) },
    '/foreign.wasm': { type, body: wasm, cors: false },
  }
  let release = () => {}
  const released = new Promise((resolve) => {
    release = () => resolve(undefined)
  })
  const server = createServer(async ({ url = '' }, response) => {
    const reply = replies[url] ?? { status: 404, body: 'no such file' }
    const headers = {
      ...(reply.type && { 'content-type': reply.type }),
      ...(reply.cors !== false && { 'access-control-allow-origin': '*' }),
    }
    if (url === '/held.wasm') {
      response.writeHead(200, { 'content-type': type, 'access-control-allow-origin': '*' })
      response.write(wasm.subarray(0, 1000))
      await released
      response.end(wasm.subarray(1000))
      return
    }
    response.writeHead(reply.status ?? 200, headers).end(reply.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  return { origin: `http://127.0.0.1:${address.port}`, release }
}
