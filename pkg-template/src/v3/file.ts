// The file for REST 3.0, `dist/b24.v3.js`, which is imported when REST 3.0 is first used: checks, lists and
// batches. Tests use the module itself, too.

export { batch } from './batch.js'
export { call } from './call.js'
export { list } from './pages.js'
export { currentCore } from './core.js'
