// The site of the documentation: pages, navigation, search without a server.

import { fileURLToPath } from 'node:url'

import { defineConfig } from 'vitepress'

import { sections } from '../navigation.mjs'

// The references are pages of other generators, which the router must not open.
const references = [
  { text: 'TypeScript API', link: '/api/typescript/index.html', target: '_self' },
  { text: 'Rust API', link: '/api/rust/b24_wasm/index.html', target: '_self' },
]

/** The id of a heading. Codes of errors keep their case, so that a message can link to its code. */
const slugify = (heading) => {
  const text = heading.trim()
  const isCode = /^\w+_\w+$|^[A-Z\d]{5,}$/.test(text)
  return isCode
    ? text
    : text
        .toLowerCase()
        .replace(/[^\p{L}\d]+/gu, '-')
        .replace(/^-|-$/g, '')
}

export default defineConfig({
  lang: 'en',
  title: 'b24-wasm',
  description: 'An SDK for apps that run in a frame of a Bitrix24 portal',
  base: process.env.DOCS_BASE ?? '/',
  srcDir: 'pages',
  outDir: fileURLToPath(new URL('../../target/docs', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../../target/docs-cache', import.meta.url)),
  // The other generators write them afterwards.
  ignoreDeadLinks: [/^\/api\//],
  markdown: {
    anchor: { slugify },
    toc: { slugify },
    headers: { slugify },
    // Both have enough contrast for small text.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: 'deep',
    nav: [
      { text: 'Start', link: '/getting-started' },
      { text: 'Recipes', link: '/recipes/' },
      { text: 'Errors', link: '/errors' },
      ...references,
    ],
    sidebar: [...sections, { text: 'References', items: references }],
  },
})
