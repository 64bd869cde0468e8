import { fit, startAutoFit } from './auto-fit.js'
import type { ScrollSize, Size } from './size.js'
import { type Send, type Sent, post, type WaitOptions } from './command.js'

/**
 * The app's window in the portal page. A command that the portal page denies gets no reply: it fails with
 * `FRAME_TIMEOUT`, or with kind `timeout` after your own `timeout`.
 */
export interface FrameWindow {
  /** Resizes the frame, in pixels; popups deny it. */
  resize(width: number | '100%', height: number, options?: WaitOptions): Promise<Size>
  /**
   * Resizes the frame to the full width and the height of its content. A page whose CSS makes it as high
   * as its frame (`min-height: 100vh`, `height: 100%`) keeps at least the frame's initial height. A frame
   * that is not displayed stays as it is.
   */
  fit(options?: WaitOptions): Promise<Size>
  /**
   * Fits the frame now, as `fit` does, and again whenever its content grows or shrinks, until the
   * promised function is called. A change takes at most three commands to the portal page, and one if
   * the page's height depends only on its content. A frame that is not displayed is fitted when it is
   * displayed again.
   */
  autoFit(): Promise<() => void>
  /** Sets the title of the portal page; placements deny it. */
  setTitle(title: string, options?: WaitOptions): Promise<void>
  /** Scrolls the portal page to `top` pixels from its top. */
  scrollParent(top: number, options?: WaitOptions): Promise<void>
  /** Returns the size of this page's document. */
  scrollSize(): ScrollSize
  /** Reloads the portal page, which ends this page. */
  reload(): Promise<Sent>
  /** Closes the slider that contains the app. */
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
      return startAutoFit(resize())
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
