// Page layouts of typical apps, with the CSS of their packages.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { compile } from 'tailwindcss'

import { root } from './paths.js'

/**
 * @typedef {object} Skeleton
 * @property {'plain' | 'filling' | 'shell'} kind whether the height is that of the content, at least that
 * of the frame, or always that of the frame
 * @property {string} body with content in `[data-content]`
 * @property {string} [css]
 * @property {string[]} [sheets] of packages, from `node_modules`
 * @property {string} [html] attributes of the root element
 * @property {string} [doctype]
 */

const CONTENT = '<div data-content></div>'
const vite = (/** @type {string} */ file) => `create-vite/template-${file}`
const BOOTSTRAP = ['bootstrap/dist/css/bootstrap.min.css']

/** @type {Record<string, Skeleton>} */
export const SKELETONS = {
  'blocks, default margins': { kind: 'plain', body: `<h1>App</h1>${CONTENT}` },
  'fractions of pixels': {
    kind: 'plain',
    css: 'body { margin: 0 } p { margin: 0; line-height: 20.37px }',
    body: `<p>App</p><p>Text</p><p>Text</p>${CONTENT}`,
  },
  'body as high as the window, default margins': {
    kind: 'filling',
    css: 'body { min-height: 100vh }',
    body: `<h1>App</h1>${CONTENT}`,
  },
  'a header above what is as high as the window': {
    kind: 'filling',
    css: 'body { margin: 0 } header { height: 64px } main { min-height: 100vh }',
    body: `<header>App</header><main>${CONTENT}</main>`,
  },
  'a footer below what is as high as the window': {
    kind: 'filling',
    css: 'body { margin: 0 } main { height: auto; min-height: 100vh } footer { height: 80px }',
    body: `<main>${CONTENT}</main><footer>App</footer>`,
  },
  'html, body and root at 100%': {
    kind: 'filling',
    css: 'html, body, #root { height: 100% }',
    body: `<div id="root"><p>A paragraph</p>${CONTENT}</div>`,
  },
  'html and body at 100% that hide what overflows sideways': {
    kind: 'filling',
    css: 'html, body { height: 100%; margin: 0; overflow-x: hidden }',
    body: `<div id="root">${CONTENT}</div>`,
  },
  'a full-height column with padding': {
    kind: 'filling',
    css: 'body { margin: 0 } #root { display: flex; flex-direction: column; height: 100vh; padding: 20px }',
    body: `<div id="root"><h1>App</h1>${CONTENT}</div>`,
  },
  'a full-height column with a footer that is pushed down': {
    kind: 'filling',
    css: `body { margin: 0; min-height: 100dvh; display: flex; flex-direction: column }
      main { flex: 1 } footer { padding: 16px }`,
    body: `<main>${CONTENT}</main><footer>Footer</footer>`,
  },
  'a hero of half a window': {
    kind: 'filling',
    css: 'body { margin: 0 } header { height: 50vh }',
    body: `<header>App</header><main>${CONTENT}</main>`,
  },
  'a shell with an area of its own that scrolls': {
    kind: 'shell',
    css: `html, body, #app { height: 100%; margin: 0 }
      #app { display: grid; grid-template-rows: auto 1fr } main { overflow: auto }`,
    body: `<div id="app"><header>App</header><main>${CONTENT}</main></div>`,
  },
  'a shell laid over the window': {
    kind: 'shell',
    css: 'body { margin: 0 } #app { position: fixed; inset: 0; overflow: auto }',
    body: `<div id="app">${CONTENT}</div>`,
  },
  'no doctype': { kind: 'filling', doctype: '', body: `<h1>App</h1>${CONTENT}` },
  'Vite, vanilla': {
    kind: 'filling',
    sheets: [vite('vanilla/src/style.css')],
    body: `<div id="app"><section id="center"><h1>Get started</h1>${CONTENT}</section>
      <section id="spacer"></section></div>`,
  },
  'Vite, React': {
    kind: 'filling',
    sheets: [vite('react/src/index.css'), vite('react/src/App.css')],
    body: `<div id="root"><section id="center"><h1>Get started</h1>${CONTENT}</section>
      <section id="spacer"></section></div>`,
  },
  'Vite, Preact': {
    kind: 'filling',
    sheets: [vite('preact/src/index.css'), vite('preact/src/app.css')],
    body: `<div id="app"><section id="center"><h1>Get started</h1>${CONTENT}</section></div>`,
  },
  'Vite, Lit: a shadow tree in a centred body': {
    kind: 'filling',
    sheets: [vite('lit/src/index.css')],
    body: `<my-element><template shadowrootmode="open"><h1>App</h1>${CONTENT}</template></my-element>`,
  },
  'Tailwind, min-h-screen with centred content': {
    kind: 'filling',
    sheets: ['tailwind'],
    body: `<div class="min-h-screen flex items-center justify-center bg-gray-100">
      <form class="p-8 rounded shadow"><h1 class="text-xl">Sign in</h1>${CONTENT}</form></div>`,
  },
  'Tailwind, min-h-screen below a header, with a footer': {
    kind: 'filling',
    sheets: ['tailwind'],
    body: `<header class="h-16">App</header><div class="min-h-screen flex flex-col">
      <main class="flex-1 p-4">${CONTENT}</main><footer class="p-4">Footer</footer></div>`,
  },
  'Tailwind, h-screen with an area that scrolls': {
    kind: 'shell',
    sheets: ['tailwind'],
    body: `<div class="h-screen flex flex-col"><header class="h-16">App</header>
      <main class="flex-1 overflow-y-auto">${CONTENT}</main></div>`,
  },
  'Bootstrap, a container': {
    kind: 'plain',
    sheets: BOOTSTRAP,
    body: `<div class="container py-4"><h1>App</h1><div class="card"><div class="card-body">
      ${CONTENT}</div></div></div>`,
  },
  'Bootstrap, a sticky footer': {
    kind: 'filling',
    sheets: BOOTSTRAP,
    html: 'class="h-100"',
    body: `<div id="root" class="d-flex flex-column min-vh-100"><main class="container">${CONTENT}</main>
      <footer class="footer mt-auto py-3 bg-body-tertiary">Footer</footer></div>`,
  },
  'Bootstrap, a navigation above min-vh-100': {
    kind: 'filling',
    sheets: BOOTSTRAP,
    body: `<nav class="navbar bg-body-tertiary"><a class="navbar-brand">App</a></nav>
      <div class="container min-vh-100">${CONTENT}</div>`,
  },
}

