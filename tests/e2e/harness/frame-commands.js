// The commands of every host page, as an app sends them.

/**
 * @typedef {object} Row
 * @property {string} command on the wire
 * @property {(frame: import('b24-wasm').Frame, options: import('b24-wasm').WaitOptions) => Promise<any>} send
 * @property {unknown} [reply] the result, if it is constant
 * @property {string} [placement] where it is available
 * @property {(page: import('playwright-core').Page) => Promise<void>} [confirm] the user's action
 */

/** @param {import('playwright-core').Page} page */
async function select(page) {
  await page.locator('dialog label').first().click()
  await page.locator('dialog').getByText('Select', { exact: true }).click()
}

/** @param {import('playwright-core').Page} page */
const close = (page) => page.locator('.slider button').click()

/** @type {Row[]} */
export const WITH_REPLY = [
  {
    command: 'resizeWindow',
    send: (frame, options) => frame.window.resize(500, 400, options),
    reply: { width: 500, height: 400 },
  },
  { command: 'resizeWindow', send: (frame, options) => frame.window.fit(options) },
  {
    command: 'setTitle',
    send: (frame, options) => frame.window.setTitle('a', options),
    reply: undefined,
  },
  {
    command: 'setScroll',
    send: (frame, options) => frame.window.scrollParent(0, options),
    reply: undefined,
  },
  {
    command: 'setInstall',
    send: (frame, options) => frame.install.firstRunDone(options),
    reply: undefined,
  },
  {
    command: 'setUserOption',
    send: (frame, options) => frame.options.user.set('a', 1, options),
    reply: undefined,
  },
  {
    command: 'setAppOption',
    send: (frame, options) => frame.options.app.set('a', 1, options),
    reply: undefined,
  },
  {
    command: 'getInterface',
    send: (frame, options) => frame.placement.getInterface(options),
    reply: { command: ['showHelper'], event: [] },
  },
  {
    command: 'reloadData',
    placement: 'CRM_DEAL_DETAIL_TAB',
    send: (frame, options) => frame.placement.call('reloadData', undefined, options),
    reply: {},
  },
  {
    command: 'selectUser',
    send: (frame, options) => frame.dialogs.selectUser('', options),
    confirm: select,
  },
  {
    command: 'selectUser',
    send: (frame, options) => frame.dialogs.selectUsers('', options),
    confirm: select,
  },
  {
    command: 'selectAccess',
    send: (frame, options) => frame.dialogs.selectAccess([], options),
    reply: [{ id: 'AU', name: 'All authorized users' }],
    confirm: select,
  },
  {
    command: 'selectCRM',
    send: (frame, options) => frame.dialogs.selectCrm({ entityType: ['lead'] }, options),
    confirm: select,
  },
  {
    command: 'openPath',
    send: (frame, options) => frame.slider.openPath('/crm/deal/details/1/', options),
    reply: 'close',
    confirm: close,
  },
  {
    command: 'openApplication',
    send: (frame, options) => frame.slider.openApplication({}, {}, options),
    reply: null,
    confirm: close,
  },
]

/** @type {Row[]} */
export const WITHOUT_REPLY = [
  { command: 'imOpenMessenger', send: (frame) => frame.messenger.openChat('chat1') },
  { command: 'imOpenHistory', send: (frame) => frame.messenger.openHistory(7) },
  { command: 'imCallTo', send: (frame) => frame.messenger.call(7, { video: false }) },
  { command: 'imPhoneTo', send: (frame) => frame.messenger.phone('+15550100') },
  { command: 'showAppForm', send: (frame) => frame.slider.showAppForm({ a: 1 }) },
  { command: 'closeApplication', send: (frame) => frame.window.close() },
  { command: 'reloadWindow', send: (frame) => frame.window.reload() },
  { command: 'setInstallFinish', send: (frame) => frame.install.finish() },
]

/**
 * Sends a row's command in the frame and returns the outcome.
 *
 * @param {import('playwright-core').Frame} frame
 * @param {Row} row
 * @param {number} [timeout]
 */
export function sendCommand(frame, { send }, timeout) {
  // The function is passed to the frame as text.
  return frame.evaluate(([work, timeout]) => {
    const send = new Function(`return ${work}`)()
    return attempt(() => send(framed.frame, timeout === undefined ? {} : { timeout }))
  }, /** @type {const} */ ([send.toString(), timeout]))
}
