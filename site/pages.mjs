// The pages of the site as text, with the files that they include.

import { readFileSync, readdirSync } from 'node:fs'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('pages', import.meta.url))

/**
 * A page.
 *
 * @typedef {object} Page
 * @property {string} name its path in the site, without an extension
 * @property {string} text its Markdown, with included documents and files
 * @property {string[]} snippets the absolute paths of the files that it shows as code
 */

/** Returns all pages. @returns {Page[]} */
export function readPages() {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .sort()
    .map((path) => readPage(join(folder, path)))
}

/** Reads one page. @param {string} path @returns {Page} */
function readPage(path) {
  const from = (/** @type {string} */ name) => resolve(dirname(path), name)
  const read = (/** @type {string} */ name) => readFileSync(from(name), 'utf8')
  /** @type {string[]} */
  const snippets = []
  const text = read(path)
    .replace(/<!--@include: (\S+)-->\n/g, (_, name) => read(name))
    .replace(/^<<< (\S+)$/gm, (_, name) => {
      snippets.push(from(name))
      return `\`\`\`${extname(name).slice(1)} file\n${read(name)}\`\`\``
    })
  return { name: relative(folder, path).replace(/\.md$/, ''), text, snippets }
}
