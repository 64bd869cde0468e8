import { optionsOf } from '../options.js'
import { type Send, type Sent, post, type WaitOptions } from './command.js'

/** How a slider with the app in it looks. What is not given is as the portal has it. */
export interface SliderSettings {
  /** Pixels from the left to the right. */
  readonly width?: number
  /** Pixels of the portal page that stay free at the left. */
  readonly leftBoundary?: number
  /** The title of the browser's window while the slider is open. */
  readonly title?: string
  /** The label at the slider's side. */
  readonly label?: {
    readonly text?: string
    /** The text's colour as CSS says it. */
    readonly color?: string
    /** The label's colour as CSS says it. */
    readonly bgColor?: string
  }
}

/** Sliders: pages that the portal lays over its own. Each wait ends when a person closes the slider,
 * when `signal` is aborted, or after `timeout` where that is given. */
export interface FrameSlider {
  /**
   * Opens a page of the portal, `/crm/deal/details/1/`, until it is closed.
   *
   * @throws {B24Error} `PATH_NOT_AVAILABLE` for a path that this portal does not open so,
   * `METHOD_NOT_SUPPORTED_ON_DEVICE` in the mobile app
   */
  openPath(path: string, options?: WaitOptions): Promise<'close'>
  /**
   * Opens the app itself, where the parameters are its placement's options, until it is closed. Portals say nothing when they close it (`null`), so far; what they say is handed out.
   */
  openApplication(
    params?: object,
    settings?: SliderSettings,
    options?: WaitOptions,
  ): Promise<unknown>
  /** Shows the form of the app's settings, where the portal has one. */
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
      const known = optionsOf(settings, 'width', 'leftBoundary', 'title', 'label')
      const named = Object.entries(known).map(([name, value]) => [`bx24_${name}`, value])
      return send('openApplication', { ...params, ...Object.fromEntries(named) }, options)
    },
    showAppForm: (params) => post(send, 'showAppForm', params),
  }
}
