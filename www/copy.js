// A button that copies a text.

const SHOWN_FOR = 1500

/**
 * Makes a button copy the text of an element. The text stays selected, so the user can press Ctrl+C if
 * the browser denies the copy.
 *
 * It uses the old `copy` command, because portals do not grant their frames the clipboard API.
 *
 * @param {HTMLButtonElement} button
 * @param {HTMLElement} source
 */
export function copyOnClick(button, source) {
  const label = button.textContent
  let timer = 0
  button.addEventListener('click', () => {
    getSelection()?.selectAllChildren(source)
    button.textContent = document.execCommand('copy') ? 'Copied' : 'Press Ctrl+C'
    clearTimeout(timer)
    timer = window.setTimeout(() => (button.textContent = label), SHOWN_FOR)
  })
}
