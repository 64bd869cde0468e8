// Takes the screenshots of the site: the demo in the frame of the emulated portal.

import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { openApp } from '../tests/e2e/harness/app.js'
import { launchBrowser } from '../tests/e2e/harness/browser.js'
import { packageFolder, root } from '../tests/e2e/harness/paths.js'
import { startPortal } from '../tests/e2e/harness/portal.js'

const folder = fileURLToPath(new URL('pages/public/screenshots', import.meta.url))

/** The tabs of the demo, and a text that shows that they are ready. */
const TABS = [
  { name: 'directory', tab: 'Directory', ready: /^1–50 of \d+ people$/ },
  { name: 'deals', tab: 'Deals', ready: /\d+ deals/ },
]

await mkdir(folder, { recursive: true })
const served = ['--app-dir', `${root}www`, '--mount', `/pkg=${packageFolder}/dist`]
const portal = await startPortal({ users: 200, args: [...served, '--control-app'] })
const browser = await launchBrowser()
try {
  const { page, frame } = await openApp(browser, portal, { app: `${portal.app}/` })
  await page.setViewportSize({ width: 1280, height: 800 })
  for (const { name, tab, ready } of TABS) {
    await frame.getByRole('tab', { name: tab }).click()
    await frame.getByText(ready).first().waitFor()
    await page.screenshot({ path: `${folder}/${name}.png` })
  }
} finally {
  await browser.close()
  await portal.stop()
}
