// The TypeScript API of the built site.

import assert from 'node:assert/strict'
import { test } from 'node:test'

import { readEntries } from '../../site/declarations.mjs'
import { htmlFiles } from './harness.js'

test('each entry of the package has a page', () => {
  const modules = htmlFiles('api/typescript/modules').map((path) => path.replace(/^.*\//, ''))
  const entries = readEntries().map(({ files: [file = ''] }) => file.replace(/^.*\//, ''))
  assert.deepEqual(modules, entries.map((file) => file.replace('.d.ts', '.html')).sort())
})
