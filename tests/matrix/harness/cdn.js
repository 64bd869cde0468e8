// A server of the package's files on another origin, as public networks of npm packages have one.

import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { createServer } from 'node:http'
import { basename, extname, join } from 'node:path'
import { after } from 'node:test'

import { packageFolder } from '../../e2e/harness/paths.js'

/** @type {Record<string, string>} */
const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' }

/**
 * Starts the server and stops it after the tests of the file.
 *
 * @returns {Promise<{ origin: string, sent: string[] }>} `sent` are the names of the files sent so far
 */
export async function startCdn() {
  /** @type {string[]} */
  const sent = []
  const server = createServer(({ url = '' }, response) => {
    const name = basename(new URL(url, 'http://localhost').pathname)
    response.setHeader('access-control-allow-origin', '*')
    const type = TYPES[extname(name)]
    if (!type) return response.writeHead(404).end()
    sent.push(name)
    response.setHeader('content-type', type)
    createReadStream(join(packageFolder, 'dist', name)).pipe(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  after(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = /** @type {import('node:net').AddressInfo} */ (server.address())
  return { origin: `http://127.0.0.1:${address.port}`, sent }
}
