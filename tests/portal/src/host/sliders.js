// Sliders: pages that are opened over the host page.

const SLIDER_PATHS =
  /^\/(crm\/(deal|lead|contact|company|type)|marketplace|company\/personal\/user\/\d+|workgroups\/group\/\d+)\//

function open({ address, title, width, leftBoundary, label }, closed) {
  const slider = document.createElement('div')
  slider.className = 'slider'
  const panel = document.createElement('section')
  panel.setAttribute('aria-label', title)
  if (width) panel.style.width = `${Number(width)}px`
  if (leftBoundary) panel.style.width = `calc(100% - ${Number(leftBoundary)}px)`
  const bar = document.createElement('p')
  const button = document.createElement('button')
  button.textContent = 'Close'
  bar.append(button)
  if (label?.text) {
    const mark = document.createElement('span')
    mark.textContent = label.text
    mark.style.color = label.color ?? ''
    mark.style.background = label.bgColor ?? ''
    bar.append(mark)
  }
  const frame = document.createElement('iframe')
  frame.title = title
  frame.src = address
  panel.append(bar, frame)
  slider.append(panel)
  const close = () => {
    slider.remove()
    closed()
  }
  button.addEventListener('click', close)
  // Dispatched by `closeOwnSlider` in the slider's page.
  frame.addEventListener('close-slider', close)
  document.body.append(slider)
}

// Opens a page of the portal; passes the result to `closed`.
export function openPath({ path }, closed) {
  if (!SLIDER_PATHS.test(String(path))) {
    closed({ result: 'error', errorCode: 'PATH_NOT_AVAILABLE' })
    return
  }
  open({ address: path, title: path }, () => closed({ result: 'close' }))
}

// Opens the app itself with other placement options: all parameters except the slider's settings.
export function openApplication(params, closed) {
  const { bx24_width, bx24_leftBoundary, bx24_title, bx24_label } = params
  const options = Object.entries(params).filter(([name]) => !name.startsWith('bx24_'))
  const query = new URLSearchParams(location.search)
  query.set('slider', '1')
  query.set('options', JSON.stringify(Object.fromEntries(options)))
  const title = bx24_title ?? document.title
  const before = document.title
  document.title = title
  open(
    {
      address: `/?${query}`,
      title,
      width: bx24_width,
      leftBoundary: bx24_leftBoundary,
      label: bx24_label,
    },
    () => {
      document.title = before
      closed(undefined)
    },
  )
}

// Closes the slider that contains this page; does nothing outside of a slider.
export function closeOwnSlider() {
  window.frameElement?.dispatchEvent(new Event('close-slider'))
}
