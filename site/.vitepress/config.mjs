// The site of the documentation: pages, navigation, search without a server.

import { fileURLToPath } from 'node:url'

import { defineConfig } from 'vitepress'

const start = [
  { text: 'Getting started', link: '/getting-started' },
  { text: 'A placement in a real portal', link: '/first-placement' },
  { text: 'With Rust', link: '/rust' },
]

const rest = [
  { text: 'Calls', link: '/calls' },
  { text: 'Filters', link: '/filters' },
  { text: 'Lists', link: '/lists' },
  { text: 'Batches', link: '/batches' },
  { text: 'Errors', link: '/errors' },
  { text: 'Limits and retries', link: '/limits' },
  { text: 'Tokens and webhooks', link: '/tokens' },
  { text: 'REST 3.0', link: '/rest3' },
]

const page = [
  { text: 'The frame', link: '/frame' },
  { text: 'The bridge over BX24.js', link: '/bridge' },
]

const tools = [
  { text: 'Testing an app', link: '/testing' },
  { text: 'The emulator', link: '/emulator' },
  { text: 'Bundlers', link: '/bundlers' },
]

const recipes = [
  { text: 'All recipes', link: '/recipes/' },
  { text: 'Tab of a deal', link: '/recipes/deal-tab' },
  { text: 'Field of your own type', link: '/recipes/field-type' },
  { text: 'Call card', link: '/recipes/call-card' },
  { text: 'Background worker', link: '/recipes/background-worker' },
  { text: 'Robot', link: '/recipes/robot' },
  { text: 'Slider', link: '/recipes/slider' },
  { text: 'Settings page', link: '/recipes/settings' },
  { text: 'Export of 50,000 rows', link: '/recipes/export' },
]

const background = [
  { text: 'From BX24.js or b24jssdk', link: '/coming-from' },
  { text: 'Sizes and benchmarks', link: '/benchmarks' },
  { text: 'Faults', link: '/faults' },
  { text: 'Security', link: '/security' },
]

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
  ignoreDeadLinks: [/^\/api\//, /\/llms(-full)?$/],
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
    sidebar: [
      { text: 'Start', items: start },
      { text: 'REST', items: rest },
      { text: 'The portal page', items: page },
      { text: 'Tools', items: tools },
      { text: 'Recipes', items: recipes },
      { text: 'Background', items: background },
      { text: 'References', items: references },
    ],
  },
})
