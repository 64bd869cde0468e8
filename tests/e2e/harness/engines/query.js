// The elements of a locator.

/**
 * A step from elements to others.
 *
 * @typedef {object} Step
 * @property {string} [css] descendants that match the selector
 * @property {Pattern} [text] innermost descendants with this text
 * @property {Pattern} [hasText] only those that contain this text
 * @property {number} [nth] only this one; -1 is the last
 */

/** @typedef {{ source: string, flags: string }} Pattern a regular expression */

/**
 * Returns the elements at the end of the steps, from the document. A page evaluates the text of this
 * function, so it uses nothing of the module.
 *
 * @param {Step[]} steps
 * @returns {HTMLElement[]}
 */
export function query(steps) {
  /** @param {Element} element @param {Pattern} pattern */
  const hasText = (element, { source, flags }) => {
    const text = (element.textContent ?? '').replace(/\s+/g, ' ').trim()
    return new RegExp(source, flags).test(text)
  }
  /** @param {ParentNode[]} from @param {string} css */
  const descendants = (from, css) => [
    ...new Set(from.flatMap((parent) => [...parent.querySelectorAll(css)])),
  ]
  /** @type {any[]} */
  let elements = [document]
  for (const { css, text, hasText: contained, nth } of steps) {
    if (css !== undefined) elements = descendants(elements, css)
    if (text) {
      elements = descendants(elements, 'body *:not(script, style)')
        .filter((element) => hasText(element, text))
        .filter((element) => ![...element.children].some((child) => hasText(child, text)))
    }
    if (contained) elements = elements.filter((element) => hasText(element, contained))
    if (nth !== undefined) elements = [elements.at(nth)].filter((element) => element !== undefined)
  }
  return elements
}
