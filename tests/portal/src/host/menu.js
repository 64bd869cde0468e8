// The menu: ways to open the app.

const PLACEMENTS = {
  DEFAULT: 'App',
  LEFT_MENU: 'Left menu',
  CRM_DEAL_DETAIL_TAB: 'Deal: tab',
  TASK_VIEW_TAB: 'Task: tab',
  USER_PROFILE_TOOLBAR: 'Profile: button',
}

/// A list of links that set one parameter of the page; the first is the default.
function links(parameter, labels) {
  const [first] = Object.keys(labels)
  const chosen = new URLSearchParams(location.search).get(parameter) ?? first
  const list = document.createElement('ul')
  for (const [value, label] of Object.entries(labels)) {
    const query = new URLSearchParams(location.search)
    query.set(parameter, value)
    if (value === first) query.delete(parameter)
    const link = document.createElement('a')
    link.href = query.size ? `/?${query}` : '/'
    link.textContent = label
    if (chosen === value) link.setAttribute('aria-current', 'page')
    const item = document.createElement('li')
    item.append(link)
    list.append(item)
  }
  return list
}

/// Links that stay folded away while the default is chosen.
function folded(title, parameter, modes) {
  const details = document.createElement('details')
  const summary = document.createElement('summary')
  summary.textContent = title
  details.open = new URLSearchParams(location.search).has(parameter)
  details.append(summary, links(parameter, Object.fromEntries(modes.map((mode) => [mode, mode]))))
  return details
}

/// Fills the menu with the placements and with the modes of the handshake and of
/// the token refresh.
export function fillMenu(menu, button, { handshakes, refreshes }) {
  menu.append(
    links('placement', PLACEMENTS),
    folded('Handshake', 'handshake', handshakes),
    folded('Token refresh', 'refresh', refreshes),
  )
  button.addEventListener('click', () => {
    const open = menu.classList.toggle('open')
    button.setAttribute('aria-expanded', String(open))
  })
}
