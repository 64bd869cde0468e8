// The project of a user, in a folder of its own, with the packed package installed.

import { cp, mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

import { packageFolder, root } from '../../e2e/harness/paths.js'

/** The tools of `tests/matrix/package.json`, as `cargo xtask test --matrix` installs them. */
export const matrixFolder = resolve(root, 'target/matrix')

const cells = join(matrixFolder, 'cells')
// The portal serves only a folder that exists.
await mkdir(cells, { recursive: true })

/**
 * Creates a project. Programs in it find the package, then the tools of the matrix, then those of this
 * repository.
 *
 * @param {string} name
 * @param {object} content
 * @param {string} [content.template] folder of files to start with, relative to the root
 * @param {Record<string, string>} [content.files] texts, which replace files of the template
 * @returns {Promise<string>} its folder
 */
export async function createCell(name, { template, files = {} }) {
  const folder = join(cells, name)
  await rm(folder, { recursive: true, force: true })
  if (template) await cp(join(root, template), folder, { recursive: true })
  await cp(packageFolder, join(folder, 'node_modules/b24-wasm'), { recursive: true })
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

/** The arguments with which a portal serves the cells. */
export const SERVE_CELLS = ['--mount', `/cells=${cells}`]
