// The tools are two folders above: an app has them in its own.
export default { turbopack: { root: new URL('../..', import.meta.url).pathname } }
