/** Returns a text that is the same for equal values: parameters of a render compare by it. */
export function keyOf(...values: readonly unknown[]): string {
  return JSON.stringify(values, (_key, value: unknown) => {
    if (typeof value === 'bigint') return String(value)
    return value instanceof Map || value instanceof Set ? [...value] : value
  })
}
