import { useEffect } from 'react'

const load = () => Promise.all([import('./first-app/main.ts'), import('./first-app/probe.ts')])

/** The first app of the README, which fills an element that React only creates. */
export function FirstApp() {
  useEffect(() => void load(), [])

  return <ul id="deals" />
}
