'use client'

import { useEffect } from 'react'

// Beside `app`, in which Next.js takes TypeScript for the language of the whole project.
const load = () => Promise.all([import('../first-app/main.ts'), import('../first-app/probe.ts')])

/** The first app of the README, which fills an element that React only creates. */
export function FirstApp() {
  useEffect(() => void load(), [])

  return <ul id="deals" />
}
