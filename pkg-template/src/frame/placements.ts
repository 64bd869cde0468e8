// The documented commands and events of placements.

/** The state of a call card, as returned by `getStatus` of `CALL_CARD`. */
export interface CallStatus {
  readonly CALL_ID: string
  readonly PHONE_NUMBER: string
  readonly CRM_ENTITY_TYPE?: 'CONTACT' | 'LEAD' | 'COMPANY'
  readonly CRM_ENTITY_ID?: number
  readonly CRM_ACTIVITY_ID?: number
  readonly CALL_DIRECTION?: 'incoming' | 'outgoing' | 'incomingTransfer' | 'callback'
  readonly CALL_LIST_MODE?: boolean
  readonly CRM_BINDINGS?: readonly unknown[]
}

/** A client that an app found for a search in the CRM. */
export interface FoundEntity {
  readonly id: string
  readonly name: string
  readonly phone?: string
  readonly email?: string
  readonly web?: string
}

/** A button of the layout in a card's timeline. */
export interface LayoutButton {
  readonly title: string
  readonly state?: 'normal' | 'disabled'
}

/** A block of the layout in a card's timeline; its properties are those of its type. */
export interface LayoutBlock {
  readonly type: string
  readonly visible?: boolean
  readonly properties?: object
}

/** The layout in a card's timeline. */
export interface Layout {
  readonly blocks: Readonly<Record<string, LayoutBlock>>
  readonly primaryButton?: LayoutButton
  readonly secondaryButton?: LayoutButton
}

/** A JSON value. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

/**
 * A placement's context by name, usually text, such as the `ID` of the deal whose tab it is. Values that
 * the app passed to `openApplication`, or when it was bound to the placement, are as the portal stored
 * them, including lists and objects.
 */
export type PlacementOptions = { readonly [name: string]: Json | undefined }

/** Parameters and replies of the documented commands, by name. */
export interface PlacementCommands {
  // CRM cards
  reloadData: { params?: undefined; reply: unknown }
  // CRM_XXX_DETAIL_ACTIVITY
  setLayout: { params: Layout; reply: unknown }
  setLayoutItemState: {
    params: { id: string; visible?: boolean; properties?: object }
    reply: unknown
  }
  setPrimaryButtonState: { params: Partial<LayoutButton>; reply: unknown }
  setSecondaryButtonState: { params: Partial<LayoutButton>; reply: unknown }
  lock: { params?: undefined; reply: unknown }
  unlock: { params?: undefined; reply: unknown }
  finish: { params?: undefined; reply: unknown }
  // CRM_DETAIL_SEARCH, CRM_REQUISITE_AUTOCOMPLETE, CRM_BANK_DETAIL_AUTOCOMPLETE
  crmShowFoundEntities: { params: { data: readonly FoundEntity[] }; reply: unknown }
  crmShowCreatedEntity: {
    params: {
      entityType: 'company' | 'contact'
      id: string | number
      title: string
      fields?: object
    }
    reply: unknown
  }
  // USERFIELD_TYPE
  getValue: { params?: undefined; reply: unknown }
  setValue: { params: Json; reply: unknown }
  // Settings of an automation rule
  setPropertyValue: { params: Readonly<Record<string, Json>>; reply: unknown }
  // CALL_CARD
  getStatus: { params?: undefined; reply: CallStatus }
  disableAutoClose: { params?: undefined; reply: unknown }
  enableAutoClose: { params?: undefined; reply: unknown }
  // PAGE_BACKGROUND_WORKER
  CallCardSetMute: { params: { muted: boolean }; reply: unknown }
  CallCardSetHold: { params: { held: boolean }; reply: unknown }
  CallCardSetUiState: { params: { uiState: string }; reply: unknown }
  CallCardGetListUiStates: { params?: undefined; reply: string[] | Record<string, string> }
  CallCardSetCardTitle: { params: { title: string }; reply: unknown }
  CallCardSetStatusText: { params: { statusText: string }; reply: unknown }
  CallCardClose: { params?: undefined; reply: unknown }
  // CALENDAR_GRIDVIEW
  getEvents: { params: { dateFrom: Date | string; dateTo: Date | string }; reply: unknown }
  viewEvent: { params: { id: string | number; dateFrom?: string }; reply: unknown }
  addEvent: { params?: undefined; reply: unknown }
  editEvent: { params: { uid: string }; reply: unknown }
  deleteEvent: { params: { id: string | number }; reply: unknown }
}

/** Parameters and replies of the documented commands that get any number of replies, by name. */
export interface PlacementBindings {
  // CRM_XXX_DETAIL_ACTIVITY; a block's identifier limits the events to that block
  bindLayoutEventCallback: { params?: string | null; reply: { id: string; value: string } }
  bindValueChangeCallback: { params?: string | null; reply: { id: string; value: unknown } }
  bindPrimaryButtonClickCallback: { params?: null; reply: unknown }
  bindSecondaryButtonClickCallback: { params?: null; reply: unknown }
  bindEntityUpdateCallback: { params?: null; reply: unknown }
}

/** The values of the documented events, by name. */
export interface PlacementEvents {
  // CALL_CARD
  'CallCard::EntityChanged': Pick<CallStatus, 'PHONE_NUMBER' | 'CRM_ENTITY_TYPE' | 'CRM_ENTITY_ID'>
  'CallCard::BeforeClose': unknown
  'CallCard::CallStateChanged': unknown
  // PAGE_BACKGROUND_WORKER
  'BackgroundCallCard::initialized': unknown
  'BackgroundCallCard::addCommentButtonClick': string
  'BackgroundCallCard::muteButtonClick': boolean
  'BackgroundCallCard::holdButtonClick': boolean
  'BackgroundCallCard::closeButtonClick': unknown
  'BackgroundCallCard::transferButtonClick': { phoneNumber: string; target: unknown }
  'BackgroundCallCard::cancelTransferButtonClick': unknown
  'BackgroundCallCard::completeTransferButtonClick': unknown
  'BackgroundCallCard::hangupButtonClick': unknown
  'BackgroundCallCard::nextButtonClick': unknown
  'BackgroundCallCard::skipButtonClick': unknown
  'BackgroundCallCard::answerButtonClick': unknown
  'BackgroundCallCard::entityChanged': unknown
  'BackgroundCallCard::qualityMeterClick': unknown
  'BackgroundCallCard::dialpadButtonClick': unknown
  'BackgroundCallCard::makeCallButtonClick': unknown
  'BackgroundCallCard::notifyAdminButtonClick': unknown
  // CRM_DETAIL_SEARCH, CRM_REQUISITE_AUTOCOMPLETE, CRM_BANK_DETAIL_AUTOCOMPLETE
  onCrmEntityIsNeedToCreate: { appSid: string; data: FoundEntity & { title?: string } }
  // CALENDAR_GRIDVIEW
  'Calendar.customView:refreshEntries': unknown
  'Calendar.customView:decreaseViewRangeDate': unknown
  'Calendar.customView:increaseViewRangeDate': unknown
  'Calendar.customView:adjustToDate': unknown
}
