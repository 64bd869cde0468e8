/**
 * Calls a function of the app, and waits for it if it is asynchronous. A page reports what it throws or rejects
 * with; Node.js has no place for it.
 */
export async function notify<Args extends unknown[]>(
  listener: (...args: Args) => unknown,
  ...args: Args
): Promise<void> {
  try {
    await listener(...args)
  } catch (thrown) {
    globalThis.reportError?.(thrown)
  }
}
