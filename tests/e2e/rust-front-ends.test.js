// The Rust front end without a framework, in the emulator.

import { testFrontEnds } from './harness/front-end.js'

await testFrontEnds(['plain'])
