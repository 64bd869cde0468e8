import { optionsOf } from '../options.js'
import { type Send, type Sent, post, type WaitOptions } from './command.js'

/** The look of a slider that contains the app. Missing settings keep the portal's defaults. */
export interface SliderSettings {
  /** Width in pixels. */
  readonly width?: number
  /** Pixels of the portal page that stay uncovered at the left. */
  readonly leftBoundary?: number
  /** The title of the browser's window while the slider is open. */
  readonly title?: string
  /** The label at the slider's side. */
  readonly label?: {
    readonly text?: string
    /** The text's CSS colour. */
    readonly color?: string
    /** The label's CSS colour. */
    readonly bgColor?: string
  }
}

/** Sliders: pages that the portal lays over its own. A wait ends when a person closes the slider, when
 * `signal` is aborted, or after `timeout` if it is set. */
export interface FrameSlider {
  /**
   * Opens a page of the portal, such as `/crm/deal/details/1/`, and waits until it is closed.
   *
   * @throws {B24Error} `PATH_NOT_AVAILABLE` for a path that this portal does not open in a slider,
   * `METHOD_NOT_SUPPORTED_ON_DEVICE` in the mobile app
   */
  openPath(path: string, options?: WaitOptions): Promise<'close'>
  /**
   * Opens the app itself, with the parameters as its placement's options, and waits until it is closed.
   * Returns the portal's reply, which is `null` so far.
   */
  openApplication(
    params?: object,
    settings?: SliderSettings,
    options?: WaitOptions,
  ): Promise<unknown>
  /** Shows the app's settings form, if the portal has one. */
  showAppForm(params?: object): Promise<Sent>
}

/** @internal */
export function frameSlider(send: Send): FrameSlider {
  return {
    async openPath(path, options) {
      await send('openPath', { path }, options)
      return 'close'
    },
    async openApplication(params, settings, options) {
      const checked = optionsOf(settings, 'width', 'leftBoundary', 'title', 'label')
      const prefixed = Object.entries(checked).map(([name, value]) => [`bx24_${name}`, value])
      return send('openApplication', { ...params, ...Object.fromEntries(prefixed) }, options)
    },
    showAppForm: (params) => post(send, 'showAppForm', params),
  }
}
