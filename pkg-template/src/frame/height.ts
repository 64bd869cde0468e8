// How high the frame is to be, also where the content is as high as the frame: `src/frame/height.rs`
// explains it, which is for front ends in Rust. In the package it would weigh five times as much.

/** The frame's height and what its content takes up in it, in pixels. */
export interface Measure {
  /** The height of the frame; 0 while it is hidden. */
  readonly frame: number
  /** The height that the frame would need. */
  readonly content: number
}

/** Messages to the page about one change. */
export const MOST_MESSAGES = 3

/** How often content that shrank may leave the page as high as it was before that is no news. */
const MOST_ALARMS = 3

/** The height of the frame at first. */
let base = 0
/** What the frame stays short of, whatever its height; below 0 what it has to spare. */
let gap = 0
/** The heights of all elements together, where they matter. */
let extent = 0
let alarms = 0

/** The height to give to the frame where its content may have changed; its own to leave it. */
export function first(now: Measure, heights: () => number): number {
  base ||= now.frame
  if (!isKnown(now)) return now.content
  const spare = now.frame - now.content
  if (now.frame === base || (alarms === MOST_ALARMS && spare < 2)) return now.frame
  // The page may be this high only because the frame is.
  const known = extent
  extent = heights()
  const lower = now.frame - Math.max(known - extent, 0)
  return Math.min(Math.max(lower, spare > 1 ? now.content : base), now.frame)
}

/** The height to give to the frame after this many messages; its own to leave it. */
export function next(before: Measure, now: Measure, messages: number): number {
  const was = before.content - before.frame
  const short = now.content - now.frame
  const isLower = now.frame < before.frame
  if (isLower && was >= 0)
    alarms = now.content < before.frame ? 0 : Math.min(alarms + 1, MOST_ALARMS)
  if (isKnown(now)) return now.frame
  // It grew with the frame.
  if (!isLower && short > Math.max(was * 0.75, 0)) {
    gap = was
    return before.frame
  }
  let height = now.content
  if (isLower && short < 0) {
    // What shrinks again and again shrinks with the frame.
    if (messages > 1) height = messages > 2 ? now.frame : Math.max(base, now.content)
  } else if (!isLower) {
    // It may have grown by a part of what the frame did.
    const step = (short * (now.frame - before.frame)) / (was - short)
    height = now.frame + (short < 0 ? 0 : Math.trunc(step))
  }
  if (height === now.frame) gap = short
  return height
}

/** Takes note of the heights after the last message. */
export function settled(now: Measure, heights: () => number): void {
  if (now.frame !== base) extent = heights()
}

/** Whether the frame is short of what it always is short of: of nothing, as a rule. */
function isKnown({ frame, content }: Measure): boolean {
  const short = content - frame
  // Browsers round heights.
  if (short === 0 || short === -1) gap = 0
  return gap === 0 ? short === 0 || short === -1 : Math.abs(short - gap) <= 1
}
