import type { FrameInfo } from './frame.js'
import { type Send, type Sent, post, type WaitOptions } from './command.js'

/** The app's installation in the portal, and its first run for a user. */
export interface FrameInstall {
  /** Whether this user opens the app for the first time. */
  readonly isFirstRun: boolean
  /** Whether the app is not yet installed, and this is its install page. */
  readonly isInstalling: boolean
  /** Says that the first run's set-up is done, so that the next run is no first one. */
  firstRunDone(options?: WaitOptions): Promise<void>
  /** Says that the app is installed; the portal page then reloads with the app itself. */
  finish(): Promise<Sent>
}

/** @internal */
export function frameInstall(send: Send, info: () => FrameInfo): FrameInstall {
  const { isFirstRun, isInstalling } = info()
  return {
    isFirstRun,
    isInstalling,
    firstRunDone: async (options) => void (await send('setInstall', { install: true }, options)),
    finish: () => post(send, 'setInstallFinish'),
  }
}
