// Tests that run at the same time.

import { engine } from './engines/engine.js'

/**
 * Options of a suite whose tests mostly wait for deadlines or animation frames: two run at a time
 * in Chromium. None may change a portal of others, and each must have pages in a context of its own: a tab
 * has no animation frames while another one of its window is in front, as in the other engines.
 */
export const concurrent = { concurrency: engine === 'chromium' ? 2 : 1 }
