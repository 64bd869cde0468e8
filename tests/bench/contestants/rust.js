// The crate in a Rust front end, built with the profile `front-end`.

/**
 * Loads the front end, which `cargo xtask bench` has built.
 *
 * @param {string} webhook
 * @returns {Promise<{ users(): Promise<number>, users_json(): Promise<string> }>}
 */
export async function load(webhook) {
  const address = '/rust/bench_front_end.js'
  const { default: init, FrontEnd } = await import(address)
  await init()
  return new FrontEnd(webhook)
}
