// The names that the emulator knows, to check that the tests cover all of them.

/**
 * Parses the known names in the emulator's error about an unknown one.
 *
 * @param {Promise<unknown>} failing a request to the control address with an unknown name
 * @returns {Promise<string[]>} sorted
 */
export async function knownNames(failing) {
  const message = await failing.then(
    () => '',
    (error) => String(error),
  )
  const [, list = ''] = message.split('expected one of')
  return [...list.matchAll(/`([a-z-]+)`/g)].map(([, name]) => String(name)).toSorted()
}
