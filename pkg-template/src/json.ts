/** The names of objects whose order `Object.keys` does not keep. */
const names = new WeakMap<object, string[]>()

/** A name of digits in JSON text. No string ends before a digit, so none is mistaken for a name. */
const NUMERIC_NAME = /([{,\s]")(\d+"\s*:)/g

/** How deep objects are searched for names of digits, the root excluded. */
const DEPTH = 4

/**
 * Parses JSON like `JSON.parse`, and remembers the order of names where values stand by identifier:
 * in objects at most four levels below the root, but not in lists.
 */
export function parse(text: string): unknown {
  const value: unknown = JSON.parse(text)
  if (hasNumericNames(value, DEPTH)) {
    remember(value, JSON.parse(text.replace(NUMERIC_NAME, '$1#$2')))
  }
  return value
}

/** Returns the names of an object that `parse` has returned, in the order of the text. */
export function namesOf(object: object): string[] {
  return names.get(object) ?? Object.keys(object)
}

/** Returns whether an object has a name of digits. `JSON.parse` moves these before the others. */
function hasNumericNames(value: unknown, depth: number): boolean {
  if (!isObject(value) || Array.isArray(value)) return false
  const members = Object.entries(value)
  if (/^\d+$/.test(members[0]?.[0] ?? '')) return true
  return depth > 0 && members.some(([, member]) => hasNumericNames(member, depth - 1))
}

/** Remembers the order of names from the same value with `#` before each name of digits. */
function remember(value: unknown, marked: unknown): void {
  if (!isObject(value) || !isObject(marked)) return
  const order = Object.keys(marked)
  // Otherwise there are both "#1" and "1", which the marks do not distinguish.
  if (order.length !== Object.keys(value).length) return
  const original = order.map((name) => (Object.hasOwn(value, name) ? name : name.slice(1)))
  if (!Array.isArray(value)) names.set(value, original)
  for (const [at, name] of original.entries()) remember(value[name], marked[order[at]!])
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
