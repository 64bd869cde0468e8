// The TypeScript code of a call.

/** @import { UserGetParams } from 'b24-wasm' */

import { create } from './dom.js'

/** The maximum length of a line in characters. */
const WIDTH = 42

/**
 * Returns the code of a call of `user.get`.
 *
 * @param {UserGetParams} params
 */
export function callCode(params) {
  const call = 'const reply = await b24.user.get('
  return `${call}${literal(params, '', call.length)})`
}

/**
 * Shows code with highlighted strings.
 *
 * @param {HTMLElement} element
 * @param {string} code
 */
export function showCode(element, code) {
  const parts = code.split(/('(?:\\.|[^'\\])*')/)
  // Splitting by a group puts the matches at the odd indices.
  const nodes = parts.map((part, at) => (at % 2 === 1 ? create('b', {}, part) : part))
  element.replaceChildren(...nodes)
}

/**
 * Formats a value as a literal: on one line if it fits, otherwise with one entry per line.
 *
 * @param {unknown} value
 * @param {string} indent of its first line
 * @param {number} column of its start in that line
 * @returns {string}
 */
function literal(value, indent, column) {
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return String(value)
  const deeper = `${indent}  `
  const [open, entries, close] = Array.isArray(value)
    ? ['[', value.map((item) => literal(item, deeper, deeper.length)), ']']
    : ['{ ', Object.entries(value).map(([key, item]) => property(key, item, deeper)), ' }']
  const line = `${open}${entries.join(', ')}${close}`
  if (column + line.length <= WIDTH && !line.includes('\n')) return line
  const lines = entries.map((entry) => `${deeper}${entry},\n`).join('')
  return `${open.trim()}\n${lines}${indent}${close.trim()}`
}

/**
 * @param {string} key
 * @param {unknown} value
 * @param {string} indent
 */
function property(key, value, indent) {
  const name = /^[A-Za-z_]\w*$/.test(key) ? key : quoted(key)
  return `${name}: ${literal(value, indent, indent.length + name.length + 2)}`
}

/** @param {string} text */
function quoted(text) {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
