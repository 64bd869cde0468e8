// The TypeScript API: all exports of the package.

import { readEntries } from './declarations.mjs'

const base = process.env.DOCS_BASE ?? '/'

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'b24-wasm',
  entryPoints: readEntries().map(({ files: [file] }) => `../pkg/${file}`),
  out: '../target/docs/api/typescript',
  readme: 'none',
  excludeInternal: true,
  excludePrivate: true,
  disableSources: true,
  // The declarations of single methods have no pages: `Methods` shows them.
  validation: { notExported: false },
  navigationLinks: { Documentation: base, 'Rust API': `${base}api/rust/b24_wasm/index.html` },
}
