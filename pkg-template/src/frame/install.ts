import type { FrameInfo } from './frame.js'
import { type Say, type Sent, tell, type WaitOptions } from './wait.js'

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
export function frameInstall(say: Say, info: () => FrameInfo): FrameInstall {
  const { isFirstRun, isInstalling } = info()
  return {
    isFirstRun,
    isInstalling,
    firstRunDone: async (options) => void (await say('setInstall', { install: true }, options)),
    finish: () => tell(say, 'setInstallFinish'),
  }
}
