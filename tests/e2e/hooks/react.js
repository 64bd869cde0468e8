// An app with the hooks of `b24-wasm/react`.

import { createElement, StrictMode, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { B24Provider, useB24, useCall, useList } from 'b24-wasm/react'

import './double.js'

const untyped = /** @type {Record<string, (...args: any[]) => any>} */ ({ useCall, useList })

/** @type {any[]} */
const states = []
/** @type {((shown: import('./hooks.js').Shown | undefined) => void) | undefined} */
let show
/** @type {import('react-dom/client').Root | undefined} */
let root

/** @param {import('./hooks.js').Shown} shown */
function Request({ hook, args }) {
  states.push(untyped[hook]?.(...args))
  return null
}

function Connection() {
  states.push(useB24())
  return null
}

/** @param {{ first: import('./hooks.js').Shown | undefined }} props */
function App({ first }) {
  const [shown, setShown] = useState(first)
  useEffect(() => {
    show = setShown
  }, [])
  return shown ? createElement(Request, { key: shown.hook, ...shown }) : createElement(Connection)
}

globalThis.hooks = {
  states,
  mount(connect, first) {
    root = createRoot(document.body.appendChild(document.createElement('main')))
    const app = createElement(B24Provider, { connect }, createElement(App, { first }))
    root.render(createElement(StrictMode, {}, app))
  },
  show: (shown) => show?.(shown),
  unmount: () => root?.unmount(),
}
