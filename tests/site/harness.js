// The built site as files, and as a server.

import { createServer } from 'node:http'
import { once } from 'node:events'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'

import { root } from '../e2e/harness/paths.js'

/** The folder that `cargo xtask docs` writes. */
export const folder = join(root, 'target/docs')

/** The path of the site on its server, which the variable `DOCS_BASE` names. */
export const base = process.env.DOCS_BASE ?? '/'

const TYPES = new Map([
  ['.html', 'text/html; charset=utf-8'],
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.woff2', 'font/woff2'],
])

/** Returns the paths of the HTML files below a folder of the site, relative to the site. @param {string} below */
export function htmlFiles(below = '') {
  return readdirSync(join(folder, below), { recursive: true, encoding: 'utf8' })
    .map((path) => join(below, path))
    .filter((path) => path.endsWith('.html'))
    .sort()
}

/** Returns the file of a path of the site, or undefined. @param {string} path */
export function fileOf(path) {
  if (!path.startsWith(base)) return undefined
  const file = join(folder, decodeURIComponent(path.slice(base.length)))
  const candidates = [file, `${file}.html`, join(file, 'index.html')]
  return candidates.find((name) => statSync(name, { throwIfNoEntry: false })?.isFile())
}

/** Serves the site on a free port; returns its origin and a function that stops it. */
export async function serve() {
  const server = createServer((request, response) => {
    const file = fileOf(new URL(request.url ?? '', 'http://localhost').pathname)
    if (file === undefined) {
      response.writeHead(404).end()
      return
    }
    const type = TYPES.get(extname(file)) ?? 'application/octet-stream'
    response.writeHead(200, { 'content-type': type }).end(readFileSync(file))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return {
    origin: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
