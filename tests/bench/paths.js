// The folders that the benchmark writes and serves.

import { resolve } from 'node:path'

import { root } from '../e2e/harness/paths.js'

/** What the emulator serves as the app's origin. */
export const served = resolve(root, 'target/bench/served')

/** The Rust front end, which `cargo xtask bench` builds: the glue and its module. */
export const rustFrontEnd = resolve(root, 'target/bench/rust')

/** The report. */
export const reportFile = resolve(root, 'target/bench.json')
