// The blocks of code of a document in Markdown.

import { readFile } from 'node:fs/promises'

import { root } from './paths.js'

/** @typedef {{ language: string, heading: string, code: string }} Block */

/**
 * Returns the blocks of a document, each with the heading above it.
 *
 * @param {string} path relative to the root
 * @returns {Promise<Block[]>}
 */
export async function readBlocks(path) {
  return blocksOf(await readFile(`${root}${path}`, 'utf8'))
}

/** Returns the blocks of a text. @param {string} text */
export function blocksOf(text) {
  /** @type {Block[]} */
  const blocks = []
  let heading = ''
  for (const [, title, language = '', code = ''] of text.matchAll(
    /^#+ (.+)$|^```(\w+)\n([\s\S]*?)^```$/gm,
  )) {
    if (title !== undefined) heading = title
    else blocks.push({ language, heading, code })
  }
  return blocks
}
