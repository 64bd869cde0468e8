// The menu, which opens the app in different ways.

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

// Returns the title of the page with the app in a placement.
export function titleOf(placement) {
  return PLACEMENTS[placement] ?? placement
}

// Returns a list of links that each set one parameter of the page.
function links(parameter, labels, current) {
  const list = document.createElement('ul')
  for (const [value, label] of Object.entries(labels)) {
    const query = new URLSearchParams(location.search)
    query.set(parameter, value)
    // The options of one placement are not those of another.
    if (parameter === 'placement') query.delete('options')
    const link = document.createElement('a')
    link.href = `/?${query}`
    link.textContent = label
    if (current === value) link.setAttribute('aria-current', 'page')
    const item = document.createElement('li')
    item.append(link)
    list.append(item)
  }
  return list
}

// Returns links to modes, collapsed if the normal mode is active.
function modes(title, parameter, names, current) {
  const details = document.createElement('details')
  const summary = document.createElement('summary')
  summary.textContent = title
  details.open = current !== 'normal'
  const labels = Object.fromEntries(names.map((name) => [name, name]))
  details.append(summary, links(parameter, labels, current))
  return details
}

// Returns buttons that fire the events of the placement.
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

// Returns a link to the page that opens the app as two users; an empty list in that page itself.
function twoUsers() {
  const list = document.createElement('ul')
  if (window.top !== window) return list
  const query = new URLSearchParams(location.search)
  query.delete('user')
  const link = document.createElement('a')
  link.href = `/two-users?${query}`
  link.textContent = 'Two users'
  const item = document.createElement('li')
  item.append(link)
  list.append(item)
  return list
}

// Fills the menu with the placements, the page of two users, the events of the current placement, and the modes of the
// handshake and of the token refresh.
export function fillMenu(area, button, config, { handshakes, refreshes, place }) {
  const menu = area.parentElement
  area.append(
    links('placement', PLACEMENTS, config.initData.PLACEMENT),
    twoUsers(),
    events(place),
    modes('Handshake', 'handshake', handshakes, config.handshake),
    modes('Token refresh', 'refresh', refreshes, config.refresh),
  )
  button.addEventListener('click', () => {
    const open = menu.classList.toggle('open')
    button.setAttribute('aria-expanded', String(open))
  })
}
