// The names that the emulator knows, so that a test can tell whether it has tried them all.

/**
 * Reads the known names out of the emulator's refusal of an unknown one.
 *
 * @param {Promise<unknown>} refused a call of the control address with an unknown name
 * @returns {Promise<string[]>} sorted
 */
export async function knownNames(refused) {
  const refusal = await refused.then(
    () => '',
    (error) => String(error),
  )
  const [, list = ''] = refusal.split('expected one of')
  return [...list.matchAll(/`([a-z-]+)`/g)].map(([, name]) => String(name)).toSorted()
}
