// The engine of a test run: Chromium, or the one that the variable `ENGINE` names.

/** The names of the engines. */
const ENGINES = ['chromium', 'firefox', 'webkit']

/** The engine of this run. */
export const engine = process.env.ENGINE || 'chromium'

if (!ENGINES.includes(engine)) {
  throw new Error(
    `the engine "${engine}" is unknown; the variable ENGINE names one of ${ENGINES.join(', ')}`,
  )
}

/** Options of a test that needs the DevTools protocol, or Playwright's clock. */
export const inChromium = { skip: engine !== 'chromium' && 'needs Chromium' }
