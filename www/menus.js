// Drop-down menus: one is open at a time; Escape or leaving it closes it.

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
    // Clicks outside the frame cause no pointer event here.
    addEventListener('blur', () => (menu.open = false))
  }
}
