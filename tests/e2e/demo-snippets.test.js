// The code that the demo shows is what it runs: run by itself, it sends the same requests.

import assert from 'node:assert/strict'
import { suite, test } from 'node:test'

import { ACTIONS } from '../../www/actions.js'
import { FIELDS } from '../../www/deal-data.js'
import { eventually } from './harness/eventually.js'
import { openStage } from './harness/stage.js'

/** @typedef {import('playwright-core').Frame} Frame */
/** @typedef {import('playwright-core').Locator} Locator */

const { portal, openFrame } = await openStage({ users: 100, folder: 'www' })
const { frame } = await openFrame('')
await eventually(async () => assert.match(await frame.getByRole('status').innerText(), /^1–50/))

/**
 * What the user does in a part so that it runs what its code shows. Returns values of the names that
 * the code leaves open.
 *
 * @type {Record<string, (panel: Locator) => Promise<Record<string, unknown>>>}
 */
const PARTS = {
  async Load(panel) {
    await panel.getByRole('group', { name: 'Calls' }).getByText('30', { exact: true }).click()
    await panel.getByRole('button', { name: 'Send' }).click()
    await panel.getByText(/^Finished in/).waitFor()
    return { count: 2 }
  },
  async Directory(panel) {
    await panel.getByRole('searchbox').fill('john')
    await panel.getByRole('list', { name: 'Conditions' }).getByText('Search: john').waitFor()
    await panel.getByRole('columnheader', { name: 'City' }).getByRole('button').click()
    await panel.locator('#results[data-state="people"]:not([aria-busy])').waitFor()
    return {}
  },
  async Deals(panel) {
    const card = panel.locator('.deal').first()
    const id = Number(await card.getAttribute('data-id'))
    await card.getByRole('button', { name: 'Move' }).click()
    await panel
      .getByRole('group', { name: /^Move .+ to$/ })
      .getByText('In progress')
      .click()
    await panel.locator(`.deal[data-id="${id}"] .deal-title`).click()
    await panel.getByRole('button', { name: 'Save' }).click()
    await panel.getByText('Nothing to save.').waitFor()
    return { id, FIELDS }
  },
  async Departments(panel) {
    await panel.locator('.staff').first().getByRole('list').waitFor()
    return {}
  },
  async Messenger(panel) {
    await panel.getByRole('searchbox').fill('sales')
    await panel.getByRole('region', { name: 'Chats' }).waitFor()
    return { FIND: 'sales' }
  },
  async 'Whole company'(panel) {
    await panel.getByRole('button', { name: 'Read everybody' }).click()
    await panel.getByText(/That is everybody/).waitFor()
    return {}
  },
  async Events(panel) {
    await panel.locator('#events-state[data-status="online"]').waitFor()
    await panel
      .getByRole('button', { name: /^Change / })
      .first()
      .click()
    await panel.getByRole('list', { name: 'What happened' }).getByText(' changed ').waitFor()
    return { id: 1 }
  },
}

suite('the code of a part sends what the part sends', () => {
  for (const [part, use] of Object.entries(PARTS)) {
    test(part, async () => {
      await portal.control.clear()
      await frame.getByRole('tab', { name: part, exact: true }).click()
      const panel = frame.getByRole('tabpanel', { name: part })
      const names = await use(panel)
      const sent = await calls()
      const code = (await panel.locator('pre').first().textContent()) ?? ''
      await portal.control.clear()
      await runCode(code, names)
      const shown = await calls()
      assert.ok(shown.length > 0)
      for (const call of shown)
        assert.ok(sent.includes(call), `${call}\nis not in\n${sent.join('\n')}`)
    })
  }
})

suite('the code of a button does with the frame what the button does', () => {
  for (const { label, code, run } of Object.values(ACTIONS).flat()) {
    test(label, async () => {
      const { signal } = new AbortController()
      const shown = new Function('frame', 'signal', `return ${code}`)
      const done = await uses((frame) => run(frame, signal))
      assert.ok(done.length > 0)
      assert.deepEqual(await uses((frame) => shown(frame, signal)), done)
    })
  }
})

/**
 * Returns the calls that the portal received: the method and the parameters without the token. Calls
 * that the limiter put into one request are separate again.
 */
async function calls() {
  const requests = await portal.control.requests()
  return requests.flatMap(({ path, body }) => {
    const params = new URLSearchParams(body)
    params.delete('auth')
    // The commands of other batches have names.
    const isPacked =
      params.size > 0 && [...params.keys()].every((name) => /^cmd\[\d+\]$/.test(name))
    if (isPacked) return [...params.values()].map(decodeURIComponent)
    const text = decodeURIComponent([...params].map((entry) => entry.join('=')).join('&'))
    return `${path.split('/').at(-1)}${text && '?'}${text}`
  })
}

/**
 * Runs code in the frame of the demo, with a connection of its own.
 *
 * @param {string} code
 * @param {Record<string, unknown>} names that the code leaves open
 */
function runCode(code, names) {
  return frame.evaluate(async ([code, names]) => {
    const { B24 } = await import(/** @type {any} */ ('/pkg/b24.js'))
    const b24 = await B24.frame()
    const nothing = () => {}
    const functions = ['ask', 'log', 'onProgress', 'read', 'readAll', 'show']
    const scope = {
      ...Object.fromEntries(functions.map((name) => [name, nothing])),
      ...{ B24, b24, error: {}, params: {}, signal: undefined },
      ...names,
    }
    const AsyncFunction = /** @type {any} */ (async () => {}).constructor
    await new AsyncFunction(...Object.keys(scope), code)(...Object.values(scope))
    await b24.events.close()
  }, /** @type {const} */ ([code, names]))
}

/**
 * Returns what a function does with a frame: the members that it reads, and the arguments of its calls.
 *
 * @param {(frame: any) => unknown} work
 */
async function uses(work) {
  /** @type {unknown[]} */
  const uses = []
  /** @param {string} path @returns {unknown} */
  const member = (path) =>
    new Proxy(() => {}, {
      get(_, name) {
        // An `await` reads this member of its value.
        if (name === 'then') return undefined
        const inner = `${path}.${String(name)}`
        if (!uses.includes(inner)) uses.push(inner)
        return member(inner)
      },
      apply: (_, __, args) => void uses.push([path, ...args]),
    })
  await work(member('frame'))
  return uses
}
