// The tabs, which show one part of the page.

import { byId } from './dom.js'

/**
 * Shows the part of the selected tab. A click or the arrow keys select a tab.
 *
 * @param {Record<string, () => void>} onFirst called when the part with this id is shown first
 */
export function offerTabs(onFirst) {
  const tabs = [...byId('tabs', HTMLElement).querySelectorAll('button')]
  const waiting = new Map(Object.entries(onFirst))
  /** @param {HTMLButtonElement} chosen */
  const choose = (chosen) => {
    for (const tab of tabs) {
      const part = tab.getAttribute('aria-controls') ?? ''
      tab.setAttribute('aria-selected', String(tab === chosen))
      tab.tabIndex = tab === chosen ? 0 : -1
      byId(part, HTMLElement).hidden = tab !== chosen
      if (tab !== chosen) continue
      tab.scrollIntoView({ block: 'nearest', inline: 'center' })
      waiting.get(part)?.()
      waiting.delete(part)
    }
  }
  tabs.forEach((tab, at) => {
    tab.addEventListener('click', () => choose(tab))
    tab.addEventListener('keydown', ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key]
      const next = step && tabs[(at + step + tabs.length) % tabs.length]
      if (!next) return
      next.focus()
      choose(next)
    })
  })
}
