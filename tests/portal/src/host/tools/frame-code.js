// A command of the app to the host page as a call in TypeScript.

import { Expression, literal } from './literal.js'

// What settings of a slider begin with, among the parameters of the app in it.
const SETTING = 'bx24_'

// The commands whose functions have other names or parameters than the commands.
const CALLS = {
  getInitData: () => 'B24.frame()',
  refreshAuth: () => 'b24.auth({ fresh: true })',
  getInterface: () => 'b24.frame.placement.getInterface()',
  resizeWindow: ({ width, height }) => frame('window.resize', width, height),
  setTitle: ({ title }) => frame('window.setTitle', title),
  setScroll: ({ scroll }) => frame('window.scrollParent', scroll),
  reloadWindow: () => frame('window.reload'),
  closeApplication: () => frame('window.close'),
  setInstall: () => frame('install.firstRunDone'),
  setInstallFinish: () => frame('install.finish'),
  setUserOption: ({ name, value }) => frame('options.user.set', name, value),
  setAppOption: ({ name, value }) => frame('options.app.set', name, value),
  openPath: (params) => frame('slider.openPath', params.path ?? params),
  openApplication: (params) => {
    const settings = Object.entries(params).filter(([name]) => name.startsWith(SETTING))
    const own = Object.entries(params).filter(([name]) => !name.startsWith(SETTING))
    const named = settings.map(([name, value]) => [name.slice(SETTING.length), value])
    const given = [Object.fromEntries(own), ...(named.length ? [Object.fromEntries(named)] : [])]
    return frame('slider.openApplication', ...given)
  },
  showAppForm: (params) => frame('slider.showAppForm', params),
  imOpenMessenger: ({ dialogId }) => frame('messenger.openChat', dialogId),
  imOpenHistory: ({ dialogId }) => frame('messenger.openHistory', dialogId),
  imCallTo: ({ userId, video }) => frame('messenger.call', userId, { video }),
  imPhoneTo: ({ phone }) => frame('messenger.phone', phone),
  selectUser: ({ title, mult }) => frame(`dialogs.${mult ? 'selectUsers' : 'selectUser'}`, title),
  selectAccess: ({ value }) => frame('dialogs.selectAccess', value),
  selectCRM: (params) => frame('dialogs.selectCrm', params),
}

// Returns the call. A command without a function of its own is one of the placement's.
export function codeOfCommand(name, params) {
  if (Object.hasOwn(CALLS, name)) return `await ${CALLS[name](Object(params))}`
  if (name === 'placementBindEvent') return listen('placement.on', params.event)
  if (/^bind\w+Callback$/.test(name)) return listen('placement.bind', name, params)
  return `await ${frame('placement.call', name, isEmpty(params) ? undefined : params)}`
}

function listen(path, ...args) {
  return `const stop = await ${frame(path, ...args, new Expression('console.log'))}`
}

function isEmpty(params) {
  return Object(params) === params && Object.keys(params).length === 0
}

function frame(path, ...args) {
  const given = args.filter((arg) => arg !== undefined).map((arg) => literal(arg))
  return `b24.frame.${path}(${given.join(', ')})`
}
