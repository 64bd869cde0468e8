// The TypeScript API of the built site.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readEntries } from '../../site/declarations.mjs'
import { htmlFiles } from './harness.js'

test('each entry of the package has a page', () => {
  const modules = htmlFiles('api/typescript/modules').map((path) => path.replace(/^.*\//, ''))
  for (const { name, files } of readEntries()) {
    const module = files[0]?.replace(/^.*\//, '').replace('.d.ts', '.html') ?? ''
    assert.ok(modules.includes(module), `${name}: ${module}`)
  }
})
