/** A whole number of 16 digits, the fewest of one beyond 2^53, in JSON text. */
const LONG_NUMBER = /(?:^|[:,[\s-])\d{16}/

/** Returns whether JSON text may contain a whole number of 16 digits. */
export function hasLongNumber(text: string): boolean {
  return LONG_NUMBER.test(text)
}

/**
 * Returns whether a part of JSON in UTF-8 may contain a whole number of 16 digits, or the start or end of one.
 * Such a number contains one of every 16 bytes, so this takes a fraction of the time that the text takes.
 */
export function mayHaveLongNumber(bytes: Uint8Array): boolean {
  const { length } = bytes
  const isDigit = (at: number) => bytes[at]! > 47 && bytes[at]! < 58
  if (isDigit(0) || isDigit(length - 1)) return true
  for (let at = 15; at < length; at += 16) {
    if (!isDigit(at)) continue
    let start = at
    while (isDigit(start - 1)) start--
    let end = at
    while (isDigit(end)) end++
    // Most long digits are fractions of times, after a dot.
    if (end - start > 15 && bytes[start - 1] !== 46) return true
  }
  return false
}
