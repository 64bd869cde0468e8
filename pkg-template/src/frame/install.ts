import type { FrameInfo } from './info.js'
import { type Send, type Sent, post, type WaitOptions } from './command.js'

/** The app's installation in the portal, and its first run for a user. */
export interface FrameInstall {
  /** Whether this user opens the app for the first time. */
  readonly isFirstRun: boolean
  /** Whether this is the install page of an app that is not yet installed. */
  readonly isInstalling: boolean
  /** Marks the first run's set-up as done: the next run is not a first one. */
  firstRunDone(options?: WaitOptions): Promise<void>
  /** Marks the app as installed; the portal page then reloads with the app itself. */
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
