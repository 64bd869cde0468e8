// autoFit on the layouts of real apps: it settles, follows the content and sends few messages.

import assert from 'node:assert/strict'
import { after, suite, test } from 'node:test'

import { concurrent } from './harness/concurrent.js'
import { eventually } from './harness/eventually.js'
import { openConnected } from './harness/framed.js'
import { SKELETONS, writeSkeletons } from './harness/skeletons.js'
import { openStage } from './harness/stage.js'
import { root } from './harness/paths.js'

const { folder, files, remove } = await writeSkeletons()
after(remove)
const args = ['--mount', `/skeletons=${folder}`, '--mount', `/npm=${root}node_modules`]
const stage = await openStage({ args, oneContext: false })

/** The maximum number of messages to the host page for a change. */
const MAX_MESSAGES = 3

/** Animation frames without a change after which the size counts as settled. */
const STABLE_FRAMES = 25

/**
 * Opens a layout with content of some height.
 *
 * @param {string} name
 * @param {number} content
 */
async function open(name, content) {
  const { page, frame } = await openConnected(stage, {}, `skeletons/${files.get(name)}`)
  const appFrame = page.locator('iframe.app-frame')
  let counted = 0
  const fitting = {
    page,
    frame,
    /** @param {number} height */
    fill: (height) =>
      frame.evaluate((height) => {
        const host = document.querySelector('my-element')?.shadowRoot ?? document
        const content = host.querySelector('[data-content]')
        const rows = Array.from({ length: height / 50 }, (_, at) => {
          const row = document.createElement('div')
          row.textContent = `Row ${at}`
          Object.assign(row.style, { height: '50px', flex: 'none' })
          return row
        })
        content?.replaceChildren(...rows)
      }, height),
    start: () =>
      frame.evaluate(async () => void (globalThis.dispose = await framed.frame.window.autoFit())),
    /** Hides the frame, and waits until it knows. */
    async hide() {
      await appFrame.evaluate((frame) => void (frame.style.display = 'none'))
      const isHidden = () => document.documentElement.offsetWidth === 0
      await eventually(async () => assert.ok(await frame.evaluate(isHidden)))
    },
    show: () => appFrame.evaluate((frame) => void (frame.style.display = '')),
    /** @param {(height: number) => boolean} expected */
    fitted: (expected) =>
      eventually(async () => {
        const box = await appFrame.boundingBox()
        assert.ok(box && expected(box.height), `${box?.height} px`)
      }),
    /** Waits until the size settles; returns the size and the messages since the last call. */
    async settled() {
      const height = await page.evaluate(settle, STABLE_FRAMES)
      const all = await page.locator('#log code', { hasText: 'resizeWindow' }).count()
      const messages = all - counted
      counted = all
      const scrolls = await frame.evaluate(
        () => document.documentElement.scrollHeight - innerHeight,
      )
      return { height, messages, scrolls }
    },
  }
  await fitting.fill(content)
  return fitting
}

/**
 * Waits in the host page until the height of the frame and the count of messages are stable.
 *
 * @param {number} still
 */
async function settle(still) {
  const frame = document.querySelector('iframe')
  const state = () => `${frame?.offsetHeight} ${document.querySelectorAll('#log li').length}`
  const end = performance.now() + 15_000
  for (let [frames, last] = [0, state()]; frames < still; frames++) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    if (performance.now() > end) throw new Error(`it does not settle: ${state()}`)
    if (state() !== last) [frames, last] = [0, state()]
  }
  return frame?.offsetHeight ?? 0
}

/**
 * Hides the frame, fills it, and shows it again. Waits until it is fitted.
 *
 * @param {Awaited<ReturnType<typeof open>>} opened
 */
async function growWhileHidden({ fill, settled, hide, show, fitted }) {
  await hide()
  await fill(1000)
  assert.equal((await settled()).messages, 0)
  await show()
  // A browser notifies a frame with a delay that it is shown.
  await fitted((height) => height >= 1000)
  return settled()
}

suite('layouts', concurrent, () => {
  for (const [name, { kind }] of Object.entries(SKELETONS)) {
    test(name, async () => {
      const { page, fill, start, settled } = await open(name, 100)
      await settled()
      await start()
      const first = await settled()
      /** @param {{ messages: number }} after */
      const assertFew = ({ messages }) => {
        const few = kind === 'plain' ? messages === 1 : messages <= MAX_MESSAGES
        assert.ok(few, `${messages} messages`)
      }
      assertFew(first)

      await fill(2000)
      const grown = await settled()
      await fill(1500)
      const smaller = await settled()
      await fill(100)
      const last = await settled()

      if (kind === 'shell') {
        for (const { height, messages } of [grown, smaller, last]) {
          assert.deepEqual([height, messages], [first.height, 0])
        }
      } else {
        ;[grown, smaller, last].forEach(assertFew)
        assert.ok(grown.height >= 2000, `${grown.height} px`)
        assert.ok(smaller.height >= 1500 && smaller.height < grown.height, `${smaller.height} px`)
        assert.ok(last.height < 1000, `${last.height} px`)
        assert.equal(last.height, first.height)
      }
      await page.close()
    })
  }
})

