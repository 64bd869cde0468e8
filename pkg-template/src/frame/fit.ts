// A frame that is as high as its content: `src/frame/fit.rs` does it for front ends in Rust.

import { first, type Measure, MOST_MESSAGES, next, settled } from './height.js'
import type { Size } from './window.js'

/** Has the portal page give the frame a height. */
type Resize = (height: number) => Promise<Size>

/** Milliseconds in which a browser shows a change. */
const TICK = 20

/** Ticks until heights are taken that do not come to rest. */
const MOST_TICKS = 25

/** What is lower than a line of text: the height of a page with nothing in its flow, which is empty, or
 * lays its content over the frame. */
const NOTHING = 16

/** What changes in size with nothing else to tell of it: a shadow tree tells of no mutation. */
const SIZED = 'html,body,body>*'

/** Who wants the frame to follow its content. */
const followers = new Set<unknown>()
let isNews = false
let isBusy = false

/** Fits the frame to its content, where `always` is set with at least one message. */
export async function fit(resize: Resize, always = true): Promise<Size> {
  let size = { width: 0, height: 0 }
  let now = await rest()
  let height = first(now, extent)
  let messages = 0
  // A frame that is hidden has no height.
  while (
    height > 0 &&
    (height !== now.frame || (always && messages === 0)) &&
    messages < MOST_MESSAGES &&
    (always || followers.size)
  ) {
    size = await resize(height)
    const before = now
    now = await rest(height)
    height = next(before, now, ++messages)
  }
  if (messages > 0) settled(now, extent)
  return size
}

/** Fits the frame whenever its content changes, until the function that is returned is called. */
export function follow(resize: Resize): () => void {
  const stop = new AbortController()
  const changed = async () => {
    isNews = true
    if (isBusy) return
    isBusy = true
    try {
      while (isNews) {
        isNews = false
        await fit(resize, false)
      }
    } catch {
      // It is tried again at the next change.
    }
    isBusy = false
  }
  followers.add(stop)
  const sizes = new ResizeObserver(changed)
  for (const element of document.querySelectorAll(SIZED)) sizes.observe(element)
  const mutations = new MutationObserver(changed)
  const any = { subtree: true, childList: true, characterData: true, attributes: true }
  mutations.observe(document, any)
  // Images that come, and transitions that end, tell of no mutation either.
  for (const event of ['load', 'transitionend'])
    document.addEventListener(event, changed, { capture: true, signal: stop.signal })
  // A frame that is shown again may have the size that it had.
  addEventListener('resize', changed, { signal: stop.signal })
  return () => {
    followers.delete(stop)
    sizes.disconnect()
    mutations.disconnect()
    stop.abort()
  }
}

/** Waits until the frame is as high as it was told to be, and the content stands still. */
async function rest(told?: number): Promise<Measure> {
  let now = measure()
  for (let ticks = 0; ticks < MOST_TICKS; ticks++) {
    await new Promise((done) => setTimeout(done, TICK))
    const { frame, content } = now
    now = measure()
    if (now.frame === frame && now.content === content && (told ?? frame) === frame) break
  }
  return now
}

/** What overflows the frame, or else what the root element measures, which is less than the frame where the
 * content is; and a scrollbar at the bottom. */
function measure(): Measure {
  const { documentElement: root, body, scrollingElement } = document
  const { clientHeight, scrollHeight } = scrollingElement ?? root
  // A body that scrolls by itself is the page all the same.
  const overflow = Math.max(scrollHeight, body.scrollHeight)
  const own = root.offsetHeight > NOTHING ? root.offsetHeight : clientHeight
  const content = overflow > clientHeight ? overflow : own
  return { frame: innerHeight, content: content + innerHeight - clientHeight }
}

/** The heights of all elements together, with what overflows them. */
function extent(): number {
  let sum = 0
  for (const { scrollHeight } of document.querySelectorAll('*')) sum += scrollHeight
  return sum
}
