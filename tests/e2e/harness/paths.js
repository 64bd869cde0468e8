// Paths of the files that `cargo xtask test` builds.

import { fileURLToPath } from 'node:url'
import { resolve } from 'node:path'

/** The root of the work tree. */
export const root = fileURLToPath(new URL('../../..', import.meta.url))

/** The program of the emulator, in cargo's target folder. */
export const portalProgram = resolve(
  root,
  process.env.CARGO_TARGET_DIR ?? 'target',
  'release/portal',
)

/** The package installed from its tarball. */
export const packageFolder = resolve(root, 'target/e2e/node_modules/b24-wasm')
