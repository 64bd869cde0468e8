/** The calls for which BX24.js has called no callback yet. */
export interface PendingCalls {
  /** Adds a call by the function that fails it. */
  add(fail: () => void): void
  /** Removes a call whose callback was called. */
  remove(fail: () => void): void
  /** Counts an error of one of the calls. */
  countError(): void
}

/**
 * Creates an empty set of calls.
 *
 * BX24.js's errors do not name their calls. If the page makes no calls of its own, as many errors as
 * pending calls mean that all have failed.
 */
export function createPendingCalls(): PendingCalls {
  const calls = new Set<() => void>()
  let errors = 0
  const failAllIfCertain = () => {
    if (errors < calls.size) return
    errors = 0
    for (const fail of calls) fail()
    calls.clear()
  }
  return {
    add: (fail) => calls.add(fail),
    remove(fail) {
      calls.delete(fail)
      failAllIfCertain()
    },
    countError() {
      if (calls.size > 0) errors++
      failAllIfCertain()
    },
  }
}
