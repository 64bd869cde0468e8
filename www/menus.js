// Menus that fold out: one at a time, closed by Escape and by leaving them.

/** @param {Iterable<HTMLDetailsElement>} menus */
export function foldMenus(menus) {
  for (const menu of menus) {
    menu.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !menu.open) return
      menu.open = false
      menu.querySelector('summary')?.focus()
    })
    menu.addEventListener('focusout', ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false
    })
    document.addEventListener('pointerdown', ({ target }) => {
      if (target instanceof Node && !menu.contains(target)) menu.open = false
    })
    // A click elsewhere in the page's frame is not heard here.
    addEventListener('blur', () => (menu.open = false))
  }
}
