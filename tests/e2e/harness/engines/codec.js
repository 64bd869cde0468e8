// Values as text, in both directions: JSON loses undefined, NaN and dates.

/**
 * Returns the two directions. A page evaluates the text of this function, so it uses nothing of the
 * module.
 *
 * @returns {{ encode: (value: unknown) => string, decode: (text: string) => any }}
 */
export function codec() {
  // An array on the wire is a tag and its content; a list has a tag, too.
  /** @param {any} value @returns {unknown} */
  const tag = (value) => {
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
      return ['number', Object.is(value, -0) ? '-0' : String(value)]
    }
    if (typeof value === 'bigint') return ['bigint', String(value)]
    if (['undefined', 'function', 'symbol'].includes(typeof value)) return ['undefined']
    if (value === null || typeof value !== 'object') return value
    if (value instanceof Date) return ['date', value.getTime()]
    if (Array.isArray(value)) return ['list', ...value.map(tag)]
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, tag(member)]))
  }
  /** @param {any} value @returns {unknown} */
  const untag = (value) => {
    if (Array.isArray(value)) {
      const [kind, ...content] = value
      if (kind === 'undefined') return undefined
      if (kind === 'number') return Number(content[0])
      if (kind === 'bigint') return BigInt(content[0])
      if (kind === 'date') return new Date(content[0])
      return content.map(untag)
    }
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, untag(member)]))
  }
  return {
    encode: (value) => JSON.stringify(tag(value)),
    decode: (text) => untag(JSON.parse(text)),
  }
}