suite('content', concurrent, () => {
  test('below the page, positioned absolutely, counts while it is open', async () => {
    for (const name of ['blocks, default margins', 'html, body and root at 100%']) {
      const { page, frame, start, settled } = await open(name, 300)
      await start()
      const { height } = await settled()
      await frame.evaluate(() => {
        const list = document.createElement('ul')
        list.id = 'list'
        Object.assign(list.style, { position: 'absolute', top: '200px', height: '900px' })
        document.body.append(list)
      })
      const opened = await settled()
      assert.ok(
        opened.messages <= MAX_MESSAGES && opened.height >= 1100,
        `${name}: ${opened.height} px`,
      )
      // Hovering over a line has no effect.
      await frame.evaluate(() => document.getElementById('list')?.classList.add('hovered'))
      assert.deepEqual(await settled(), { ...opened, messages: 0 })
      await frame.evaluate(() => document.getElementById('list')?.remove())
      const closed = await settled()
      assert.ok(closed.messages <= MAX_MESSAGES, `${name}: ${closed.messages} messages`)
      assert.equal(closed.height, height, name)
      await page.close()
    }
  })

  test('that is animated takes one message', async () => {
    const { page, frame, start, settled } = await open('blocks, default margins', 100)
    await start()
    const { height } = await settled()
    await frame.evaluate(() => {
      const drawer = document.createElement('div')
      drawer.style.cssText = 'height: 0; transition: height 200ms linear'
      document.body.append(drawer)
      drawer.getBoundingClientRect()
      drawer.style.height = '400px'
    })
    const opened = await settled()
    assert.equal(opened.height, height + 400)
    assert.ok(opened.messages <= MAX_MESSAGES, `${opened.messages} messages`)
    await page.close()
  })

  test('that shrinks while the frame grows is followed', async () => {
    const { page, frame, fill, start, settled } = await open('blocks, default margins', 100)
    await start()
    const { height } = await settled()
    await frame.evaluate(() => {
      const shrink = () => document.querySelector('#grown')?.remove()
      addEventListener('resize', shrink, { once: true })
      const grown = document.createElement('div')
      Object.assign(grown, { id: 'grown' }).style.height = '500px'
      document.body.append(grown)
    })
    assert.equal((await settled()).height, height)
    await fill(300)
    assert.equal((await settled()).height, height + 200)
    await page.close()
  })

  test('that loads later counts: an image in a page of 100%', async () => {
    const { page, frame, start, settled } = await open('html, body and root at 100%', 100)
    await start()
    await settled()
    await frame.evaluate(() => {
      const image = document.createElement('img')
      image.src = `data:image/svg+xml,${encodeURIComponent(
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="1200"/>',
      )}`
      document.getElementById('root')?.append(image)
    })
    const { height, messages } = await settled()
    assert.ok(height >= 1300 && messages <= MAX_MESSAGES, `${height} px`)
    await page.close()
  })

  test('of a page with two autoFit calls takes no additional message', async () => {
    const { page, fill, start, settled } = await open('blocks, default margins', 100)
    await start()
    await start()
    await settled()
    await fill(1000)
    assert.equal((await settled()).messages, 1)
    await page.close()
  })

  test('is ignored while the frame is hidden', async () => {
    const opened = await open('blocks, default margins', 100)
    const { page, start, settled } = opened
    await start()
    await settled()
    const { height, messages } = await growWhileHidden(opened)
    assert.ok(height >= 1000 && messages === 1, `${height} px, ${messages} messages`)
    await page.close()
  })

  test('that shrinks while the frame is hidden is fitted when it is shown', async () => {
    const { page, fill, start, settled, hide, show, fitted } = await open(
      'html, body and root at 100%',
      100,
    )
    await start()
    const first = await settled()
    await fill(1000)
    assert.ok((await settled()).height >= 1000)
    await hide()
    await fill(100)
    assert.equal((await settled()).messages, 0)
    await show()
    await fitted((height) => height === first.height)
    assert.ok((await settled()).messages <= MAX_MESSAGES)
    await page.close()
  })

  test('is fitted when the frame is shown, even if no event tells of it', async () => {
    const opened = await open('blocks, default margins', 100)
    const { page, frame, start, settled } = opened
    await frame.evaluate(() => {
      globalThis.ResizeObserver = class {
        observe() {}
        unobserve() {}
        disconnect() {}
      }
      addEventListener('resize', (event) => event.stopImmediatePropagation(), true)
    })
    await start()
    await settled()
    assert.equal((await growWhileHidden(opened)).messages, 1)
    await page.close()
  })

  test('that changes while a command gets no reply is fitted afterwards', async () => {
    const { page, fill, start, settled, fitted } = await open('blocks, default margins', 100)
    await start()
    await settled()
    await page.evaluate(async () => {
      const module = '/host/commands.js'
      const { commands } = await import(module)
      const { resizeWindow } = commands
      commands.resizeWindow = (/** @type {unknown} */ host, /** @type {unknown} */ params) => {
        commands.resizeWindow = resizeWindow
        return resizeWindow(host, params, { send() {} })
      }
    })
    await fill(1000)
    await fitted((height) => height >= 1000)
    await fill(1500)
    await fitted((height) => height >= 1500)
    await page.close()
  })

  test('does not grow when fitted repeatedly', async () => {
    const { page, frame, settled } = await open('a header above what is as high as the window', 100)
    const heights = await frame.evaluate(async () => {
      const { window } = framed.frame
      return [await window.fit(), await window.fit(), await window.fit()].map(
        ({ height }) => height,
      )
    })
    assert.equal(new Set(heights).size, 1)
    assert.equal((await settled()).height, heights[0])
    await page.close()
  })
})

test('a header above a main part of 100vh does not grow without limit', async () => {
  const { page, fill, start, settled } = await open(
    'a header above what is as high as the window',
    100,
  )
  await fill(0)
  await start()
  const { height, messages } = await settled()
  assert.ok(messages <= MAX_MESSAGES && height < 1000, `${messages} messages, ${height} px`)
  await page.close()
})
