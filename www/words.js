// The words that the portal can search for.

/** The minimum length of a searchable word. */
const MIN_WORD_LENGTH = 3

/**
 * Returns whether the text has a searchable word. Without one the portal would drop the condition and
 * find everybody.
 *
 * @param {string} text
 */
export function isSearchable(text) {
  return words(text).some(isLongEnough)
}

/**
 * Returns a hint about the text; empty if the text is searchable.
 *
 * @param {string} text
 */
export function advice(text) {
  if (text.trim() === '') return ''
  if (!isSearchable(text)) return `Type a word of ${MIN_WORD_LENGTH} letters or more, or a number.`
  const ignored = words(text).filter((word) => !isLongEnough(word))
  if (ignored.length === 0) return ''
  return `Ignored, since shorter than ${MIN_WORD_LENGTH} letters: ${ignored.join(', ')}`
}

/** @param {string} text */
function words(text) {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

/** @param {string} word */
function isLongEnough(word) {
  return [...word].length >= MIN_WORD_LENGTH || /^\d+$/.test(word)
}
