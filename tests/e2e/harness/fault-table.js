// The tables of `docs/faults.md`, which tests compare with what happens.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'

import { root } from './paths.js'

const FILE = `${root}/docs/faults.md`

/**
 * The outcome and the number of requests in a cell.
 *
 * @typedef {object} Cell
 * @property {string} outcome
 * @property {number} requests
 */

/**
 * Splits the document around the table with a comment of its name.
 *
 * @param {string} name
 */
function split(name) {
  const [before, rest] = readFileSync(FILE, 'utf8').split(`<!-- ${name} -->\n\n`)
  const end = '\n<!-- end -->'
  const [table, ...after] = rest?.split(end) ?? []
  if (before === undefined || table === undefined) throw new Error(`no table "${name}"`)
  return { before: `${before}<!-- ${name} -->\n\n`, table, after: `${end}${after.join(end)}` }
}

/**
 * Returns the cells of a table by the names of their rows and columns.
 *
 * @param {string} name
 * @returns {Map<string, Map<string, Cell>>}
 */
export function readTable(name) {
  const [[, ...titles] = [], , ...rows] = split(name)
    .table.trimEnd()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
  const cells = (/** @type {string[]} */ row) =>
    row.map((cell, at) => {
      const [outcome = '', requests] = cell.split('; ')
      return /** @type {const} */ ([titles[at] ?? '', { outcome, requests: Number(requests) }])
    })
  return new Map(
    rows.map(([label = '', ...row]) => [label.replaceAll('`', ''), new Map(cells(row))]),
  )
}

/**
 * Asserts that the document has a table, or writes it if the variable `B24_WRITE_FAULTS` is set.
 *
 * @param {string} name
 * @param {string[][]} rows with the titles first
 */
export function assertDocumented(name, rows) {
  const widths =
    rows[0]?.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length))) ?? []
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(' | ')} |\n`
  const lines = rows.map((row) => line(row.map((cell, at) => cell.padEnd(widths[at] ?? 0))))
  lines.splice(1, 0, line(widths.map((width) => '-'.repeat(width))))
  const text = lines.join('')
  const { before, table, after } = split(name)
  if (process.env.B24_WRITE_FAULTS) writeFileSync(FILE, `${before}${text}${after}`)
  else assert.equal(table, text, 'docs/faults.md is stale; if right, set B24_WRITE_FAULTS')
}
