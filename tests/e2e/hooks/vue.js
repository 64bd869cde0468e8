// An app with the composables of `b24-wasm/vue`.

import { createB24, useB24, useCall, useList } from 'b24-wasm/vue'
import { createApp, defineComponent, h, shallowRef, unref } from 'vue'

import './double.js'

const untyped = /** @type {Record<string, (...args: any[]) => any>} */ ({ useCall, useList })

/** @type {any[]} */
const states = []
/** @type {import('vue').ShallowRef<import('./hooks.js').Shown | undefined>} */
const shown = shallowRef()
/** @type {import('vue').App | undefined} */
let app

/** @param {Record<string, unknown>} members */
const record = (members) =>
  states.push(
    Object.fromEntries(Object.entries(members).map(([name, member]) => [name, unref(member)])),
  )

const Request = defineComponent({
  props: ['hook'],
  setup({ hook }) {
    const method = shown.value?.args[0]
    const settings = shown.value?.args[2]
    const members = untyped[hook]?.(method, () => shown.value?.args[1], settings)
    return () => void record(members)
  },
})

const Connection = defineComponent(() => {
  const members = useB24()
  return () => void record({ ...members })
})

globalThis.hooks = {
  states,
  mount(connect, first) {
    shown.value = first
    app = createApp(() =>
      shown.value ? h(Request, { key: shown.value.hook, hook: shown.value.hook }) : h(Connection),
    )
    app.use(createB24(connect))
    app.mount(document.body.appendChild(document.createElement('main')))
  },
  show(next) {
    shown.value = next
  },
  unmount: () => app?.unmount(),
}
