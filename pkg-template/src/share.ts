import { REFRESH_TIMEOUT } from '#defaults'

/**
 * Shares one running work among concurrent callers. Work that outlasts its timeout is not shared any
 * more: a test with fake timers may have replaced the one that ends it.
 */
export function share(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let startedAt = 0
  return () => {
    const now = Date.now()
    if (running && Math.abs(now - startedAt) <= REFRESH_TIMEOUT) return running
    startedAt = now
    const started = run(() => {
      if (running === started) running = undefined
    })
    running = started
    return started
  }

  async function run(end: () => void): Promise<void> {
    // A function that the work calls may call this one, which then has to share the work.
    await undefined
    try {
      await work()
    } finally {
      end()
    }
  }
}
