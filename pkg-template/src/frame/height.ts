// Computes the height of a frame from the height of its content, as `src/frame/height.rs` explains and
// does for Rust front ends. Compiled into the package, the Rust code would be five times as large.

/** The heights of the frame and of its content, in pixels. */
export interface Measure {
  /** The height of the frame; 0 while it is hidden. */
  readonly frame: number
  /** The height that the content needs. */
  readonly content: number
}

/** The maximum of commands for one change. */
export const MAX_MESSAGES = 3

/** The number of times that shrunken content may leave the page's height unchanged before such changes
 * are ignored. */
const MAX_ALARMS = 3

/** The frame's initial height. */
let base = 0
/** The pixels that the frame lacks at any height; negative if it has spare ones. */
let gap = 0
/** The sum of all elements' scroll heights, measured only if needed. */
let totalScrollHeight = 0
let alarms = 0

/** Returns the frame's new height after a possible change of the content; its own if nothing is to do. */
export function firstHeight(now: Measure, measureTotal: () => number): number {
  base ||= now.frame
  if (!isKnown(now)) {
    totalScrollHeight = measureTotal()
    return now.content
  }
  const spare = now.frame - now.content
  if (now.frame === base || (alarms === MAX_ALARMS && spare < 2)) return now.frame
  // The page may be this high only because of the frame's height.
  const known = totalScrollHeight
  totalScrollHeight = measureTotal()
  const lower = now.frame - Math.max(known - totalScrollHeight, 0)
  return Math.min(Math.max(lower, spare > 1 ? now.content : base), now.frame)
}

/** Returns the frame's next height after `messages` commands; its own if nothing is to do. */
export function nextHeight(before: Measure, now: Measure, messages: number): number {
  // A busy browser has not applied the height yet. The resize is the next change.
  if (now.frame === before.frame) return now.frame
  const lackedBefore = before.content - before.frame
  const lacking = now.content - now.frame
  const isLower = now.frame < before.frame
  if (isLower && lackedBefore >= 0)
    alarms = now.content < before.frame ? 0 : Math.min(alarms + 1, MAX_ALARMS)
  if (isKnown(now)) return now.frame
  // The page grew with the frame.
  if (!isLower && lacking > Math.max(lackedBefore * 0.75, 0)) {
    gap = lackedBefore
    return before.frame
  }
  let height = now.content
  if (isLower && lacking < 0) {
    // A page that shrinks repeatedly shrinks with the frame.
    if (messages > 1) height = messages > 2 ? now.frame : Math.max(base, now.content)
  } else if (!isLower) {
    // The page may have grown by a fraction of the frame's growth.
    const step = (lacking * (now.frame - before.frame)) / (lackedBefore - lacking)
    height = now.frame + (lacking < 0 ? 0 : Math.trunc(step))
  }
  if (height === now.frame) gap = lacking
  return height
}

/** Records the heights before the first command and after the last one. */
export function recordHeights(first: Measure, now: Measure, measureTotal: () => number): void {
  // The content of a frame that grew may have shrunk in the meantime. The next change shows that.
  const hasShrunk = now.frame > first.frame && now.content < first.content
  if (now.frame !== base && !hasShrunk) totalScrollHeight = measureTotal()
}

/** Checks whether the frame lacks as many pixels as it always does, which is usually none. */
function isKnown({ frame, content }: Measure): boolean {
  const lacking = content - frame
  // Browsers round heights.
  if (lacking === 0 || lacking === -1) gap = 0
  return gap === 0 ? lacking === 0 || lacking === -1 : Math.abs(lacking - gap) <= 1
}
