// The module for REST 3.0 in a file of its own, `dist/b24.v3.js`, which is imported when it is first needed.

export { compileModule } from './embedded.js'
export { instantiate } from '#v3-glue'