/** Writes the pages to a folder; returns the folder, the files by name and a function that removes them. */
export async function writeSkeletons() {
  const folder = await mkdtemp(join(tmpdir(), 'skeletons-'))
  await writeFile(join(folder, 'tailwind.css'), await tailwind())
  /** @type {Map<string, string>} */
  const files = new Map()
  for (const [name, skeleton] of Object.entries(SKELETONS)) {
    const file = `${name.replaceAll(/[^a-zA-Z]+/g, '-')}.html`
    files.set(name, file)
    await writeFile(join(folder, file), page(skeleton))
  }
  return { folder, files, remove: () => rm(folder, { recursive: true }) }
}

/** @param {Skeleton} skeleton */
function page({ body, css = '', sheets = [], html = '', doctype = '<!doctype html>' }) {
  const links = sheets.map((sheet) => {
    const address = sheet === 'tailwind' ? '/skeletons/tailwind.css' : `/npm/${sheet}`
    return `<link rel="stylesheet" href="${address}" />`
  })
  return `${doctype}<html lang="en" ${html}><head><meta charset="utf-8" /><title>App</title>
    <link rel="icon" href="data:," />${links.join('')}<style>${css}</style>
    <script type="importmap">{ "imports": { "b24-wasm": "/pkg/b24.js" } }</script>
    <script src="/attempt.js"></script><script type="module" src="/module.js"></script>
    </head><body>${body}</body></html>`
}

/** Compiles Tailwind's CSS with the utility classes of the pages. */
async function tailwind() {
  const read = (/** @type {string} */ file) =>
    readFile(join(root, 'node_modules/tailwindcss', file), 'utf8')
  const compiler = await compile('@import "tailwindcss";', {
    loadStylesheet: async (id, base) => ({
      path: id,
      base,
      content: await read(id === 'tailwindcss' ? 'index.css' : id),
    }),
  })
  const classes = Object.values(SKELETONS).flatMap(({ body }) =>
    [...body.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => String(names).split(/\s+/)),
  )
  return compiler.build(classes)
}
