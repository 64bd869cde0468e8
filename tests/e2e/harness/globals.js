// Replaces what a page provides.

/**
 * Replaces a global, or removes it if the replacement is undefined. The returned function restores it,
 * as the end of the test does.
 *
 * @param {import('node:test').TestContext} context
 * @param {string} name
 * @param {unknown} value
 */
export function replaceGlobal(context, name, value) {
  const original = Object.getOwnPropertyDescriptor(globalThis, name)
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true })
  const restore = () => {
    if (original) Object.defineProperty(globalThis, name, original)
    else delete (/** @type {any} */ (globalThis)[name])
  }
  context.after(restore)
  return restore
}
