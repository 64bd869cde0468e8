import { isFailure, toB24Error, wrapErrors } from '../error.js'
import { optionsOf } from '../options.js'
import { encode } from '../params.js'
import { frameDialogs, type FrameDialogs } from './dialogs.js'
import type { HostPage } from './host-page.js'
import type { FrameInfo } from './info.js'
import { frameInstall, type FrameInstall } from './install.js'
import { frameMessenger, type FrameMessenger } from './messenger.js'
import { frameOptions, type FrameOptionStores } from './options.js'
import { framePlacement, type FramePlacement } from './placement.js'
import { frameSlider, type FrameSlider } from './slider.js'
import type { Send } from './command.js'
import { frameWindow, type FrameWindow } from './window.js'

/** The portal page that contains this page's frame. */
export class Frame {
  /** @internal */
  static readonly name = 'Frame'
  /** The app's portal, placement and user. */
  readonly info: FrameInfo
  readonly window: FrameWindow
  readonly slider: FrameSlider
  readonly dialogs: FrameDialogs
  readonly placement: FramePlacement
  readonly options: FrameOptionStores
  readonly install: FrameInstall
  readonly messenger: FrameMessenger
  /** @internal */
  constructor(page: HostPage) {
    const info = () => {
      try {
        return page.perform('info', {}) as FrameInfo & StoredOptions
      } catch (thrown) {
        throw isFailure(thrown) ? toB24Error(thrown) : thrown
      }
    }
    const send: Send = (command, params, options) =>
      wrapErrors(() => {
        const wait = optionsOf(options, 'timeout', 'signal')
        return page.send(command, encode(params), wait) as Promise<any>
      })
    const { user: _user, app: _app, ...frameInfo } = info()
    this.info = frameInfo
    this.window = frameWindow(send)
    this.slider = frameSlider(send)
    this.dialogs = frameDialogs(send)
    this.placement = framePlacement(send, page, info)
    this.options = frameOptions(send, info)
    this.install = frameInstall(send, info)
    this.messenger = frameMessenger(send)
  }
}

interface StoredOptions {
  readonly user: Record<string, unknown>
  readonly app: Record<string, unknown>
}
