// Writes the documentation and the API as two texts for language models: `llms.txt`, a list of the pages,
// and `llms-full.txt`, which has everything.
//
// node site/llms.mjs FOLDER [BASE]: BASE is the address of the site, if the texts belong to it.

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { readDeclarations, readEntries } from './declarations.mjs'
import { methodLines } from './methods.mjs'
import { sections } from './navigation.mjs'
import { readPages } from './pages.mjs'

const typings = fileURLToPath(new URL('../pkg/dist/', import.meta.url))

const SUMMARY = `# b24-wasm

> An SDK for apps that run in a frame of a Bitrix24 portal: typed calls of the REST API, lists, batches and the commands of the portal page, for TypeScript, JavaScript and Rust.
`

/** The pages in their order, with their sections. */
function orderedPages() {
  const pages = new Map(readPages().map((page) => [page.name, page]))
  return sections.map(({ text, items }) => ({
    section: text,
    pages: items.map(({ text, link }) => {
      const page = pages.get(link.slice(1).replace(/\/$/, '/index'))
      if (page === undefined) throw new Error(`no page ${link}`)
      return { title: text, link, ...page }
    }),
  }))
}

/** Returns the list of the pages. @param {string} [base] the address of the site */
export function shortText(base) {
  const href = (/** @type {string} */ link) =>
    base === undefined
      ? 'llms-full.txt'
      : `${base}${link.slice(1)}${link.endsWith('/') ? 'index' : ''}.html`
  const lists = orderedPages().map(
    ({ section, pages }) =>
      `## ${section}\n\n${pages
        .map(({ title, link, text }) => `- [${title}](${href(link)}): ${summaryOf(text)}`)
        .join('\n')}\n`,
  )
  const everything = `- [Everything](llms-full.txt): all pages, all declarations, all methods\n`
  return [SUMMARY, ...lists, `## Optional\n\n${everything}`].join('\n')
}

/** Returns the headings of a page below its title. @param {string} text */
function summaryOf(text) {
  const code = /^```[\s\S]*?^```$/gm
  const headings = text.replace(code, '').matchAll(/^## (.+)$/gm)
  return Array.from(headings, ([, heading]) => heading).join('; ') || 'one topic'
}

/** Returns the text of all pages, all declarations and all methods. */
export function fullText() {
  const pages = orderedPages().flatMap(({ pages }) => pages.map(({ text }) => text))
  const declarations = readEntries().map(({ name, files }) =>
    [`## ${name}\n`, ...files.map(declarationsOf)].join('\n'),
  )
  const scopes = readdirSync(`${typings}api`)
    .filter((name) => name !== 'index.d.ts')
    .map((name) => section(basename(name, '.d.ts'), `${typings}api/${name}`))
  return [
    SUMMARY,
    ...pages,
    '# Declarations\n',
    ...declarations,
    '# Methods\n\nEach line is a method with its parameters, its result and the codes of its own errors, or a record that they name. Each method can be called as `b24.NAME(parameters, options)` and as `b24.call(NAME, parameters, options)`.\n',
    ...scopes,
    '# Methods of REST 3.0\n\nThey are called as `b24.v3.NAME(parameters, options)`.\n',
    section('REST 3.0', `${typings}v3/methods.d.ts`, '@3'),
  ].join('\n')
}

/** Returns a file of declarations below its name. @param {string} file */
function declarationsOf(file) {
  return `### ${file.replace(/^dist\//, '')}\n\n${fence('ts', readDeclarations(file))}`
}

/** @param {string} name @param {string} path @param {'' | '@3'} [version] */
function section(name, path, version) {
  return `## ${name}\n\n${fence('ts', `${methodLines(path, version).join('\n')}\n`)}`
}

function fence(/** @type {string} */ language, /** @type {string} */ code) {
  return `\`\`\`${language}\n${code}\`\`\`\n`
}

const [, program = '', folder, base] = process.argv
if (program === fileURLToPath(import.meta.url) && folder !== undefined) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'llms.txt'), shortText(base))
  writeFileSync(join(folder, 'llms-full.txt'), fullText())
}
