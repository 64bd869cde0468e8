// Keeps a frame as high as its content. `src/browser/frame/auto_fit.rs` does it for Rust front ends.

import { firstHeight, MAX_MESSAGES, type Measure, nextHeight, recordHeights } from './height.js'
import type { Size } from './size.js'

/** Sends the frame's new height to the portal page. */
type Resize = (height: number) => Promise<Size>

/** Milliseconds between two measurements: a browser has rendered a change by then. */
const POLL_INTERVAL = 20

/** Milliseconds after which a hidden frame is measured again. No event reliably reports that it is
 * shown. */
const HIDDEN_INTERVAL = 100

/** Measurements after which unstable heights are used. */
const MAX_POLLS = 25

/** Height below that of a line of text. A page of this height has nothing in its flow: it is empty, or
 * its content is positioned over the frame. */
const EMPTY_HEIGHT = 16

/** Elements observed for their size: changes inside a shadow tree cause no mutation record. */
const SIZE_SELECTOR = 'html,body,body>*'

/** The active automatic fits. */
const activeFits = new Set<unknown>()
let hasChanged = false
let isBusy = false

/** Fits the frame to its content. If `always` is set, it sends at least one command. */
export async function fit(resize: Resize, always = true): Promise<Size> {
  let size = { width: 0, height: 0 }
  const first = await stableMeasure()
  let now = first
  // A hidden frame cannot be fitted: its content has no height.
  let height = now.frame && firstHeight(now, totalScrollHeight)
  let messages = 0
  while (
    height > 0 &&
    (height !== now.frame || (always && messages === 0)) &&
    messages < MAX_MESSAGES &&
    (always || activeFits.size)
  ) {
    size = await resize(height)
    const before = now
    now = await stableMeasure(height)
    height = now.frame && nextHeight(before, now, ++messages)
  }
  if (now.frame && messages) recordHeights(first, now, totalScrollHeight)
  return size
}

/** Fits the frame whenever its content changes, until the returned function is called. */
export function startAutoFit(resize: Resize): () => void {
  const stop = new AbortController()
  const changed = async () => {
    hasChanged = true
    if (isBusy) return
    isBusy = true
    while (hasChanged) {
      hasChanged = false
      try {
        await fit(resize, false)
      } catch {
        // The next change tries again.
      }
      if (activeFits.size && isHidden()) {
        hasChanged = true
        await delay(HIDDEN_INTERVAL)
      }
    }
    isBusy = false
  }
  activeFits.add(stop)
  const sizes = new ResizeObserver(changed)
  for (const element of document.querySelectorAll(SIZE_SELECTOR)) sizes.observe(element)
  const mutations = new MutationObserver(changed)
  const everyChange = { subtree: true, childList: true, characterData: true, attributes: true }
  mutations.observe(document, everyChange)
  // No observer reports loaded images and finished transitions.
  for (const event of ['load', 'transitionend'])
    document.addEventListener(event, changed, { capture: true, signal: stop.signal })
  // The portal page may resize the frame.
  addEventListener('resize', changed, { signal: stop.signal })
  return () => {
    activeFits.delete(stop)
    sizes.disconnect()
    mutations.disconnect()
    stop.abort()
  }
}

/** Waits until the frame has the expected height and the content stops changing. */
async function stableMeasure(expected?: number): Promise<Measure> {
  let now = measure()
  for (let polls = 0; polls < MAX_POLLS; polls++) {
    await delay(POLL_INTERVAL)
    const { frame, content } = now
    now = measure()
    if (now.frame === frame && now.content === content && (expected ?? frame) === frame) break
  }
  return now
}

/** Measures the frame and its content. The content's height is that of the overflowing document, or else
 * of the root element, which may be lower than the frame; plus a scrollbar at the bottom. */
function measure(): Measure {
  const { documentElement: root, body, scrollingElement } = document
  const { clientHeight, scrollHeight } = scrollingElement ?? root
  // The body may be the element that scrolls.
  const overflow = Math.max(scrollHeight, body.scrollHeight)
  const rootHeight = root.offsetHeight > EMPTY_HEIGHT ? root.offsetHeight : clientHeight
  const content = overflow > clientHeight ? overflow : rootHeight
  return {
    frame: isHidden() ? 0 : innerHeight,
    content: content + innerHeight - clientHeight,
  }
}

/** Returns whether the frame is not rendered. Its own height may still be the old one, but its elements
 * have no size. */
function isHidden(): boolean {
  return !document.documentElement?.offsetWidth || !innerHeight
}

function delay(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds))
}

/** Returns the sum of all elements' scroll heights. */
function totalScrollHeight(): number {
  let sum = 0
  for (const { scrollHeight } of document.querySelectorAll('*')) sum += scrollHeight
  return sum
}
