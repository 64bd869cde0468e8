/** The listeners of a signal, and the one that the signal calls. */
type Shared = readonly [listeners: Set<() => void>, notify: () => void]

/** A signal gets a single listener: in Node each further one takes longer to add, and causes a warning. */
const sharedBySignal = new WeakMap<AbortSignal, Shared>()

/** Returns whether a signal is aborted; the object of a stub may throw. */
export function isAborted(signal: AbortSignal | undefined): boolean {
  try {
    return !!signal?.aborted
  } catch {
    return false
  }
}

/** Creates a controller; nothing can abort the work of a page without one. */
export function createController(): AbortController | undefined {
  try {
    return new AbortController()
  } catch {
    return undefined
  }
}

/** Calls a listener when a signal is aborted. */
export function listen(signal: AbortSignal, listener: () => void): void {
  const shared = sharedBySignal.get(signal)
  if (shared) {
    shared[0].add(listener)
    return
  }
  const listeners = new Set([listener])
  const notify = () => {
    for (const listener of listeners) listener()
  }
  sharedBySignal.set(signal, [listeners, notify])
  try {
    signal.addEventListener('abort', notify)
  } catch {
    // The signal of a stub may accept no listener; the deadline still applies.
  }
}

/** Removes a listener. */
export function unlisten(signal: AbortSignal, listener: () => void): void {
  const [listeners, notify] = sharedBySignal.get(signal) ?? []
  if (!listeners?.delete(listener) || listeners.size > 0) return
  sharedBySignal.delete(signal)
  try {
    signal.removeEventListener('abort', notify!)
  } catch {
    // Nothing is left to do.
  }
}
