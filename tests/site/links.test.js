// The links of the built site: each leads to a file of the site and, with an anchor, to an element in it.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

import { base, fileOf, folder, htmlFiles } from './harness.js'

/** @type {Map<string, Set<string>>} */
const anchors = new Map()

/** Returns the ids of a file's elements. @param {string} file */
function idsOf(file) {
  const known = anchors.get(file)
  if (known) return known
  const ids = new Set(
    Array.from(readFileSync(file, 'utf8').matchAll(/\s(?:id|name)="([^"]+)"/g), ([, id = '']) =>
      decode(id),
    ),
  )
  anchors.set(file, ids)
  return ids
}

/** Decodes the entities of an attribute. @param {string} text */
function decode(text) {
  return text.replace(/&(amp|lt|gt|quot|#39|#x27);/g, (_, name) => ENTITIES[name] ?? '')
}

/** @type {Record<string, string>} */
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" }

/** Returns the broken links of a page. @param {string} page relative to the site */
function brokenLinks(page) {
  const path = join(folder, page)
  const text = readFileSync(path, 'utf8')
  const own = `http://site${base}${page}`
  const links = Array.from(text.matchAll(/<a\s[^>]*?href="([^"]*)"/g), ([, href = '']) =>
    decode(href),
  )
  const sources = Array.from(
    text.matchAll(/<(?:img|script)\s[^>]*?src="([^"]*)"/g),
    ([, src = '']) => decode(src),
  )
  return [...new Set([...links, ...sources])].filter((link) => {
    const { protocol, host, pathname, hash } = new URL(link, own)
    if (protocol !== 'http:' || host !== 'site') return false
    const file = fileOf(pathname)
    if (file === undefined) return true
    const id = hash.slice(1)
    // The script of rustdoc marks lines of its sources.
    if (id === '' || !file.endsWith('.html') || /^\d+(-\d+)?$/.test(id)) return false
    return !idsOf(file).has(id) && !idsOf(file).has(decodeURIComponent(id))
  })
}

const pages = htmlFiles()

for (const [name, isOf] of /** @type {[string, (page: string) => boolean][]} */ ([
  ['the pages', (page) => !page.startsWith('api/')],
  ['the TypeScript API', (page) => page.startsWith('api/typescript/')],
  // rustdoc itself checks the links between its pages, some of which lead to what it hides.
  ["the Rust API's start", (page) => page === 'api/rust/b24_wasm/index.html'],
])) {
  test(`${name}: no link is broken`, () => {
    const chosen = pages.filter(isOf)
    assert.ok(chosen.length > 0)
    const broken = chosen
      .map((page) => [page, ...brokenLinks(page)])
      .filter(({ length }) => length > 1)
    assert.deepEqual(broken, [])
  })
}

test('the pages and both APIs link to one another', () => {
  const starts = ['index.html', 'api/typescript/index.html', 'api/rust/b24_wasm/index.html']
  for (const page of starts) {
    const text = readFileSync(join(folder, page), 'utf8')
    for (const other of starts.filter((start) => start !== page)) {
      const link = `${base}${other === 'index.html' ? '' : other}`
      assert.ok(text.includes(`href="${link}"`), `${page} has no link to ${link}`)
    }
  }
})
