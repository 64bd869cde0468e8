// The menu: ways to open the app.

const PLACEMENTS = {
  DEFAULT: 'App',
  LEFT_MENU: 'Left menu',
  CRM_DEAL_DETAIL_TAB: 'Deal: tab',
  CRM_DEAL_DETAIL_ACTIVITY: 'Deal: timeline',
  TASK_VIEW_TAB: 'Task: tab',
  USER_PROFILE_TOOLBAR: 'Profile: button',
  USERFIELD_TYPE: 'Field of a type',
  CALL_CARD: 'Call card',
  PAGE_BACKGROUND_WORKER: 'Background',
  CALENDAR_GRIDVIEW: 'Calendar',
}

// A list of links that set one parameter of the page.
function links(parameter, labels, chosen) {
  const list = document.createElement('ul')
  for (const [value, label] of Object.entries(labels)) {
    const query = new URLSearchParams(location.search)
    query.set(parameter, value)
    const link = document.createElement('a')
    link.href = `/?${query}`
    link.textContent = label
    if (chosen === value) link.setAttribute('aria-current', 'page')
    const item = document.createElement('li')
    item.append(link)
    list.append(item)
  }
  return list
}

// Links to modes, folded away while the normal one is chosen.
function modes(title, parameter, names, chosen) {
  const details = document.createElement('details')
  const summary = document.createElement('summary')
  summary.textContent = title
  details.open = chosen !== 'normal'
  const labels = Object.fromEntries(names.map((name) => [name, name]))
  details.append(summary, links(parameter, labels, chosen))
  return details
}

// Buttons that make the events of the placement happen.
function events(place) {
  const details = document.createElement('details')
  const summary = document.createElement('summary')
  summary.textContent = 'Events of the placement'
  details.open = true
  details.hidden = place.sources.length === 0
  details.append(summary)
  for (const name of place.sources) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = name
    button.addEventListener('click', () => place.fire(name))
    details.append(button)
  }
  return details
}

// Fills the menu with the placements, with the events of the one that is open, and with the modes
// of the handshake and of the token refresh.
export function fillMenu(area, button, config, { handshakes, refreshes, place }) {
  const menu = area.parentElement
  area.append(
    links('placement', PLACEMENTS, config.initData.PLACEMENT),
    events(place),
    modes('Handshake', 'handshake', handshakes, config.handshake),
    modes('Token refresh', 'refresh', refreshes, config.refresh),
  )
  button.addEventListener('click', () => {
    const open = menu.classList.toggle('open')
    button.setAttribute('aria-expanded', String(open))
  })
}
