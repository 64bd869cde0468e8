// Classic script: helpers of the tests in the page, for every entry.

/**
 * The serializable outcome of an attempt.
 *
 * @typedef {object} Outcome
 * @property {any} [value] of a successful attempt
 * @property {ThrownError} [error] of a failed attempt
 */

/**
 * @typedef {object} ThrownError
 * @property {boolean} isError whether it is an `Error`
 * @property {boolean} isB24Error whether it is a `B24Error`
 * @property {string} name
 * @property {string} message
 * @property {string} kind
 * @property {string} code
 * @property {string} description
 * @property {number} status
 * @property {string} method
 * @property {boolean} retryable
 * @property {string} response
 * @property {number} attempts
 * @property {number} after milliseconds until it was thrown
 * @property {string} everything all texts in the error and in its nested values
 */

/**
 * Runs work and returns its outcome. Fails after 20 seconds, because a promise that stays pending is a
 * defect.
 *
 * @param {() => unknown} work
 * @returns {Promise<Outcome>}
 */
async function attempt(work) {
  const start = performance.now()
  let timer
  const pending = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('the promise stays pending')), 20_000)
  })
  try {
    return { value: await Promise.race([work(), pending]) }
  } catch (thrown) {
    return { error: { ...describe(thrown), after: performance.now() - start } }
  } finally {
    clearTimeout(timer)
  }
}

/**
 * @param {any} thrown
 * @returns {Omit<ThrownError, 'after'>}
 */
function describe(thrown) {
  const { name, message, kind, code, description, status } = thrown
  const { method, retryable, response, attempts } = thrown
  return {
    isError: thrown instanceof Error,
    isB24Error: thrown instanceof globalThis.sdk.B24Error,
    ...{ name, message, kind, code, description, status, method, retryable, response, attempts },
    everything: [...texts(thrown, new Set())].join('\n'),
  }
}

/**
 * Yields the names and values of all own properties, including hidden ones and symbols, of an object
 * and its nested values.
 *
 * @param {any} value
 * @param {Set<unknown>} seen
 * @returns {Generator<string>}
 */
function* texts(value, seen) {
  if (value === null || !['object', 'function'].includes(typeof value)) {
    yield String(value)
    return
  }
  if (seen.has(value)) return
  seen.add(value)
  yield String(value)
  for (const name of Reflect.ownKeys(value)) {
    yield String(name)
    yield* texts(value[name], seen)
  }
}
