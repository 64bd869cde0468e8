// The commands and events of placements, in addition to the commands of every page.

const callStatus = {
  CALL_ID: 'externalCall.1',
  PHONE_NUMBER: '+15550100',
  CRM_ENTITY_TYPE: 'CONTACT',
  CRM_ENTITY_ID: 7,
  CRM_ACTIVITY_ID: 12,
  CALL_DIRECTION: 'incoming',
  CALL_LIST_MODE: false,
  CRM_BINDINGS: [],
}

const cardState = {}

const store = (name) => (params) => {
  cardState[name] = params
  return {}
}

const DETAIL_ACTIVITY = {
  commands: {
    setLayout: store('layout'),
    setLayoutItemState: store('item'),
    setPrimaryButtonState: store('primary'),
    setSecondaryButtonState: store('secondary'),
    lock: () => ({}),
    unlock: () => ({}),
    finish: () => ({}),
  },
  // Commands with repeated replies, and the result of each reply.
  bindings: {
    bindValueChangeCallback: { id: 'city', value: 'nyc' },
    bindLayoutEventCallback: { id: 'link', value: 'clicked' },
    bindPrimaryButtonClickCallback: {},
    bindSecondaryButtonClickCallback: {},
    bindEntityUpdateCallback: {},
  },
  events: {},
}

const FOUND_CLIENTS = {
  commands: { crmShowFoundEntities: () => ({}), crmShowCreatedEntity: () => ({}) },
  events: {
    onCrmEntityIsNeedToCreate: { appSid: '', data: { id: 'company-1', name: 'Acme' } },
  },
}

const CARD_BUTTONS = [
  'closeButtonClick',
  'cancelTransferButtonClick',
  'completeTransferButtonClick',
  'hangupButtonClick',
  'nextButtonClick',
  'skipButtonClick',
  'answerButtonClick',
  'entityChanged',
  'qualityMeterClick',
  'dialpadButtonClick',
  'makeCallButtonClick',
  'notifyAdminButtonClick',
]

let fieldValue = 'before'

// The placements by their code or its suffix. `events` maps names to the data that listeners get.
const PLACEMENTS = {
  DEFAULT: { commands: { showHelper: () => ({}) }, events: {} },
  _DETAIL_TAB: { commands: { reloadData: () => ({}) }, events: {} },
  _DETAIL_ACTIVITY: DETAIL_ACTIVITY,
  CRM_DETAIL_SEARCH: FOUND_CLIENTS,
  CRM_REQUISITE_AUTOCOMPLETE: FOUND_CLIENTS,
  CRM_BANK_DETAIL_AUTOCOMPLETE: FOUND_CLIENTS,
  USERFIELD_TYPE: {
    commands: {
      getValue: () => fieldValue,
      setValue: (value) => {
        // The portal does not support objects; a list is for fields with several values.
        if (typeof value === 'object' && !Array.isArray(value)) return undefined
        fieldValue = value
        return value
      },
    },
    events: {},
  },
  CALL_CARD: {
    commands: {
      getStatus: () => callStatus,
      disableAutoClose: () => ({}),
      enableAutoClose: () => [{ result: 'error', errorCode: 'Call card is undefined' }],
    },
    events: {
      'CallCard::EntityChanged': { PHONE_NUMBER: '+15550101', CRM_ENTITY_TYPE: 'LEAD' },
      'CallCard::BeforeClose': {},
      'CallCard::CallStateChanged': { callState: 'connected' },
    },
  },
  PAGE_BACKGROUND_WORKER: {
    commands: {
      CallCardSetMute: store('mute'),
      CallCardSetHold: store('hold'),
      CallCardSetUiState: store('uiState'),
      CallCardGetListUiStates: () => ['incoming', 'connected'],
      CallCardSetCardTitle: store('title'),
      CallCardSetStatusText: store('status'),
      CallCardClose: () => ({}),
    },
    events: {
      'BackgroundCallCard::initialized': { phoneNumber: '+15550100' },
      'BackgroundCallCard::addCommentButtonClick': 'a comment',
      'BackgroundCallCard::muteButtonClick': true,
      'BackgroundCallCard::holdButtonClick': true,
      'BackgroundCallCard::transferButtonClick': { phoneNumber: '+15550100', target: 7 },
      ...Object.fromEntries(CARD_BUTTONS.map((name) => [`BackgroundCallCard::${name}`, {}])),
    },
  },
  CALENDAR_GRIDVIEW: {
    commands: {
      getEvents: () => [],
      viewEvent: () => ({}),
      addEvent: () => ({}),
      editEvent: () => ({}),
      deleteEvent: () => ({}),
    },
    events: {
      'Calendar.customView:refreshEntries': {},
      'Calendar.customView:decreaseViewRangeDate': {},
      'Calendar.customView:increaseViewRangeDate': {},
      'Calendar.customView:adjustToDate': {},
    },
  },
}

// Returns the interface of a placement. Each command takes parameters and returns the result of its
// reply; `listen` registers a reply for an event, and `fire` fires the event.
export function placement(code) {
  const named = Object.entries(PLACEMENTS).find(([name]) => code === name || code.endsWith(name))
  const { commands, bindings = {}, events } = named?.[1] ?? { commands: {}, events: {} }
  const listeners = []
  return {
    interface: {
      command: [...Object.keys(commands), ...Object.keys(bindings)],
      event: Object.keys(events),
    },
    commands,
    isBinding: (name) => Object.hasOwn(bindings, name),
    isEvent: (name) => Object.hasOwn(events, name),
    listen: (name, reply) => listeners.push({ name, reply }),
    sources: Object.keys({ ...events, ...bindings }),
    fire(name) {
      const data = { ...events, ...bindings }[name]
      for (const listener of listeners) if (listener.name === name) listener.reply.send(data)
    },
  }
}
