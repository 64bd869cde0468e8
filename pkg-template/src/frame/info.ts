import type { PlacementOptions } from './placements.js'

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
