import { fit, follow } from './fit.js'
import { type Send, type Sent, post, type WaitOptions } from './command.js'

/** What the frame measures, in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** What this page's document measures, in pixels, with what overflows. */
export interface ScrollSize {
  readonly scrollWidth: number
  readonly scrollHeight: number
}

/** The window that the app has in the portal page. What is answered fails with `FRAME_TIMEOUT` after
 * 5,000 ms, for that is how the page denies a command, or with kind `timeout` after `timeout`. */
export interface FrameWindow {
  /** Gives the frame a width and a height in pixels; popups deny it. */
  resize(width: number | '100%', height: number, options?: WaitOptions): Promise<Size>
  /**
   * Makes the frame as wide as it can be and as high as its content. A page that is as high as its
   * frame by its CSS (`min-height: 100vh`, `height: 100%`) keeps at least the height that the frame had
   * at first.
   */
  fit(options?: WaitOptions): Promise<Size>
  /**
   * Fits the frame now, as `fit` does, and again whenever its content grows or shrinks, until the
   * function that it promises is called. A change takes at most three messages to the portal page, and
   * one where the page's height is its content's alone.
   */
  autoFit(): Promise<() => void>
  /** Titles the portal page; placements deny it. */
  setTitle(title: string, options?: WaitOptions): Promise<void>
  /** Scrolls the portal page to so many pixels from its top. */
  scrollParent(top: number, options?: WaitOptions): Promise<void>
  /** What this page's document measures. */
  scrollSize(): ScrollSize
  /** Has the portal page reload, which ends this page. */
  reload(): Promise<Sent>
  /** Closes the slider that the app is in. */
  close(): Promise<Sent>
}

/** @internal */
export function frameWindow(send: Send): FrameWindow {
  const resize = (options?: WaitOptions) => (height: number) =>
    send<Size>('resizeWindow', { width: '100%', height }, options)
  return {
    resize: (width, height, options) => send('resizeWindow', { width, height }, options),
    fit: (options) => fit(resize(options)),
    async autoFit() {
      await fit(resize())
      return follow(resize())
    },
    setTitle: async (title, options) => void (await send('setTitle', { title }, options)),
    scrollParent: async (scroll, options) => void (await send('setScroll', { scroll }, options)),
    scrollSize() {
      const { scrollWidth, scrollHeight } = document.documentElement
      return { scrollWidth, scrollHeight }
    },
    reload: () => post(send, 'reloadWindow'),
    close: () => post(send, 'closeApplication'),
  }
}
