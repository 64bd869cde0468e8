// The official SDK as a page of an app.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { build } from 'esbuild'

import { root } from './paths.js'

/**
 * Writes `peer.html` with a script that uses `@bitrix24/b24jssdk`.
 *
 * @param {string} folder
 * @param {string} contents the source of the script
 */
export async function writePeer(folder, contents) {
  await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    format: 'iife',
    outfile: join(folder, 'peer.js'),
    logLevel: 'silent',
  })
  await writeFile(join(folder, 'peer.html'), '<!doctype html><script src="peer.js"></script>')
}
