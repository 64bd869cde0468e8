// The actions of the frame part, one button each.

/** @import { Frame } from 'b24-wasm' */

/**
 * @typedef {object} Action
 * @property {string} label of its button
 * @property {string} code of `run`, as shown in the log
 * @property {(frame: Frame, signal: AbortSignal) => Promise<unknown>} run
 */

/** @type {Record<string, Action[]>} */
export const ACTIONS = {
  Window: [
    {
      label: 'Fit',
      code: 'frame.window.fit()',
      run: ({ window }) => window.fit(),
    },
    {
      label: 'Resize',
      code: "frame.window.resize('100%', 900)",
      run: ({ window }) => window.resize('100%', 900),
    },
    {
      label: 'Title',
      code: "frame.window.setTitle('People: 1,000')",
      run: ({ window }) => window.setTitle('People: 1,000'),
    },
    {
      label: 'Scroll',
      code: 'frame.window.scrollParent(120)',
      run: ({ window }) => window.scrollParent(120),
    },
    {
      label: 'Reload',
      code: 'frame.window.reload()',
      run: ({ window }) => window.reload(),
    },
    {
      label: 'Close',
      code: 'frame.window.close()',
      run: ({ window }) => window.close(),
    },
  ],
  Slider: [
    {
      label: 'A deal',
      code: "frame.slider.openPath('/crm/deal/details/1/', { signal })",
      run: ({ slider }, signal) => slider.openPath('/crm/deal/details/1/', { signal }),
    },
    {
      label: 'A path that is not open',
      code: "frame.slider.openPath('/bitrix/admin/', { signal })",
      run: ({ slider }, signal) => slider.openPath('/bitrix/admin/', { signal }),
    },
    {
      label: 'This app',
      code: "frame.slider.openApplication({ order: 7 }, { width: 640, label: { text: 'New' } }, { signal })",
      run: ({ slider }, signal) =>
        slider.openApplication({ order: 7 }, { width: 640, label: { text: 'New' } }, { signal }),
    },
    {
      label: 'Settings form',
      code: 'frame.slider.showAppForm()',
      run: ({ slider }) => slider.showAppForm(),
    },
  ],
  Dialogs: [
    {
      label: 'A user',
      code: "frame.dialogs.selectUser('Who?', { signal })",
      run: ({ dialogs }, signal) => dialogs.selectUser('Who?', { signal }),
    },
    {
      label: 'Users',
      code: "frame.dialogs.selectUsers('Who?', { signal })",
      run: ({ dialogs }, signal) => dialogs.selectUsers('Who?', { signal }),
    },
    {
      label: 'Access',
      code: "frame.dialogs.selectAccess(['AU'], { signal })",
      run: ({ dialogs }, signal) => dialogs.selectAccess(['AU'], { signal }),
    },
    {
      label: 'CRM',
      code: "frame.dialogs.selectCrm({ entityType: ['lead', 'deal'], multiple: true }, { signal })",
      run: ({ dialogs }, signal) =>
        dialogs.selectCrm({ entityType: ['lead', 'deal'], multiple: true }, { signal }),
    },
  ],
  Placement: [
    {
      label: 'Info',
      code: 'frame.placement.info',
      run: async ({ placement }) => placement.info,
    },
    {
      label: 'Interface',
      code: 'frame.placement.getInterface()',
      run: ({ placement }) => placement.getInterface(),
    },
    {
      label: 'A command',
      code: "frame.placement.call('reloadData')",
      run: ({ placement }) => placement.call('reloadData'),
    },
  ],
  Options: [
    {
      label: 'Set for me',
      code: "frame.options.user.set('count', 0)",
      run: ({ options }) => options.user.set('count', 0),
    },
    {
      label: 'Set for all',
      code: "frame.options.app.set('dark', false)",
      run: ({ options }) => options.app.set('dark', false),
    },
    {
      label: 'All values',
      code: '[frame.options.user.all(), frame.options.app.all()]',
      run: async ({ options }) => [options.user.all(), options.app.all()],
    },
  ],
  Messenger: [
    {
      label: 'Chat',
      code: 'frame.messenger.openChat(7)',
      run: ({ messenger }) => messenger.openChat(7),
    },
    {
      label: 'History',
      code: 'frame.messenger.openHistory(7)',
      run: ({ messenger }) => messenger.openHistory(7),
    },
    {
      label: 'Call',
      code: 'frame.messenger.call(7)',
      run: ({ messenger }) => messenger.call(7),
    },
    {
      label: 'Phone',
      code: "frame.messenger.phone('+15550100')",
      run: ({ messenger }) => messenger.phone('+15550100'),
    },
  ],
  Installation: [
    {
      label: 'Finish first run',
      code: 'frame.install.firstRunDone()',
      run: ({ install }) => install.firstRunDone(),
    },
    {
      label: 'Finish installation',
      code: 'frame.install.finish()',
      run: ({ install }) => install.finish(),
    },
  ],
}
