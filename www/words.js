// What the portal's search for words can do with a text.

/** Letters that a word needs before the portal looks for it. */
const SHORTEST_WORD = 3

/**
 * Whether there is a word in the text that the portal looks for. Without one it would drop the
 * condition and find everybody.
 *
 * @param {string} text
 */
export function isSearchable(text) {
  return words(text).some(isLongEnough)
}

/**
 * What a person should know about the text while typing it; empty where all is well.
 *
 * @param {string} text
 */
export function advice(text) {
  if (text.trim() === '') return ''
  if (!isSearchable(text)) return `Type a word of ${SHORTEST_WORD} letters or more, or a number.`
  const passedOver = words(text).filter((word) => !isLongEnough(word))
  if (passedOver.length === 0) return ''
  return `Passed over, since shorter than ${SHORTEST_WORD} letters: ${passedOver.join(', ')}`
}

/** @param {string} text */
function words(text) {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

/** @param {string} word */
function isLongEnough(word) {
  return [...word].length >= SHORTEST_WORD || /^\d+$/.test(word)
}
