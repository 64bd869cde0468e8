import type { Frame as Core } from '#glue'

import { wrapErrors } from '../error.js'
import { optionsOf } from '../options.js'
import { encode } from '../params.js'
import { frameDialogs, type FrameDialogs } from './dialogs.js'
import { frameInstall, type FrameInstall } from './install.js'
import { frameMessenger, type FrameMessenger } from './messenger.js'
import { frameOptions, type FrameOptionStores } from './options.js'
import { framePlacement, type FramePlacement } from './placement.js'
import type { PlacementOptions } from './placements.js'
import { frameSlider, type FrameSlider } from './slider.js'
import type { Send } from './command.js'
import { frameWindow, type FrameWindow } from './window.js'

/** The app's portal, placement and user, as the portal page sent them when the app was opened. */
export interface FrameInfo {
  /** The portal's origin, `https://example.bitrix24.com`. */
  readonly portal: string
  /** The language of the portal's pages, `en`. */
  readonly language: string
  /** Whether the user is an administrator of the portal. */
  readonly isAdmin: boolean
  /** The portal's unique id, which stays the same if the portal moves to another address. */
  readonly memberId: string
  /** The placement's code; `DEFAULT` on the app's own page. */
  readonly placement: string
  /** The placement's context, such as the `ID` of the deal whose tab it is. */
  readonly options: PlacementOptions
  /** Whether this user opens the app for the first time. */
  readonly isFirstRun: boolean
  /** Whether this is the install page of an app that is not yet installed. */
  readonly isInstalling: boolean
}

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
  constructor(core: Core) {
    const info = () => core.info() as FrameInfo & StoredOptions
    const send: Send = (command, params, options) =>
      wrapErrors(() => {
        const { timeout, signal } = optionsOf(options, 'timeout', 'signal')
        return core.send(command, encode(params), timeout, signal)
      })
    const { user: _user, app: _app, ...frameInfo } = info()
    this.info = frameInfo
    this.window = frameWindow(send)
    this.slider = frameSlider(send)
    this.dialogs = frameDialogs(send)
    this.placement = framePlacement(send, core, info)
    this.options = frameOptions(send, info)
    this.install = frameInstall(send, info)
    this.messenger = frameMessenger(send)
  }
}

interface StoredOptions {
  readonly user: Record<string, unknown>
  readonly app: Record<string, unknown>
}
