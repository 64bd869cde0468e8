// The instances of the module that the package starts.

/**
 * An instance of the module.
 *
 * @typedef {object} Instance
 * @property {() => void} breakDown makes its next use of the page fail, which traps the module's function
 * @property {() => void} fillMemory takes all the memory that it may have
 */

const PAGE = 65_536
const MAX_PAGES = 65_536

/**
 * Records the instances that are started from now on, in the order of their start.
 *
 * @returns {Instance[]}
 */
export function recordInstances() {
  /** @type {Instance[]} */
  const instances = []
  const { Instance } = WebAssembly
  WebAssembly.Instance = /** @type {any} */ (
    class extends Instance {
      /**
       * @param {WebAssembly.Module} module
       * @param {Record<string, Record<string, Function>>} [imports] none for the module that joins the streams
       */
      constructor(module, imports) {
        if (!imports) {
          super(module)
          return
        }
        let isBroken = false
        /** @param {Function} use */
        const guarded =
          (use) =>
          (/** @type {unknown[]} */ ...args) => {
            if (isBroken) throw new Error('of the test')
            return use(...args)
          }
        const wrapped = Object.entries(imports).map(([name, members]) => {
          const uses = Object.entries(members).map(([name, use]) => [name, guarded(use)])
          return [name, Object.fromEntries(uses)]
        })
        super(module, Object.fromEntries(wrapped))
        const { exports } = this
        instances.push({
          breakDown: () => void (isBroken = true),
          fillMemory() {
            for (const memory of Object.values(exports)) {
              if (!(memory instanceof WebAssembly.Memory)) continue
              memory.grow(MAX_PAGES - memory.buffer.byteLength / PAGE)
            }
          },
        })
      }
    }
  )
  return instances
}
