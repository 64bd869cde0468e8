// The Rust front ends with frameworks, in the emulator.

import { testFrontEnds } from '../../e2e/harness/front-end.js'

await testFrontEnds(['leptos', 'yew'])
