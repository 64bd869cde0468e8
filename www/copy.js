// A button that copies a text.

const SHOWN_FOR = 1500

/**
 * Lets a button copy the text of an element, which stays selected, so that a person can see what
 * was copied and can press Ctrl+C where the browser refuses.
 *
 * A portal does not grant its frames the newer clipboard interface, hence the old command.
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
